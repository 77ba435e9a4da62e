"""Open dates after a change of the school's calendar: worked out again in batches, few at once and many in the background.

Only dates move here. What is owed at all is asked again where a case itself changes (redeciding).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from bookbag.desk.actions import duties
from bookbag.desk.models import Case, Duty
from bookbag.desk.models.duty import State
from bookbag.policy.calendar import Calendar
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queries as schools
from bookbag.schools import queue, tenancy
from bookbag.schools.actions import calendar as school_calendar
from bookbag.schools.actions.calendar import Change
from bookbag.schools.models import School

FEW = 300
"""Open duties that a person can be made to wait for."""
BATCH = 1_000
RETIME = "desk.retime"
DATED = ("due", "counted", "skipped", "because")
"""What of a duty hangs on the calendar."""
NEEDED = (
    *("event__school_id", "event__kind", "event__at", "event__channel", "event__message__school_id"),
    *("event__message__contact_id", "event__message__author_id"),
    *("case__school_id", "case__sight", "case__category"),
)
"""What else is read: not the words of the message."""

MOVE = """
update desk_duty as d set due = v.due, counted = v.counted::jsonb, skipped = v.skipped::jsonb, because = v.because
from unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::text[], %s::text[])
  as v(id, due, counted, skipped, because)
where d.school_id = %s and d.id = v.id and d.state = 'open'
"""
# The same as duties.refresh_next_due, for many cases at once.
SORT = """
update desk_case as c set next_due = o.first
from (select d.case_id, min(coalesce(d.due, e.at)) as first
      from desk_duty d join desk_caseevent e on e.school_id = d.school_id and e.id = d.event_id
      where d.school_id = %s and d.case_id = any(%s) and d.state = 'open' group by d.case_id) as o
where c.school_id = %s and c.id = o.case_id and c.next_due <> o.first
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many open dates moved, and how many of those are late all the same."""

    dates: int = 0
    late: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.dates + other.dates, self.late + other.late)


def follow(school: School, change: Change, *, by: Actor, now: datetime, few: int = FEW) -> Moved | None:
    """Note a change of the calendar, in its own transaction, and move the open dates that hang on it.

    A job looks at the rest: at those that the actor may not see, or at all where they are many. Then the answer is None.
    """
    with tenancy.atomic(school.id):
        school_calendar.let_dates_wait(school, now=now)
        queue.enqueue(RETIME, school_id=school.id)
        ids = list(_open(school).values_list("id", flat=True)[: few + 1])
        moved = _move(school, schools.calendar_of(school), ids, now=now) if len(ids) <= few else None
        days = {"first": change.first_day.isoformat(), "last": change.last_day.isoformat()}
        told: dict[str, Any] = {"what": change.what, **days, **(_counts(moved) if moved else {})}
        note(Kind.CALENDAR_CHANGED, by=by, now=now, thing="school", thing_id=None, **told)
        return moved


def retime(school_id: int, *, now: datetime) -> Moved:
    """Work out every open date of a school again, if its calendar has changed since that was last done.

    1. Take away the jobs that say the same. 2. Move the dates, a transaction a batch, so that nobody waits for all of
    them. 3. Note how many moved, a line for each sight. 4. Say that nothing waits, unless the calendar changed meanwhile.
    """
    queue.swallow(RETIME, school_id=school_id)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        school = School.objects.get(id=school_id)
        since = school.dates_wait_since
        waiting = list(_open(school).values_list("sight", "id")) if since else []
    moved = dict.fromkeys(Sight, Moved())
    for sight in Sight:
        ids = [duty_id for level, duty_id in waiting if level == sight]
        for first in range(0, len(ids), BATCH):
            with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
                moved[sight] += _move(school, schools.calendar_of(school), ids[first : first + BATCH], now=now)
    if since:
        with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
            _note_moved(school, moved, now=now)
            school_calendar.dates_wait_no_more(school, since=since)
    return sum(moved.values(), Moved())


def _note_moved(school: School, moved: Mapping[Sight, Moved], *, now: datetime) -> None:
    by = process("retiming", school.id)
    for sight, each in moved.items():
        if each.dates:
            note(Kind.SCHOOL_RETIMED, by=by, now=now, thing="school", thing_id=None, sight=sight, **_counts(each))


def _counts(moved: Moved) -> dict[str, Any]:
    return {"moved": moved.dates, "late": moved.late}


def _open(school: School) -> QuerySet[Duty]:
    """The open duties of a school, those of one case side by side."""
    return Duty.objects.filter(school_id=school.id, state=State.OPEN).order_by("case_id", "id")


def _move(school: School, calendar: Calendar, ids: Sequence[UUID], *, now: datetime) -> Moved:
    """Move the dates of some open duties, and the place of their cases in the inbox with them."""
    changed = list(_changed(school, calendar, ids))
    cases = sorted({duty.case_id for duty, _ in changed})
    # As everywhere: first the cases, in order, then what hangs on them.
    list(
        Case.objects.select_for_update(no_key=True)
        .filter(school_id=school.id, id__in=cases)
        .order_by("id")
        .values("id")
    )
    with connection.cursor() as cursor:
        columns: list[list[Any]] = [
            [str(duty.id) for duty, _ in changed],
            [today.due for _, today in changed],
            [json.dumps(today.counted) for _, today in changed],
            [json.dumps(today.skipped) for _, today in changed],
            [today.because for _, today in changed],
        ]
        cursor.execute(MOVE, [*columns, school.id])
        cursor.execute(SORT, [school.id, cases, school.id])
    moved = [today for duty, today in changed if today.due != duty.due]
    return Moved(len(moved), sum(1 for today in moved if today.due and today.due < now))


def _changed(school: School, calendar: Calendar, ids: Sequence[UUID]) -> Iterator[tuple[Duty, Duty]]:
    """The duties whose date, or the days behind it, are no longer what the policy says; each with what it says."""
    rows = Duty.objects.filter(school_id=school.id, id__in=ids, state=State.OPEN).select_related(
        "case", "event__message"
    )
    events: dict[UUID, dict[tuple[str, str], Duty]] = {}
    for duty in rows.only(*DATED, "clause", "duty", *NEEDED):
        if duty.event_id not in events:
            sender = duties.sender_of(duty.event.message)
            owed = duties.owed_for(duty.event, duty.case, school, calendar, sender=sender)
            events[duty.event_id] = {(each.clause, each.duty): each for each in owed}
        today = events[duty.event_id].get((duty.clause, duty.duty))
        if today and any(getattr(duty, name) != getattr(today, name) for name in DATED):
            yield duty, today
