"""The one way into the record: `note`, in the transaction of the act that it notes."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bookbag.policy.permissions import Actor, Sight
from bookbag.record.kinds import Kind
from bookbag.record.models import Entry


def note(
    kind: Kind,
    *,
    by: Actor,
    now: datetime,
    thing: str,
    thing_id: uuid.UUID | None,
    sight: int = Sight.ORDINARY,
    clause: str = "",
    **detail: Any,
) -> Entry:
    """Write one entry: ids, digests and codes only, never words of a message or names of people.

    `sight` is that of the thing, so that sealed acts stand in a chain of their own.
    """
    entry = entry_of(kind, by=by, now=now, thing=thing, thing_id=thing_id, sight=sight, clause=clause, **detail)
    entry.save(force_insert=True)
    return entry


def note_all(entries: Iterable[Entry]) -> None:
    """Write several entries of one act at once."""
    Entry.objects.bulk_create(entries)


def entry_of(
    kind: Kind,
    *,
    by: Actor,
    now: datetime,
    thing: str,
    thing_id: uuid.UUID | None,
    sight: int = Sight.ORDINARY,
    clause: str = "",
    **detail: Any,
) -> Entry:
    """An entry that is not written yet; what is given is what `note` takes."""
    return Entry(
        school_id=by.school_id,
        sight=sight,
        at=now,
        actor=f"staff:{by.staff_id}" if by.staff_id else f"process:{by.name}",
        act=kind.value,
        thing=thing,
        thing_id=thing_id,
        clause=clause,
        detail=detail,
    )
