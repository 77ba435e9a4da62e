"""A school year at a glance, month by month: what a page shows of a calendar, and what is missing from it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bookbag.policy import english
from bookbag.policy.calendar import Calendar, ClosedDay, bank_holidays
from bookbag.policy.values import Clock

AUTUMN = 9
"""The month in which a school year begins. Scotland's begins in August; August closes the year before, as elsewhere."""
_COUNTED_AS = {
    Clock.WORKING_DAYS: "counts as a working day",
    Clock.SCHOOL_DAYS: "counts as a school day",
}


@dataclass(frozen=True, slots=True)
class Month:
    """What of a month a person wants to know, in sentences."""

    first_day: date
    school_days: int
    terms: tuple[str, ...]
    closed: tuple[str, ...]
    bank_holidays: tuple[str, ...]

    @property
    def name(self) -> str:
        """As people write it: "September 2026"."""
        return f"{english.month(self.first_day)} {self.first_day.year}"


def begins_in(day: date) -> int:
    """Give the year in whose autumn the school year of a day begins."""
    return day.year if day.month >= AUTUMN else day.year - 1


def months(calendar: Calendar, autumn: int) -> list[Month]:
    """Give the twelve months of the school year that begins in this autumn."""
    begins = [date(autumn + (n > 12), (n - 1) % 12 + 1, 1) for n in range(AUTUMN, AUTUMN + 12)]
    return [_month(calendar, first) for first in begins]


def missing_after(calendar: Calendar, today: date) -> date | None:
    """Give the last day that is known where the next school year is not entered; None where it is, or nothing is."""
    next_year = date(begins_in(today) + 1, AUTUMN, 1)
    last = max((term.last_day for term in calendar.terms), default=None)
    return last if last and last < next_year else None


def closing_in_words(closed: ClosedDay) -> str:
    """Say why a day is closed, from when, who is in, and what it still counts as: "Snow, from 12 noon"."""
    from_time = f", from {english.clock(closed.from_time)}" if closed.from_time else ""
    counts = [words for clock, words in _COUNTED_AS.items() if clock not in closed.stops]
    told = ["staff are in"] if closed.staff_in else []
    return "; ".join([f"{closed.why}{from_time}", *told, *counts[:1]])


def _month(calendar: Calendar, first: date) -> Month:
    days = [first + timedelta(days=n) for n in range(monthrange(first.year, first.month)[1])]
    edges = [(term.first_day, f"{term.name} begins") for term in calendar.terms]
    edges += [(term.last_day, f"{term.name} ends") for term in calendar.terms]
    holidays = bank_holidays(calendar.bank_holidays, first.year)
    return Month(
        first_day=first,
        school_days=sum(1 for day in days if calendar.why_shut(day, Clock.SCHOOL_DAYS) is None),
        terms=tuple(f"{english.day(day)}: {says}" for day, says in sorted(edges) if day in days),
        closed=tuple(
            f"{english.day(day)}: {closing_in_words(closed)}"
            for day, closed in sorted(calendar.closed.items(), key=lambda each: each[0])
            if day in days
        ),
        bank_holidays=tuple(f"{english.day(day)}: {holidays[day]}" for day in days if day in holidays),
    )
