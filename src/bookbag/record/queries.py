"""What others may ask of the record: what was done to one thing, in order. Names of people are other rooms' business."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from bookbag.record.kinds import SENTENCES, Kind
from bookbag.record.models import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a page shows it. `who` is a code, `staff:<id>` or `process:<name>`."""

    sentence: str
    who: str
    at: datetime
    clause: str


def entries_of(thing: str, thing_id: uuid.UUID, *, school_id: int) -> list[Line]:
    """What the record says of one thing, oldest first, read inside its school's block and within the reader's sight."""
    entries = Entry.objects.filter(school_id=school_id, thing=thing, thing_id=thing_id).order_by("position")
    return [Line(SENTENCES[Kind(entry.act)], entry.actor, entry.at, entry.clause) for entry in entries]


def last_given(case_id: uuid.UUID, *, school_id: int) -> datetime | None:
    """When a case was last given to somebody, or to nobody, or sent somewhere."""
    given = Entry.objects.filter(school_id=school_id, thing="case", thing_id=case_id, act=Kind.CASE_ASSIGNED)
    last: datetime | None = given.aggregate(last=Max("at"))["last"]
    return last
