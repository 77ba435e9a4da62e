"""Answers: begun, reviewed, sent through the one door out, undone, and settled when they have left."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from bookbag.compose import checks
from bookbag.compose import queries as drafts_read
from bookbag.compose.actions import drafts
from bookbag.compose.actions.drafts import Recipient
from bookbag.compose.context import DraftText
from bookbag.desk import context, threading, transitions
from bookbag.desk.actions import awaiting, cases, duties
from bookbag.desk.acts import DONE_BY, KEEPS, STARTS
from bookbag.desk.models import Case, CaseEvent, Message, Reply
from bookbag.desk.models.case import EventKind
from bookbag.desk.models.reply import Kind as ReplyKind
from bookbag.desk.receipts import reply_address
from bookbag.desk.wording import closing
from bookbag.desk.wording.closing import Shape
from bookbag.errors import NotFound, Stale
from bookbag.outbox import queries as outbox
from bookbag.outbox.actions import dispatches
from bookbag.policy.clearing import Finding
from bookbag.policy.permissions import Actor, process
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
        draft = drafts.begin(
            channel="email",
            subject=_subject(asked.subject if asked else case.subject),
            recipients=[_writer_of(asked)] if asked and asked.from_address else [],
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
            last_seen_at=newest.at if newest else case.last_message_at,
        )
        return Writing(reply, draft)


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
    by: Actor,
    now: datetime,
) -> None:
    """Set the words of an answer, whom it goes to, what kind it is and what it names."""
    with tenancy.atomic():
        drafts.write(
            draft, subject=subject, body=body, closing=closing.of(shape), recipients=recipients, by=by, now=now
        )
        named = asdict(shape) | {"settled": list(shape.settled)}
        Reply.objects.filter(school_id=reply.school_id, id=reply.id).update(**named)


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
        clearance = drafts.clear_to_leave(draft, findings, reasons=reasons, by=by, now=now)
        awaiting.remind(kept, draft.subject, list(draft.recipients.all()), case, by=by, now=now)
        asked, words, references = kept.answers, drafts_read.words_of(draft), _references(case)
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
                in_reply_to=asked.message_id if asked else "",
                references=references,
                by=by,
                now=now,
                not_before=now + timedelta(seconds=undo_seconds),
            )
            for recipient in draft.recipients.all()
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
    """Look at the case again as a dispatch is about to leave. An answer that the family's new message has crossed is
    not sent: it is its author's draft again. Everything else is wanted.
    """
    if dispatch.draft is None:
        return True
    if dispatch.notice == awaiting.REMINDER:
        return awaiting.still_wanted(dispatch)
    reply = Reply.objects.filter(school_id=dispatch.school_id, draft_id=dispatch.draft).first()
    if reply is None or not _newer_than_seen(reply):
        return True
    drafts.reopen(dispatch.draft, by=process("outbox", dispatch.school_id), now=now)
    return False


def _newer_than_seen(reply: Reply) -> bool:
    received = Message.objects.filter(school_id=reply.school_id, case_id=reply.case_id, direction="in")
    return received.filter(at__gt=reply.last_seen_at).exists()


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
        is_first &= dispatch.notice != awaiting.REMINDER
        case.last_message_at = max(case.last_message_at, message.at)
        if is_first:  # of several copies each is a message, and all together are one answer
            _note_answer(case, message, reply, now=now)
        case.save()


def _write_down(case: Case, dispatch: "Dispatch", reply: Reply, *, at: datetime) -> Message:
    return Message.objects.create(
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
        contact_id=reply.answers.contact_id if reply.answers else None,
        wanted_by=None if dispatch.notice else reply.wanted_by,
    )


def _note_answer(case: Case, message: Message, reply: Reply, *, now: datetime) -> None:
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
    duties.meet(case, *KEEPS[done], at=message.at, by=by, now=now)
    if done in STARTS:
        duties.follow(event, case, by=by, now=now)
    transitions.move_case(case, "answer" if done is EventKind.ANSWERED else "acknowledge")


def _subject(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}".strip()


def _writer_of(message: Message) -> Recipient:
    return Recipient(message.from_address, message.from_name, message.contact_id)


def _references(case: Case) -> tuple[str, ...]:
    """The Message-IDs of the case in order, so that the family's mail program shows one conversation."""
    known = case.messages.exclude(message_id="").order_by("at", "id").values_list("message_id", flat=True)
    return tuple(known)


def reply_of(school_id: int, case: Case, *, by: Actor) -> Reply:
    """The answer that this author is writing to a case. Raises `NotFound`."""
    found = Reply.objects.filter(
        school_id=school_id, case=case, draft__author_id=by.staff_id, draft__state="writing"
    ).first()
    if found is None:
        raise NotFound
    return found
