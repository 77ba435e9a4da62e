"""Filing an answer that left by another door: it joins its case and meets what it keeps, and is marked with what it missed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bookbag.channels.mailbox.values import Mail
from bookbag.compose import checks
from bookbag.compose.context import DraftText
from bookbag.desk import context, messages, threading
from bookbag.desk.actions import replies
from bookbag.desk.digests import body_digest
from bookbag.desk.models import Arrival, Case, Message, OtherDoor, Reply
from bookbag.desk.models.arrival import State
from bookbag.desk.otherdoors import recipients_of
from bookbag.outbox import queries as outbox
from bookbag.people import matching
from bookbag.people.folding import folded_email
from bookbag.policy.clearing import Finding
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import locks, tokens


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a mail from a Sent folder: the act of its arrival, and where it was filed."""

    act: str
    case: Case | None = None
    message: Message | None = None


def file(arrival: Arrival, mail: Mail, *, by: Actor, now: datetime) -> Filed:
    """File what was sent. What we sent ourselves, what came before and what answers nobody's case is left.

    Called inside intake's transaction, which may see every case of the school.
    """
    if before := _before(arrival.school_id, mail):
        return before
    machine = mail.auto_reply or mail.abuse_report or mail.bounce
    case = None if machine else threading.pointed_at(arrival.school_id, mail, ()) or _once_read(arrival, mail)
    if case is None:
        return Filed("leave")
    parties = {folded_email(party.address): party for party in case.parties.all()}
    to = [folded_email(address) for address in recipients_of(mail)]
    reached = [parties[address] for address in to if address in parties]
    if not reached:  # passed on to somebody: no answer to the family
        return Filed("leave", case)
    if any(_is_the_same(sent.whole, mail) for sent in outbox.of_case(case.school_id, case.id) if sent.to_address in to):
        return Filed("repeat", case)  # ours, which a server has renamed on the way
    return Filed("file", case, _filed(arrival, mail, case, contact=reached[0].contact_id, by=by, now=now))


def _before(school_id: int, mail: Mail) -> Filed | None:
    """What it was filed as before, or that we sent it ourselves."""
    if not mail.message_id:
        return None
    locks.hold(school_id, mail.message_id)
    before = Message.objects.filter(school_id=school_id, direction="out", message_id=mail.message_id).first()
    if before:
        return Filed("repeat", threading.hold(school_id, before.case_id), before)
    ours = outbox.named(school_id, mail.message_id) if tokens.read(school_id, mail.message_id) else None
    return Filed("repeat", threading.hold(school_id, ours.about)) if ours else None


def _filed(arrival: Arrival, mail: Mail, case: Case, *, contact: UUID | None, by: Actor, now: datetime) -> Message:
    """Write it into its case, with what the checks say of it, and end what it keeps."""
    to = [folded_email(address) for address in recipients_of(mail)]
    message = _written_down(arrival, mail, case)
    message.contact_id = contact
    message.save(update_fields=["contact"])
    found = _missed(message, case, to, now=now)
    OtherDoor.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        message=message,
        mailbox_id=arrival.mailbox_id,
        left_at=message.at,
        found_at=now,
        missed=[
            {"check": each.check, "sentence": each.sentence, "severity": each.severity, "clause": each.clause}
            for each in found
        ],
    )
    note(
        Kind.ANSWER_FOUND,
        by=by,
        now=now,
        thing="case",
        thing_id=case.id,
        sight=case.sight,
        message=str(message.id),
        missed=sorted({each.check for each in found}),
    )
    case.last_message_at = max(case.last_message_at, message.at)
    replies.note_answer(case, message, _as_reply(message, case), now=now)
    case.save()
    return message


def _once_read(arrival: Arrival, mail: Mail) -> Case | None:
    """The case, once those have read what came before that read it just now: it may be what this answers."""
    earlier = Arrival.objects.filter(
        school_id=arrival.school_id, state=State.WAITING, place="", received_at__lte=arrival.received_at
    )
    list(earlier.select_for_update().values_list("id", flat=True))
    return threading.pointed_at(arrival.school_id, mail, ())


def _is_the_same(words: str, mail: Mail) -> bool:
    """Whether these are the words of the mail; a server may have put a line of its own under them."""
    ours = words.split()
    return bool(ours) and mail.text.split()[: len(ours)] == ours


def _written_down(arrival: Arrival, mail: Mail, case: Case) -> Message:
    who = matching.who_wrote(case.school_id, address=mail.sender.address) if mail.sender else None
    message = Message.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        direction="out",
        channel=arrival.channel,
        at=arrival.received_at,
        written_at=mail.date,
        from_name=mail.sender.name[:200] if mail.sender else "",
        from_address=mail.sender.address[:320] if mail.sender else "",
        to=[{"name": each.name, "address": each.address} for each in mail.to],
        cc=[{"name": each.name, "address": each.address} for each in mail.cc],
        subject=mail.subject,
        text=mail.text,
        new_text=mail.new_text,
        html=mail.html or "",
        language=mail.language or "",
        warnings=list(mail.warnings),
        message_id=mail.message_id or "",
        body_digest=body_digest(mail),
        author_id=who.staff_id if who else None,
    )
    messages.attach(message, mail)
    return message


def _as_reply(message: Message, case: Case) -> Reply:
    """The answer as the checks and the promises are asked of it; no row, as nobody wrote it here."""
    came = case.messages.filter(direction="in", at__lte=message.at).order_by("-at", "-id").first()
    return Reply(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        answers=came,
        home="",
        why="",
        settled=[],
        ordinary=[],
        last_seen_at=came.at if came else message.at,
    )


def _missed(message: Message, case: Case, to: list[str], *, now: datetime) -> list[Finding]:
    text = DraftText(message.subject, message.new_text or message.text, tuple(to))
    return checks.review(text, context.of_sent(_as_reply(message, case), text, now=now))
