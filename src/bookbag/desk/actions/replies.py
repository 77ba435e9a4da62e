"""Answers: begun, reviewed, sent through the one door out, undone, and settled when they have left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from bookbag.compose import checks
from bookbag.compose import queries as drafts_read
from bookbag.compose.actions import drafts
from bookbag.compose.actions.drafts import Recipient, Version
from bookbag.compose.context import DraftText
from bookbag.desk import complaints, context, following, homecopies, messages, raising, threading, transitions
from bookbag.desk.actions import awaiting, cases, copies, duties, versions
from bookbag.desk.acts import DONE_BY, STARTS, kept_by
from bookbag.desk.models import Case, CaseEvent, Message, OtherDoor, Reply
from bookbag.desk.models.case import EventKind
from bookbag.desk.models.message import Direction
from bookbag.desk.models.reply import Home
from bookbag.desk.models.reply import Kind as ReplyKind
from bookbag.desk.receipts import reply_address
from bookbag.desk.wording import closing, footer
from bookbag.desk.wording.closing import Shape
from bookbag.errors import NotFound, Stale
from bookbag.outbox import queries as outbox
from bookbag.outbox.actions import dispatches
from bookbag.people import queries as people
from bookbag.people import sending
from bookbag.people.folding import folded_email
from bookbag.policy.clearing import Finding
from bookbag.policy.permissions import Actor, process
from bookbag.policy.values import Category
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import School

if TYPE_CHECKING:
    from bookbag.compose.models import Draft
    from bookbag.outbox.models import Dispatch


@dataclass(frozen=True, slots=True)
class Writing:
    """An answer being written: the reply, its draft, whom it goes to."""

    reply: Reply
    draft: "Draft"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The versions that its author brings, and the ids of adults who get the ordinary one all the same."""

    versions: Sequence[Version] = ()
    ordinary: Sequence[str] = ()


def begin(case: Case, *, answers: Message | None, by: Actor, now: datetime) -> Writing:
    """Begin an answer, or go on with the one that this author has begun. It goes to whoever wrote, and nobody else."""
    with tenancy.atomic():
        cases.lock(case)
        begun = (
            Reply.objects.filter(
                school_id=case.school_id, case=case, draft__author_id=by.staff_id, draft__state="writing"
            )
            .select_related("draft")
            .first()
        )
        if begun:
            return Writing(begun, begun.draft)
        newest = case.messages.filter(direction="in").order_by("-at", "-id").first()
        asked = answers or newest
        home = "" if asked else _home_of(case)
        draft = drafts.begin(
            channel="email",
            subject=_subject(asked.subject if asked else case.subject),
            recipients=[_writer_of(asked)] if asked and asked.from_address else _told(case, home, now),
            sight=case.sight,
            by=by,
            now=now,
        )
        reply = Reply.objects.create(
            school_id=case.school_id,
            sight=case.sight,
            case=case,
            draft=draft,
            answers=asked,
            home=home,
            last_seen_at=newest.at if newest else case.last_message_at,
        )
        return Writing(reply, draft)


def _home_of(case: Case) -> str:
    """What the last letter home of a case was about: with no word from the family since, the next is one, too."""
    letters = Reply.objects.filter(school_id=case.school_id, case=case).exclude(home="")
    return letters.order_by("-last_seen_at", "-id").values_list("home", flat=True).first() or ""


def _told(case: Case, home: str, now: datetime) -> list[Recipient]:
    if not home:
        return []
    told = homecopies.to_tell(case, Home(home), now=now).addressees
    return [Recipient(each.email, each.name, each.contact_id) for each in told if each.email]


def review(reply: Reply, draft: "Draft", *, by: Actor, now: datetime) -> list[Finding]:
    """What the checks say of an answer's draft as it stands."""
    addresses = tuple(recipient.address for recipient in draft.recipients.all())
    text = DraftText(draft.subject, draft.whole, addresses)
    return checks.review(text, context.of(reply, text, by=by, now=now))


