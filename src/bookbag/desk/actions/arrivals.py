"""Arrivals come in: kept byte for byte, noted and put in line to be read, before anybody is told that they were taken.

What an arrival says is not looked at here; that is `desk.intake`.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from bookbag.desk.models import Arrival
from bookbag.desk.models.arrival import Place, State
from bookbag.policy.permissions import Actor, Sight
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import locks, storing, tenancy
from bookbag.schools.queue import enqueue

if TYPE_CHECKING:
    from django.db.models import QuerySet

UNNAMED_REPEATS = timedelta(hours=24)
"""How long the same bytes without a Message-ID are taken for a sender's second try; later somebody wrote it again."""

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_HAS_MESSAGE_ID = re.compile(rb"^message-id[ \t]*:(?:[ \t]|\r?\n[ \t])*[^\s]", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stored:
    """An arrival that is on the disk and in the database; `repeats` is the one that brought the same bytes before."""

    arrival_id: UUID
    repeats: UUID | None = None


def store(
    raw: bytes,
    *,
    mailbox_id: int,
    recipients: Sequence[str],
    sender: str,
    peer: str = "",
    place: Place | None = None,
    came_at: datetime | None = None,
    by: Actor,
    now: datetime,
) -> Stored:
    """Keep an e-mail that came in for a mailbox of the actor's school. When this returns, it cannot be lost.

    `place` is the folder in which it lay, where that is not the inbox; `came_at` is when it came to the mailbox, where that
    was before now.

    1. The bytes go to the file store, synced; without the row they do no harm. 2. One transaction: take turns with who
    brings the same bytes, write the arrival, note it, ask for it to be read. A sender that did not hear our answer
    sends again: that copy is kept too, marked as a repetition, and opens no second case.
    """
    sha256 = storing.keep(by.school_id, raw)
    with tenancy.atomic(by.school_id, sight=Sight.SAFEGUARDING):
        locks.hold(by.school_id, f"arrival {mailbox_id} {sha256}")
        arrival = Arrival(
            school_id=by.school_id,
            channel="email",
            mailbox_id=mailbox_id,
            sha256=sha256,
            size=len(raw),
            sender=_storable(sender)[:320],
            recipients=[_storable(address) for address in recipients],
            peer=peer,
            place=place or "",
            received_at=came_at or now,
        )
        first = _first_of(by.school_id, mailbox_id, sha256, raw, now=now)
        if first:
            arrival.state, arrival.subject = State.REPEATED, first.subject
            arrival.case_id, arrival.message_id, arrival.sight = first.case_id, first.message_id, first.sight
        arrival.save(force_insert=True)
        kind = Kind.ARRIVAL_REPEATED if first else Kind.ARRIVAL_STORED
        note(kind, by=by, now=now, thing="arrival", thing_id=arrival.id, sight=arrival.sight, sha256=sha256)
        if first is None:
            enqueue("desk.read", school_id=by.school_id)
    return Stored(arrival.id, first.id if first else None)


def holds(school_id: int, mailbox_id: int, raw: bytes) -> bool:
    """Whether a mailbox has brought exactly these bytes before. With the lines of the servers on the way in them, they are one sending."""
    sha256 = hashlib.sha256(raw).hexdigest()
    return _same(school_id, mailbox_id, sha256).exists()


def _first_of(school_id: int, mailbox_id: int, sha256: str, raw: bytes, *, now: datetime) -> Arrival | None:
    """The arrival that brought the same bytes to the same mailbox before, where these are a second try of it."""
    same = _same(school_id, mailbox_id, sha256).exclude(state=State.REPEATED)
    if not _names_itself(raw):
        same = same.filter(received_at__gt=now - UNNAMED_REPEATS)
    return same.order_by("received_at").first()


def _same(school_id: int, mailbox_id: int, sha256: str) -> "QuerySet[Arrival]":
    """The arrivals of these bytes. One that lay in the junk folder and that nobody took up has not come in yet."""
    same = Arrival.objects.filter(school_id=school_id, sha256=sha256, mailbox_id=mailbox_id)
    return same.exclude(place=Place.JUNK, taken_up=False)


def _names_itself(raw: bytes) -> bool:
    """Whether the header carries a Message-ID."""
    end = _HEADERS_END.search(raw)
    return bool(_HAS_MESSAGE_ID.search(raw, 0, end.start() if end else len(raw)))


def _storable(address: str) -> str:
    """The address without what the database takes in no text: NUL and halves of characters."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in address)
