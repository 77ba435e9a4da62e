"""Open dates after a change of the school's calendar: worked out again in batches, few at once and many in the background.

Only dates move here. What is owed at all is asked again where a case itself changes (redeciding).
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from bookbag.adoption import queries as adoption
from bookbag.desk.actions import duties
from bookbag.desk.models import Case, CaseEvent, Duty
from bookbag.desk.models.duty import State
from bookbag.desk.waits import OF_LAW, waits_of
from bookbag.policy import english
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
DATED = ("due", "counted", "skipped", "because", "remind_at")
"""What of a duty hangs on the calendar."""
NEEDED = (
    *("kind", "at", "channel", "promised", "school_id"),
    *("case__school_id", "case__sight", "case__category", "case__channel"),
    *("message__school_id", "message__direction", "message__contact_id", "message__author_id", "message__said"),
)
"""What is read of an event, its case and its message: not the words."""

MOVE = """
update desk_duty as d set due = v.due, counted = v.counted, skipped = v.skipped, because = v.because,
  remind_at = v.remind_at, look_at = case when v.due is null then null else %s end
from jsonb_to_recordset(%s) as
  v(id uuid, due timestamptz, counted jsonb, skipped jsonb, because text, remind_at timestamptz)
where d.school_id = %s and d.id = v.id and d.state = 'open'
"""
# The same as duties.refresh_next_due, for many cases at once.
SORT = """
update desk_case as c set next_due = o.first
from (select d.case_id, min(coalesce(d.due, e.at)) as first
      from desk_duty d join desk_caseevent e on e.school_id = d.school_id and e.id = d.event_id
      where d.school_id = %s and d.case_id = any(%s) and d.state = 'open' and d.stands_since is null
      group by d.case_id) as o
where c.school_id = %s and c.id = o.case_id and c.next_due <> o.first
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many open dates moved, and how many of those are late all the same."""

    dates: int = 0
    late: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.dates + other.dates, self.late + other.late)


def in_words(moved: Moved | None) -> str:
    """Say how many dates moved, for whoever changed the calendar."""
    if moved is None:
        return "All open dates are being worked out again. It takes a moment."
    if not moved.dates:
        return "No open date hangs on it."
    late = f"; {english.count(moved.late, 'is', 'are')} still late" if moved.late else ""
    return f"{english.count(moved.dates, 'date').capitalize()} moved{late}."


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
    cases = sorted({case_id for _, case_id, _, _ in changed})
    # As everywhere: first the cases, in order, then what hangs on them.
    locked = Case.objects.select_for_update(no_key=True).filter(school_id=school.id, id__in=cases).order_by("id")
    list(locked.values_list("id"))
    rows = [{"id": duty_id, **today} for duty_id, _, _, today in changed]
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [now, json.dumps(rows, default=str), school.id])
        cursor.execute(SORT, [school.id, cases, school.id])
    moved = [today["due"] for _, _, due, today in changed if today["due"] != due]
    return Moved(len(moved), sum(1 for due in moved if due and due < now))


def _changed(
    school: School, calendar: Calendar, ids: Sequence[UUID]
) -> Iterator[tuple[UUID, UUID, datetime | None, dict[str, Any]]]:
    """The duties whose date, or the days behind it, are not what the policy says today: duty, case, its date, and that."""
    open_duties = Duty.objects.filter(school_id=school.id, id__in=ids, state=State.OPEN)
    rows = list(open_duties.values_list("id", "case_id", "event_id", "clause", "duty", *DATED))
    owed = _owed(school, calendar, {event_id for _, _, event_id, *_ in rows})
    for duty_id, case_id, event_id, clause, duty, due, *days in rows:
        today = owed.get((event_id, clause, duty))
        if today and [due, *days] != [today[name] for name in DATED]:
            yield duty_id, case_id, due, today


def _owed(
    school: School, calendar: Calendar, event_ids: Collection[UUID]
) -> dict[tuple[UUID, str, str], dict[str, Any]]:
    """What the policy says of some events today, by event, clause and duty: the date and the days behind it."""
    events = list(
        CaseEvent.objects.filter(school_id=school.id, id__in=event_ids)
        .select_related("case", "message")
        .only(*NEEDED, "case_id")
    )
    waits = CaseEvent.objects.filter(school_id=school.id, case_id__in={event.case_id for event in events})
    of_law: dict[UUID, list[CaseEvent]] = {}
    for wait in waits.filter(kind__in=OF_LAW).only("case_id", "kind", "at"):
        of_law.setdefault(wait.case_id, []).append(wait)
    packs = adoption.packs_of(school)
    return {
        (event.id, duty.clause, duty.duty): duties.dated(duty)
        for event in events
        for duty in duties.required(
            event,
            event.case,
            packs,
            calendar,
            sender=duties.sender_of(event.message),
            waits=waits_of(of_law.get(event.case_id, ()), since=event.at),
        )
    }
