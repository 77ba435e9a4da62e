"""Mailboxes that have fallen silent: no mail for longer, in hours of the office, than it has ever been there in four weeks."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from bookbag.desk.models import Arrival
from bookbag.policy.calendar import Calendar
from bookbag.policy.permissions import Sight
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.schools.models import Mailbox, School

LOOK_BACK = timedelta(days=28)
ENOUGH = 20
"""Mails by which a habit is known. A mailbox with fewer has none."""
AT_LEAST = timedelta(hours=2)
"""So long a silence is never odd, however busy a mailbox is."""


def listen(school_id: int, *, now: datetime) -> list[str]:
    """Note which mailboxes of a school are silent, and return their addresses. Hearing of one again ends it."""
    silent = []
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        school = School.objects.get(id=school_id)
        calendar = schools.calendar_of(school)
        for box in Mailbox.objects.filter(school_id=school_id):
            came = Arrival.objects.filter(school_id=school_id, mailbox=box, place="", received_at__gte=now - LOOK_BACK)
            times = list(came.order_by("received_at").values_list("received_at", flat=True))
            if is_silent(times, school, calendar, now=now):
                silent.append(box.address)
                Mailbox.objects.filter(id=box.id, silent_since=None).update(silent_since=times[-1])
            elif box.silent_since:
                Mailbox.objects.filter(id=box.id).update(silent_since=None)
    return silent


def is_silent(times: Sequence[datetime], school: School, calendar: Calendar, *, now: datetime) -> bool:
    """Whether the silence since the last of these is longer than any between them."""
    if len(times) < ENOUGH:
        return False
    opens, closes = school.office_hours.starts, school.office_hours.ends
    begins = times[0].astimezone(calendar.zone).date()
    before = _hours_before(calendar, begins, now, opens, closes)
    passed = [_passed(at, calendar, before, opens, closes) for at in (*times, now)]
    *between, since = [later - earlier for earlier, later in pairwise(passed)]
    return since > max(*between, AT_LEAST)


def _hours_before(
    calendar: Calendar, first: date, now: datetime, opens: time, closes: time
) -> dict[date, tuple[timedelta, bool]]:
    """Of each day how many hours the office was there before it, and whether it is there on the day."""
    a_day = datetime.combine(first, closes) - datetime.combine(first, opens)
    found, so_far, day = {}, timedelta(), first
    while day <= now.astimezone(calendar.zone).date():
        is_there = calendar.why_no_staff(day) is None
        found[day] = (so_far, is_there)
        so_far += a_day if is_there else timedelta()
        day += timedelta(days=1)
    return found


def _passed(
    at: datetime, calendar: Calendar, before: dict[date, tuple[timedelta, bool]], opens: time, closes: time
) -> timedelta:
    """How many hours of the office had passed by then."""
    local = at.astimezone(calendar.zone)
    so_far, is_there = before[local.date()]
    if not is_there:
        return so_far
    begins = datetime.combine(local.date(), opens)
    until = datetime.combine(local.date(), min(max(local.time(), opens), closes))
    return so_far + (until - begins)
