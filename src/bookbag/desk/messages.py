"""Writing a read mail down: the case it opens, the message, its files. Part of intake; a person's acts are in actions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from bookbag.channels.mailbox.values import Address, Attachment, Mail
from bookbag.desk import transitions
from bookbag.desk.digests import body_digest
from bookbag.desk.matters import matter_of
from bookbag.desk.models import Arrival, Case, Message
from bookbag.desk.models import Attachment as AttachmentRow
from bookbag.desk.models.case import unhurried
from bookbag.desk.queries import LONDON
from bookbag.people import leaving
from bookbag.people.folding import folded_email
from bookbag.people.matching import Match
from bookbag.people.models import Pupil
from bookbag.policy.english import listed
from bookbag.policy.permissions import Actor, Sight
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import storing

UNREAD = "A message that could not be read"


def open_case(arrival: Arrival, mail: Mail, match: Match, *, sight: int, by: Actor, now: datetime) -> Case:
    """Open the case of a new matter."""
    case = Case.objects.create(
        school_id=arrival.school_id,
        sight=sight,
        subject=mail.subject[:300],
        matter=matter_of(mail.subject),
        channel=arrival.channel,
        who=_who(mail, match)[:200],
        opened_at=arrival.received_at,
        last_message_at=arrival.received_at,
        next_due=unhurried(arrival.received_at),
    )
    note(Kind.CASE_OPENED, by=by, now=now, thing="case", thing_id=case.id, sight=sight, arrival=str(arrival.id))
    return case


def open_unread(arrival: Arrival, *, sight: int, by: Actor, now: datetime) -> Case:
    """Open a case around bytes that could not be read; the original can be taken from it."""
    case = Case.objects.create(
        school_id=arrival.school_id,
        sight=sight,
        subject=UNREAD,
        channel=arrival.channel,
        who=arrival.sender[:200],
        opened_at=arrival.received_at,
        last_message_at=arrival.received_at,
        next_due=arrival.received_at,
    )
    note(Kind.CASE_OPENED, by=by, now=now, thing="case", thing_id=case.id, sight=sight, arrival=str(arrival.id))
    return case


def store(
    arrival: Arrival,
    mail: Mail,
    match: Match,
    case: Case,
    *,
    by: Actor,
    now: datetime,
    joined: bool,
) -> Message:
    """Store what was read as a message of the case, with its files in the file store."""
    message = Message.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        direction="in",
        channel=arrival.channel,
        at=arrival.received_at,
        written_at=mail.date,
        from_name=mail.sender.name[:200] if mail.sender else "",
        from_address=mail.sender.address[:320] if mail.sender else "",
        to=_addresses(mail.to),
        cc=_addresses(mail.cc),
        reply_to=_addresses(mail.reply_to),
        subject=mail.subject,
        text=mail.text,
        new_text=mail.new_text,
        html=mail.html or "",
        language=mail.language or "",
        warnings=list(mail.warnings),
        message_id=mail.message_id or "",
        body_digest=body_digest(mail),
        contact=match.contact,
        author_id=match.staff_id,
    )
    attach(message, mail)
    kind = Kind.MESSAGE_JOINED if joined else Kind.MESSAGE_READ
    note(kind, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight, message=str(message.id))
    if joined:
        _wake(case, by=by, now=now)
    return message


def attach(message: Message, mail: Mail) -> None:
    """Keep the files of a mail with its message."""
    AttachmentRow.objects.bulk_create(
        [_attachment(message, position, attachment) for position, attachment in enumerate(mail.attachments)]
    )


def enclose(message: Message, files: Iterable[Mapping[str, Any]]) -> None:
    """Keep the files that went with a message of ours, as those are kept that came with one."""
    AttachmentRow.objects.bulk_create(
        AttachmentRow(school_id=message.school_id, sight=message.sight, message=message, position=position, **file)
        for position, file in enumerate(files)
    )


def _wake(case: Case, *, by: Actor, now: datetime) -> None:
    """Open a case again that somebody has written to. One whose owner has left goes to who took over from them, as far as
    they may see it; where that is nobody, it is nobody's, so that it is handed out.
    """
    transitions.move_case(case, "receive")
    case.closed_at, case.close_reason = None, ""
    if case.owner and case.owner.left_on:
        _give(case, leaving.successor(case.school_id, case.owner.id), by=by, now=now)


def give_to_successor(case: Case, mail: Mail, arrival: Arrival, *, by: Actor, now: datetime) -> None:
    """Give a new case to who took over from the leaver to whom its mail was addressed, if it was."""
    named = {folded_email(address) for address in (*arrival.recipients, *(one.address for one in (*mail.to, *mail.cc)))}
    named.discard(folded_email(arrival.school.email))
    if named and (taker := leaving.written_to(case.school_id, list(named))):
        _give(case, taker, by=by, now=now)


def _give(case: Case, to: UUID | None, *, by: Actor, now: datetime) -> None:
    """Set the owner of a case, which the caller saves. What is kept from most goes to nobody who may not see it."""
    if to and case.sight:
        today = now.astimezone(LONDON).date()
        to = to if to in leaving.who_may_see(case.school_id, Sight(case.sight), today=today) else None
    case.owner_id = to
    note(
        Kind.CASE_ASSIGNED,
        by=by,
        now=now,
        thing="case",
        thing_id=case.id,
        sight=case.sight,
        to=str(to) if to else None,
    )


def about_line(pupils: Sequence[Pupil]) -> str:
    """The children a case is about, as lists show them: "Amira, 4B and Yusuf, 1A"."""
    return listed([f"{pupil.known_as or pupil.given_name}{_class(pupil)}" for pupil in pupils])[:200]


def _class(pupil: Pupil) -> str:
    return f", {pupil.school_class.name}" if pupil.school_class else ""


def _who(mail: Mail, match: Match) -> str:
    if match.contact:
        return match.contact.full_name
    return (mail.sender.name or mail.sender.address) if mail.sender else "Nobody named"


def _addresses(addresses: Sequence[Address]) -> list[dict[str, str]]:
    return [{"name": one.name, "address": one.address} for one in addresses]


def _attachment(message: Message, position: int, attachment: Attachment) -> AttachmentRow:
    return AttachmentRow(
        school_id=message.school_id,
        sight=message.sight,
        message=message,
        position=position,
        name=attachment.name[:255],
        type=attachment.type[:100],
        size=attachment.size,
        sha256=storing.keep(message.school_id, attachment.content),
        content_id=attachment.content_id[:300],
        inline=attachment.inline,
    )
