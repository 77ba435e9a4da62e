"""How a detail of a child, an adult or a link is changed: what stood before is kept, and nobody overwrites a change unseen."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from bookbag.errors import Stale
from bookbag.people.models import DetailChange
from bookbag.policy import english
from bookbag.policy.permissions import Actor

CHANGED_MEANWHILE = "Somebody else has changed this since you opened the page. Look at what is there now."


def seen(row: Model, fields: Iterable[str]) -> str:
    """What tells whether these details are still as somebody saw them."""
    held = {name: in_words(getattr(row, name)) for name in fields}
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]


def in_words(value: object) -> str:
    """A detail as the history keeps it: people and classes by name, nothing for what nobody has said."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return english.full_day(value)
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def change(row: Model, values: Mapping[str, Any], *, was: str) -> dict[str, tuple[str, str]]:
    """Put these values into a row that is locked, unsaved; give what changed, before and after.

    Raises `Stale` where the row is no longer as it `was` seen.
    """
    if seen(row, values) != was:
        raise Stale(CHANGED_MEANWHILE)
    changed = {}
    for name, value in values.items():
        before, after = in_words(getattr(row, name)), in_words(value)
        if before != after:
            changed[name] = (before, after)
            setattr(row, name, value)
    return changed


def keep(
    changed: Mapping[str, tuple[str, str]],
    *,
    contact_id: UUID | None = None,
    pupil_id: UUID | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Keep what stood before in the history, which only grows."""
    DetailChange.objects.bulk_create(
        DetailChange(
            school_id=by.school_id,
            contact_id=contact_id,
            pupil_id=pupil_id,
            what=name,
            was=before,
            became=after,
            by=by.staff_id,
            by_name=by.name,
            at=now,
        )
        for name, (before, after) in changed.items()
    )
