"""The stretches of time for which figures are told: school years, their terms and their months. Reads no table."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bookbag.desk.figures import Span
from bookbag.policy import english, year
from bookbag.policy.calendar import Calendar

LONDON = ZoneInfo("Europe/London")
FIRST, LONGEST = date(2000, 1, 1), timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included. `name` is what people call it: "the school year 2025–26", "Autumn 1"."""

    name: str
    first_day: date
    last_day: date
    is_year: bool = False

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.first_day.isoformat()}.{self.last_day.isoformat()}"

    def span(self, now: datetime) -> Span:
        """The same as moments, as things stand now."""
        return Span(_midnight(self.first_day), _midnight(self.last_day + timedelta(days=1)), now)

    @property
    def months(self) -> list[date]:
        """The first days of the months that it touches."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.first_day, self.last_day))
        return [date(at // 12, at % 12 + 1, 1) for at in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Offered:
    """What one can choose from. The years stand newest first; the first of them is the one in which we are."""

    years: tuple[Period, ...]
    terms: tuple[Period, ...]
    months: tuple[Period, ...]

    @property
    def every(self) -> dict[str, Period]:
        """All of them, by their names in addresses. A month that is a term as well is called the term."""
        return {period.key: period for period in (*self.months, *self.terms, *self.years)}


def offered(calendar: Calendar, today: date) -> Offered:
    """This school year and the one before it, with their terms and months as far as they have begun, newest first."""
    autumn = year.begins_in(today)
    years = tuple(_school_year(begins) for begins in (autumn, autumn - 1))
    earliest = years[-1].first_day
    terms = [
        Period(term.name or "Term", term.first_day, term.last_day)
        for term in reversed(calendar.terms)
        if term.last_day >= earliest and term.first_day <= today
    ]
    return Offered(years, tuple(terms), tuple(_months(earliest, today)))


def read(key: str) -> Period | None:
    """The stretch that an address names, offered today or not; None where it names none."""
    try:
        first, last = map(date.fromisoformat, key.split("."))
    except ValueError:
        return None
    if not FIRST <= first <= last <= first + LONGEST:
        return None
    for whole in (_school_year(year.begins_in(first)), _month(first)):
        if (first, last) == (whole.first_day, whole.last_day):
            return whole
    return Period(f"{english.full_day(first)} to {english.full_day(last)}", first, last)


def _school_year(begins: int) -> Period:
    last_day = date(begins + 1, year.AUTUMN, 1) - timedelta(days=1)
    return Period(
        f"the school year {begins}–{(begins + 1) % 100:02}", date(begins, year.AUTUMN, 1), last_day, is_year=True
    )


def _months(earliest: date, today: date) -> Iterator[Period]:
    yield from map(_month, reversed(Period("", earliest, today).months))


def _month(of: date) -> Period:
    first, last = of.replace(day=1), of.replace(day=monthrange(of.year, of.month)[1])
    return Period(f"{english.month(of)} {of.year}", first, last)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON)
