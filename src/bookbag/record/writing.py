"""The one way into the record: `note`, in the transaction of the act that it notes."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from bookbag.policy.permissions import Actor, Sight
from bookbag.record.kinds import Kind
from bookbag.record.models import Entry

A_STATEMENT = 5_000
"""Entries written at once: a statement holds 65,535 values, and an entry has a dozen."""

_held: ContextVar[list[Entry] | None] = ContextVar("held", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Hold what is noted in the block, and write it in one statement at the end: for many acts in one transaction.

    Where the block fails nothing is written, so its transaction must be undone as a whole, too.
    """
    held: list[Entry] = []
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    Entry.objects.bulk_create(held)


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
    held = _held.get()
    if held is None:
        entry.save(force_insert=True)
    else:
        held.append(entry)
    return entry


def note_all(entries: Iterable[Entry]) -> None:
    """Write several entries of one act at once."""
    held = _held.get()
    if held is None:
        Entry.objects.bulk_create(entries, batch_size=A_STATEMENT)
    else:
        held.extend(entries)


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