def write(
    reply: Reply,
    draft: "Draft",
    *,
    subject: str,
    body: str,
    recipients: Iterable[Recipient],
    shape: Shape,
    otherwise: Otherwise | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Set the words of an answer, whom it goes to, what kind it is and what it names, and its other versions."""
    with tenancy.atomic():
        known = _known(reply.school_id, list(recipients))
        drafts.write(
            draft,
            subject=subject,
            body=body,
            closing="\n\n".join(filter(None, [closing.of(shape), _of_the_procedure(reply)])),
            recipients=known,
            versions=otherwise.versions if otherwise else None,
            by=by,
            now=now,
        )
        named = asdict(shape) | {"settled": list(shape.settled)}
        named |= {"ordinary": list(otherwise.ordinary)} if otherwise else {}
        Reply.objects.filter(school_id=reply.school_id, id=reply.id).update(**named)


def _of_the_procedure(reply: Reply) -> str:
    """Under every answer to a complaint: at which stage it is, of what procedure, and where its writer can follow it."""
    if reply.home or reply.case.category != Category.COMPLAINT:
        return ""
    school = School.objects.get(id=reply.school_id)
    standing = complaints.of(reply.case, school)
    return closing.stage(
        standing.stage,
        standing.model,
        how=raising.address(school),
        where=following.link(school, reply.case_id),
    )


def _known(school_id: int, recipients: Sequence[Recipient]) -> Iterator[Recipient]:
    """The recipients, with the adult behind an address that was only typed, where it is one adult's alone."""
    typed = {folded_email(each.address) for each in recipients if not each.contact_id}
    held = sending.contacts_at(school_id, typed) if typed else {}
    for each in recipients:
        whose = held.get(folded_email(each.address), set())
        adult = people.contact(school_id, *whose) if len(whose) == 1 and not each.contact_id else None
        yield Recipient(each.address, each.name or adult.full_name, adult.id) if adult else each


def send(
    reply: Reply,
    *,
    kind: ReplyKind,
    reasons: Mapping[str, str],
    undo_seconds: int,
    by: Actor,
    now: datetime,
) -> list["Dispatch"]:
    """Clear the exact words and put them into the outbox, one dispatch a recipient, to leave when undo is over.

    Raises `Denied` with the first finding that stands in the way, `Stale` where the answer has been sent already.
    """
    with tenancy.atomic():
        # Of several copies, one may have come back and others not: none of the old words leaves beside the new ones.
        for crossed in outbox.of_draft(reply.school_id, reply.draft_id).filter(state="queued"):
            dispatches.undo(crossed, by=by, now=now)
        case = cases.lock(reply.case)
        kept = (
            Reply.objects.select_for_update(of=("self",))
            .select_related("case", "answers")
            .get(school_id=case.school_id, id=reply.id)
        )
        if kept.case_id != case.id:
            raise Stale("This case was joined to another while you were writing. Look at it there.")
        school = School.objects.get(id=kept.school_id)
        draft = drafts_read.draft(kept.school_id, kept.draft_id)
        if _newer_than_seen(kept):
            raise Stale("The family has written again while you were writing. Read what is new, then send.")
        kept.kind = kind
        kept.save(update_fields=["kind"])
        findings = review(kept, draft, by=by, now=now)
        prepared = versions.prepare(kept, draft, school, now=now)
        clearance = drafts.clear_to_leave(draft, findings, copies=prepared.copies, reasons=reasons, by=by, now=now)
        recipients = list(draft.recipients.all())
        awaiting.remind(kept, draft.subject, recipients, case, by=by, now=now)
        if kept.home:
            copies.keep(kept, recipients, school, by=by, now=now)
        versions.keep(kept, prepared.to_make, by=by, now=now)
        words = drafts_read.words_of(draft, prepared.copies)
        return [
            dispatches.queue(
                words,
                clearance,
                about=case.id,
                draft=draft.id,
                author=by.person,
                sight=case.sight,
                to_name=recipient.name,
                to_address=recipient.address,
                from_name=f"{by.name}, {school.name}",
                from_address=school.email,
                reply_to=reply_address(school, case),
                token=tokens.issue(school.id, case.id),
                in_reply_to=_asked_by(kept.answers, recipient.address),
                references=_references(case, recipient.address),
                foot=footer.to_family(school) if recipient.contact_id else "",
                files=prepared.files.get(recipient.address, ()),
                by=by,
                now=now,
                not_before=now + timedelta(seconds=undo_seconds),
            )
            for recipient in recipients
        ]


def reminder_of(reply: Reply, *, now: datetime) -> awaiting.Reminder | None:
    """The words that would go to whoever has not answered, and when, for the author to read beforehand."""
    return awaiting.planned(reply, reply.draft.subject, now=now)


def undo(draft_id: UUID, *, by: Actor, now: datetime) -> None:
    """Take an answer back while it has not left; its draft is its author's again. Raises `Stale` where it has left."""
    with tenancy.atomic():
        for dispatch in outbox.of_draft(by.school_id, draft_id):
            dispatches.undo(dispatch, by=by, now=now)
        drafts.reopen(draft_id, by=by, now=now)


def still_wanted(dispatch: "Dispatch", *, now: datetime) -> bool:
    """Look at the case again as a dispatch is about to leave. An answer that the family's new message has crossed, or that
    another has overtaken which left by another door, is not sent: it is its author's draft again. All else is wanted.
    """
    if dispatch.draft is None:
        return True
    if dispatch.notice == awaiting.REMINDER:
        return awaiting.still_wanted(dispatch)
    if dispatch.notice == versions.MADE:
        return True
    reply = Reply.objects.filter(school_id=dispatch.school_id, draft_id=dispatch.draft).first()
    if reply is None or not (_newer_than_seen(reply) or _answered_elsewhere(reply)):
        return True
    drafts.reopen(dispatch.draft, by=process("outbox", dispatch.school_id), now=now)
    return False


def _newer_than_seen(reply: Reply) -> bool:
    received = Message.objects.filter(school_id=reply.school_id, case_id=reply.case_id, direction="in")
    return received.filter(at__gt=reply.last_seen_at).exists()


def _answered_elsewhere(reply: Reply) -> bool:
    """Whether an answer that left by another door was found after this one was cleared: nobody has said why a second goes."""
    found = OtherDoor.objects.filter(school_id=reply.school_id, message__case_id=reply.case_id)
    return found.filter(left_at__gte=reply.last_seen_at, found_at__gt=reply.draft.changed_at).exists()


def seen(reply: Reply, *, upto: datetime) -> None:
    """Note that the author has had every message before them that came in up to this time."""
    if upto > reply.last_seen_at:
        reply.last_seen_at = upto
        reply.save(update_fields=["last_seen_at"])


def settle(dispatch: "Dispatch", *, now: datetime) -> None:
    """Write an answer that has left into its case, and end what it keeps. Receipts settle nothing. Safe to repeat."""
    if dispatch.draft is None or dispatch.sent_at is None:
        return
    with tenancy.atomic():
        reply = (
            Reply.objects.filter(school_id=dispatch.school_id, draft_id=dispatch.draft).select_related("case").first()
        )
        if reply is None or Message.objects.filter(school_id=dispatch.school_id, dispatch=dispatch).exists():
            return
        # The case may have been joined to another since; the answer belongs where the conversation is now.
        case = threading.hold(dispatch.school_id, reply.case_id)
        if case is None:
            raise NotFound
        is_first = not Message.objects.filter(school_id=case.school_id, dispatch__draft=reply.draft_id).exists()
        message = _write_down(case, dispatch, reply, at=dispatch.sent_at)
        is_first &= dispatch.notice not in {awaiting.REMINDER, versions.MADE}
        case.last_message_at = max(case.last_message_at, message.at)
        if is_first:  # of several copies each is a message, and all together are one answer
            note_answer(case, message, reply, now=now)
        case.save()


def _write_down(case: Case, dispatch: "Dispatch", reply: Reply, *, at: datetime) -> Message:
    message = Message.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        direction="out",
        channel=dispatch.channel,
        at=at,
        from_name=dispatch.from_name,
        from_address=dispatch.from_address,
        to=[{"name": dispatch.to_name, "address": dispatch.to_address}],
        subject=dispatch.subject,
        text=dispatch.body,
        new_text=dispatch.body,
        message_id=dispatch.message_id,
        author_id=dispatch.author,
        dispatch=dispatch,
        contact_id=_contact_of(dispatch, reply),
        wanted_by=None if dispatch.notice else reply.wanted_by,
    )
    messages.enclose(message, dispatch.files)
    return message


