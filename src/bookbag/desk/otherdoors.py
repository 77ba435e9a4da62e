"""Answers that left by another door: which mails of a Sent folder may be one, what was found, and how often it happens.

A Sent or a Junk folder holds much that is nobody's business here. Its mails are told apart by their headers, and what has to
do with no family is not fetched at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from bookbag.channels.mailbox import reading
from bookbag.channels.mailbox.values import Mail
from bookbag.desk import queries
from bookbag.desk.models import Arrival, CaseParty, Message, OtherDoor
from bookbag.desk.models.arrival import State
from bookbag.desk.threading import ANCESTORS
from bookbag.people import mailboxes
from bookbag.people.folding import folded_email
from bookbag.policy.permissions import Actor, Sight
from bookbag.schools import tenancy, tokens

LONDON = ZoneInfo("Europe/London")
PAGE = 50


def may_answer(school_id: int, header: bytes) -> bool:
    """Whether a mail that was sent may be to a family: it names a message or a case of ours, or goes to an address of theirs."""
    mail = reading.read(header)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        named = [*mail.references[-ANCESTORS:], *([mail.in_reply_to] if mail.in_reply_to else [])]
        if any(tokens.read(school_id, text) for text in (*named, *recipients_of(mail))):
            return True
        if named and (
            Message.objects.filter(school_id=school_id, message_id__in=named).exists()
            # What it answers may lie here, and be read in a moment.
            or Arrival.objects.filter(school_id=school_id, state=State.WAITING).exists()
        ):
            return True
        return _is_known(school_id, recipients_of(mail))


def may_be_missed(school_id: int, header: bytes) -> bool:
    """Whether a mail in a Junk folder looks like one that somebody waits for: an adult whom we hold, or who writes to us."""
    mail = reading.read(header)
    if mail.sender is None:
        return False
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        return _is_known(school_id, [mail.sender.address]) or any(
            tokens.read(school_id, address) for address in recipients_of(mail)
        )


def recipients_of(mail: Mail) -> list[str]:
    """All to whom a mail openly goes."""
    return [each.address for each in (*mail.to, *mail.cc)]


def _is_known(school_id: int, addresses: Iterable[str]) -> bool:
    folded = [folded_email(address) for address in addresses]
    held = mailboxes.of_addresses(school_id, folded)
    if any(box.adults for box in held.values()):
        return True
    return CaseParty.objects.filter(
        school_id=school_id, address__in=[each for each in folded if each not in held]
    ).exists()


@dataclass(frozen=True, slots=True)
class Month:
    """How many answers left by another door in a month, and how many of them a check would have held up."""

    first: date
    left: int
    missed: int


def of_messages(school_id: int, messages: Iterable[UUID]) -> dict[UUID, OtherDoor]:
    """What was found of these messages, by message."""
    found = OtherDoor.objects.filter(school_id=school_id, message_id__in=list(messages)).select_related("mailbox")
    return {each.message_id: each for each in found}


def latest(actor: Actor) -> list[OtherDoor]:
    """Answers of the cases that the actor may see, the newest first."""
    seen = queries.seen_by(actor).values("id")
    found = OtherDoor.objects.filter(school_id=actor.school_id, message__case__in=seen)
    return list(found.select_related("message__case", "message__author", "mailbox").order_by("-left_at", "-id")[:PAGE])


def by_month(school_id: int, *, since: datetime) -> list[Month]:
    """How many there were, by month, the newest first: of ordinary cases only, as in all figures that are for everybody."""
    found = OtherDoor.objects.filter(school_id=school_id, sight=Sight.ORDINARY, left_at__gte=since)
    months: dict[date, list[bool]] = {}
    for left_at, missed in found.values_list("left_at", "missed"):
        months.setdefault(left_at.astimezone(LONDON).date().replace(day=1), []).append(bool(missed))
    return [Month(first, len(each), sum(each)) for first, each in sorted(months.items(), reverse=True)]


def answered_since(school_id: int, case_id: UUID, since: datetime) -> list[Message]:
    """What left by another door about a case after a time."""
    found = Message.objects.filter(school_id=school_id, case_id=case_id, direction="out", at__gte=since)
    return list(found.filter(other_doors__isnull=False).select_related("author").order_by("at"))
