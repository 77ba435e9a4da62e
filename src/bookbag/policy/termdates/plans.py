"""What taking over term dates would change in a school's calendar, in sentences. The same file a second time changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bookbag.policy import english
from bookbag.policy.calendar import Calendar, Term, bank_holidays
from bookbag.policy.termdates.values import Closing, TermDates


@dataclass(frozen=True, slots=True)
class Plan:
    """Terms that come and go, and days that would be closed. `offered` are those for a person to decide about."""

    comes: tuple[Term, ...]
    goes: tuple[Term, ...]
    closes: tuple[Closing, ...]
    offered: tuple[Closing, ...]
    stays: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """True where the calendar says all of it already."""
        return not (self.comes or self.goes or self.closes)

    @property
    def of_terms(self) -> list[str]:
        """Say which terms come and which go, a sentence for each."""
        return [
            *(f"{_dates(term)} is taken out." for term in self.goes),
            *(f"{_dates(term)} is entered." for term in self.comes),
        ]

    @property
    def sentences(self) -> list[str]:
        """Say all that would change, a sentence for each change."""
        return [*self.of_terms, *(f"{closing_in_words(each)}." for each in self.closes)]


def closing_in_words(closing: Closing) -> str:
    """Say on which day school is closed, from when, and why: "Closed on Monday 1 June 2026: INSET"."""
    hours = f" from {english.clock(closing.from_time)}" if closing.from_time else ""
    return f"Closed on {english.full_day(closing.day)}{hours}: {closing.why}"


def _dates(term: Term) -> str:
    return f"{term.name}, {english.full_day(term.first_day)} to {english.full_day(term.last_day)},"


def plan(found: TermDates, calendar: Calendar, chosen: Collection[date] | None = None) -> Plan:
    """Compare what a file says with the calendar.

    Terms of the calendar that touch the stretch which the file covers give way to the file's. A day that is closed
    already stays as it is. `chosen` are the days that a person wants closed; without it, those that the words say.
    """
    known = set(calendar.terms)
    comes = tuple(term for term in found.terms if term not in known)
    goes = tuple(term for term in calendar.terms if term not in found.terms and _gives_way(term, found.terms))
    kept = [term for term in calendar.terms if term not in goes]
    in_term = [*kept, *comes]
    open_days = [each for each in found.closings if _is_school_day(each.day, in_term, calendar)]
    offered = tuple(each for each in _one_a_day(open_days) if each.day not in calendar.closed)
    closes = tuple(each for each in offered if (each.likely if chosen is None else each.day in chosen))
    stays = [f"{_dates(term)} is there already." for term in found.terms if term in known]
    days = sorted({each.day for each in open_days if each.day in calendar.closed})
    stays += [f"{english.full_day(day)} is closed already: {calendar.closed[day].why}." for day in days]
    return Plan(comes, goes, closes, offered, tuple(stays))


def _gives_way(term: Term, to: Collection[Term]) -> bool:
    return any(term.first_day <= other.last_day and other.first_day <= term.last_day for other in to)


def _is_school_day(day: date, terms: Collection[Term], calendar: Calendar) -> bool:
    in_term = any(term.first_day <= day <= term.last_day for term in terms)
    return in_term and day not in bank_holidays(calendar.bank_holidays, day.year)


def _one_a_day(closings: Collection[Closing]) -> list[Closing]:
    """Keep one entry a day: what the words say before what they do not, a whole day before part of one."""
    best: dict[date, Closing] = {}
    for each in sorted(closings, key=lambda each: (not each.likely, each.from_time is not None)):
        best.setdefault(each.day, each)
    return [best[day] for day in sorted(best)]