def note_answer(case: Case, message: Message, reply: Reply, *, now: datetime) -> None:
    """Store the event, end the duties that it keeps, set those that it promises, and move the case."""
    done = DONE_BY[ReplyKind(reply.kind)]
    event = CaseEvent.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        kind=done,
        at=message.at,
        channel=message.channel,
        message=message,
        promised=reply.promised,
        promised_at=reply.promised_at,
    )
    by = process("outbox", case.school_id)
    so_far = set(CaseEvent.objects.filter(school_id=case.school_id, case=case).values_list("kind", flat=True))
    found = message.dispatch_id is None  # it left by another door, and the family may have written since
    upto = message.at if found else None
    duties.meet(case, *kept_by(done, after=so_far), at=message.at, upto=upto, by=by, now=now)
    if done in STARTS:
        duties.follow(event, case, by=by, now=now)
    if not (found and case.messages.filter(direction="in", at__gt=message.at).exists()):
        transitions.move_case(case, "answer" if done is EventKind.ANSWERED else "acknowledge")


def _subject(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}".strip()


def _writer_of(message: Message) -> Recipient:
    return Recipient(message.from_address, message.from_name, message.contact_id)


def _contact_of(dispatch: "Dispatch", reply: Reply) -> UUID | None:
    """The adult whose copy it is: whoever wrote, or whom the author added to it."""
    to = folded_email(dispatch.to_address)
    if reply.answers and folded_email(reply.answers.from_address) == to:
        return reply.answers.contact_id
    recipients = drafts_read.draft(reply.school_id, reply.draft_id).recipients.all()
    return next((each.contact_id for each in recipients if folded_email(each.address) == to), None)


def _asked_by(asked: Message | None, address: str) -> str:
    """The Message-ID of what is answered, for whoever wrote it. Nobody else is told by what address they write."""
    mine = asked is not None and folded_email(asked.from_address) == folded_email(address)
    return asked.message_id if asked and mine else ""


def _references(case: Case, address: str) -> tuple[str, ...]:
    """The Message-IDs of what this address wrote and was sent in a case, so that its mail program shows one conversation.

    Those of others stay out of it: a Message-ID may show by what address, or with what provider, the other home writes.
    """
    mine = folded_email(address)
    known = case.messages.exclude(message_id="").order_by("at", "id")
    return tuple(each.message_id for each in known if mine in _ends(each))


def _ends(message: Message) -> set[str]:
    """Who wrote a message to the school, or whom the school sent it to."""
    if message.direction == Direction.IN:
        return {folded_email(message.from_address)}
    return {folded_email(one["address"]) for one in message.to}


def reply_of(school_id: int, case: Case, *, by: Actor) -> Reply:
    """The answer that this author is writing to a case. Raises `NotFound`."""
    found = Reply.objects.filter(
        school_id=school_id, case=case, draft__author_id=by.staff_id, draft__state="writing"
    ).first()
    if found is None:
        raise NotFound
    return found
