"""Counts the time that statutes give: UK working days, sessions, dates and months of the calendar, hours. For policies see `worktime`."""

import calendar as months
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bookbag.policy.calendar import Calendar, why_no_uk_work
from bookbag.policy.rules.timed import Statute, Within
from bookbag.policy.values import LawClock, Pause, Skipped
from bookbag.policy.worktime import Span

DAY_ENDS = time(23, 59)
"""In law the last day counts whole, whenever the school closes."""
_DAY = timedelta(days=1)


def span(
    received: datetime, *, within: Within, calendar: Calendar, law: Statute | None = None, pauses: Sequence[Pause] = ()
) -> Span:
    """Count from a receipt. The day of receipt is day 0, whatever day it is.

    Pauses that are still open have no end to count from, and are left out. `OutsideCalendar` only where sessions are asked for and the school's calendar does not reach so far.
    """
    at = received.astimezone(calendar.zone)
    if within.clock is LawClock.HOURS:
        ends = at.astimezone(UTC) + timedelta(hours=within.figure)
        return Span(at, ends.astimezone(calendar.zone), (), ())
    waits = tuple((pause.asked, pause.answered) for pause in pauses if pause.answered)
    if law and law.pauses and law.pauses.then == "starts_again" and waits:
        at = datetime.combine(waits[-1][1], time(), calendar.zone)
        waits = ()
    if within.clock in {LawClock.CALENDAR_DAYS, LawClock.CALENDAR_MONTHS}:
        longer = sum((last - first + _DAY for first, last in waits), start=timedelta(0))
        return replace(_moved_on(at, _date(at.date(), within) + longer, calendar), stood_still=waits)
    return _counted(at, within, _why_not(within, calendar, waits), calendar)


def months_on(day: date, number: int) -> date:
    """Give the same date so many months on, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + number, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def _date(first: date, within: Within) -> date:
    if within.clock is LawClock.CALENDAR_MONTHS:
        return months_on(first, within.figure)
    return first + timedelta(days=within.figure)


def _moved_on(at: datetime, day: date, calendar: Calendar) -> Span:
    skipped = []
    while why := calendar.why_no_work(day):
        skipped.append(Skipped(day, why))
        day += _DAY
    return Span(at, _end_of(day, calendar), (), tuple(skipped))


def _counted(at: datetime, within: Within, why_not: Callable[[date], str | None], calendar: Calendar) -> Span:
    day, passed, counted, skipped = at.date(), 0, list[date](), list[Skipped]()
    while len(counted) < within.figure and passed != within.without_sessions_up_to:
        day += _DAY
        passed += why_no_uk_work(day) is None
        if why := why_not(day):
            skipped.append(Skipped(day, why))
        else:
            counted.append(day)
    return Span(at, _end_of(day, calendar), tuple(counted), tuple(skipped))


def _why_not(within: Within, calendar: Calendar, waits: Sequence[tuple[date, date]]) -> Callable[[date], str | None]:
    """Give what says of a day why it does not count."""

    def why_not(day: date) -> str | None:
        if any(first <= day <= last for first, last in waits):
            return "waiting for an answer"
        if within.clock is LawClock.UK_WORKING_DAYS and not within.without_sessions_up_to:
            return why_no_uk_work(day)
        no_session = calendar.why_no_session(_known(day, calendar))
        return no_session if within.clock is LawClock.SESSION_DAYS else no_session or why_no_uk_work(day)

    return why_not


def _known(day: date, calendar: Calendar) -> date:
    """Give the day back where the school's calendar says whether there is a session."""
    return calendar.next_day(day - _DAY)


def _end_of(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day, DAY_ENDS, calendar.zone)
