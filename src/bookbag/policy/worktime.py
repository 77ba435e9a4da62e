"""Counts school time: from a receipt, a clock and a number of days to the instant something is due. The only place that counts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bookbag.policy.calendar import Calendar
from bookbag.policy.values import Clock, Skipped


@dataclass(frozen=True, slots=True)
class Span:
    """From the start of a clock to its end, with the days that were counted and those that were not.

    `carried` is the early close that an end could not wait for, where it went on to the next opening. `stood_still` are
    the stretches, first and last day, by which a date of the calendar was moved on.
    """

    starts: datetime
    due: datetime
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    carried: datetime | None = None
    stood_still: tuple[tuple[date, date], ...] = ()


def span(received: datetime, *, clock: Clock, days: int, calendar: Calendar) -> Span:
    """Count days of a clock from a receipt; `OutsideCalendar` where the calendar does not reach so far.

    The day of receipt is never counted. Times of day are the school's own, so a change of the clocks moves no deadline.
    """
    at = received.astimezone(calendar.zone)
    starts = opening(at, calendar) if clock is Clock.SCHOOL_DAYS else at
    day, counted, skipped = at.date(), list[date](), list[Skipped]()
    while len(counted) < days:
        day = calendar.next_day(day)
        why = calendar.why_shut(day, clock)
        if why is not None:
            skipped.append(Skipped(day, why))
        elif day > starts.date():
            counted.append(day)
    shuts = datetime.combine(day, calendar.closes_on(day, clock), calendar.zone)
    if clock is Clock.WORKING_DAYS:
        return Span(starts, shuts, tuple(counted), tuple(skipped))
    ends = datetime.combine(day, starts.time(), calendar.zone)
    if _is_open(ends, calendar):
        return Span(starts, ends, tuple(counted), tuple(skipped))
    return Span(starts, opening(ends, calendar), tuple(counted), tuple(skipped), carried=shuts)


def ahead(due: datetime, *, clock: Clock, days: int, calendar: Calendar) -> datetime:
    """Give the opening of school so many days of a clock before something is due, or on the first day that is known."""
    first = calendar.terms[0].first_day if calendar.terms else due.date()
    day, counted = due.date(), 0
    while counted < days and day > first:
        day -= timedelta(days=1)
        counted += calendar.why_shut(day, clock) is None
    return datetime.combine(day, calendar.opens, calendar.zone)


def named(at: datetime, *, day: date, calendar: Calendar) -> Span:
    """Give the close of a day that the school has named; of the next day that counts where it came to be shut."""
    skipped = list[Skipped]()
    while (why := calendar.why_shut(day, Clock.WORKING_DAYS)) is not None:
        skipped.append(Skipped(day, why))
        day = calendar.next_day(day)
    shuts = datetime.combine(day, calendar.closes_on(day, Clock.WORKING_DAYS), calendar.zone)
    return Span(at.astimezone(calendar.zone), shuts, (), tuple(skipped))


def opening(at: datetime, calendar: Calendar) -> datetime:
    """Give the first moment from `at` on at which the school is open. At the closing time itself it is shut."""
    at = at.astimezone(calendar.zone)
    day = at.date()
    if _is_open(at, calendar):
        return max(at, datetime.combine(day, calendar.opens, calendar.zone))
    day = calendar.next_day(day)
    while not _is_open(datetime.combine(day, calendar.opens, calendar.zone), calendar):
        day = calendar.next_day(day)
    return datetime.combine(day, calendar.opens, calendar.zone)


def later(at: datetime, length: timedelta, calendar: Calendar) -> datetime:
    """Give the moment when the school has been open for so long since `at`: an hour from 3.45 pm ends the next morning."""
    at = opening(at, calendar)
    while True:
        shuts = datetime.combine(at.date(), calendar.closes_on(at.date(), Clock.SCHOOL_DAYS), calendar.zone)
        if at + length <= shuts:
            return at + length
        length -= shuts - at
        at = opening(shuts, calendar)


def _is_open(at: datetime, calendar: Calendar) -> bool:
    """Whether the school is open at this moment, or opens later on its day."""
    day = at.date()
    return calendar.why_shut(day, Clock.SCHOOL_DAYS) is None and at.time() < calendar.closes_on(day, Clock.SCHOOL_DAYS)
