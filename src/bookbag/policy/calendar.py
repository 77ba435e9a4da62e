"""A school's calendar: terms, closed days, bank holidays and opening hours. Says of a day why it does not count; counts nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

import holidays
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, model_validator

from bookbag.errors import Invalid
from bookbag.policy import english, faults
from bookbag.policy.values import Clock

EVERY_CLOCK = frozenset(Clock)
SHORT_DAY = frozenset({Clock.SCHOOL_DAYS})
"""What a planned early close stops: the day still counts as a working day, and ends with the close."""

_INSET = re.compile(r"\binset\b|\b(staff|teacher) training\b|\btraining day\b|\bdevelopment day\b", re.IGNORECASE)


class Nation(StrEnum):
    """Whose bank holidays the school keeps."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


_SUBDIVISIONS = {Nation.ENGLAND_AND_WALES: "ENG", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}


class OutsideCalendar(Invalid):
    """The school's calendar does not reach so far."""


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of school from its first to its last day, both included."""

    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """Why a day in term is closed, which clocks that stops, and from when on where it is not closed all day."""

    why: str
    stops: frozenset[Clock] = EVERY_CLOCK
    from_time: time | None = None
    staff_in: bool = False
    """Pupils stay at home and staff do not, as on an INSET day."""

    def shuts(self, clock: Clock) -> bool:
        """True where the whole day does not count. Elapsed time still runs in the open part of a day."""
        return clock in self.stops and (self.from_time is None or clock is Clock.WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of a school's days. Terms stand in order of time."""

    timezone: str
    bank_holidays: Nation
    terms: tuple[Term, ...]
    closed: Mapping[date, ClosedDay]
    opens: time
    closes: time

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the school lives."""
        return ZoneInfo(self.timezone)

    @classmethod
    def from_dict(cls, given: object) -> Self:
        """Read a calendar as its JSON file holds it; `Invalid` says in sentences what is wrong with it."""
        try:
            file = _CalendarFile.model_validate(given)
        except ValidationError as error:
            raise Invalid(" ".join(sentence for _, sentence in faults.sentences(error))) from error
        return cls(
            timezone=file.timezone,
            bank_holidays=file.bank_holidays,
            terms=tuple(Term(each.name, each.first_day, each.last_day) for each in file.terms),
            closed={each.date: ClosedDay(each.why, each.stops, each.from_time, each.staff_in) for each in file.closed},
            opens=file.school_day.opens,
            closes=file.school_day.closes,
        )

    def why_shut(self, day: date, clock: Clock) -> str | None:
        """Say why a day does not count for a clock, or None where it does."""
        closed = self.closed.get(day)
        return self._never_school(day) or (closed.why if closed and closed.shuts(clock) else None)

    def why_no_session(self, day: date) -> str | None:
        """Say why no pupil is taught on a day, or None where some are. INSET is no session, whatever clocks it stops."""
        closed = self.closed.get(day)
        shut = closed and (closed.from_time is None or closed.from_time <= self.opens)
        return self._never_school(day) or (closed.why if closed and shut else None)

    def why_no_staff(self, day: date) -> str | None:
        """Say why nobody works at the school on a day, or None where staff are in: on school days, INSET among them."""
        closed = self.closed.get(day)
        shut = closed and not closed.staff_in and (closed.from_time is None or closed.from_time <= self.opens)
        return self._never_school(day) or (closed.why if closed and shut else None)

    def why_no_work(self, day: date) -> str | None:
        """Say why a day is no working day in the school's nation, or None where it is one. Terms and closures do not matter."""
        return "weekend" if day.weekday() > 4 else bank_holidays(self.bank_holidays, day.year).get(day)

    def _never_school(self, day: date) -> str | None:
        in_term = any(term.first_day <= day <= term.last_day for term in self.terms)
        return self.why_no_work(day) if in_term else "school holiday"

    def closes_on(self, day: date, clock: Clock) -> time:
        """Give the time at which a day that counts ends: earlier than usual where the school shuts in the course of it.

        Elapsed time is cut short where the closure stops it; a working day that still counts always ends with its close.
        """
        closed = self.closed.get(day)
        if closed is None or closed.from_time is None or (clock is Clock.SCHOOL_DAYS and clock not in closed.stops):
            return self.closes
        return max(self.opens, min(closed.from_time, self.closes))

    def next_day(self, day: date) -> date:
        """Give the day after; raises `OutsideCalendar` where the calendar says nothing about that day.

        The holidays that lead up to the first term are known to be holidays; a year before it, nothing is.
        """
        if not self.terms:
            raise OutsideCalendar("The school's calendar has no terms yet; enter them.")
        first, last = self.terms[0].first_day, self.terms[-1].last_day
        if day >= last:
            raise OutsideCalendar(
                f"The school's calendar ends on {english.full_day(last)}; enter the terms that follow."
            )
        if day + timedelta(days=366) < first:
            raise OutsideCalendar(f"The school's calendar begins on {english.full_day(first)}.")
        return day + timedelta(days=1)


def means_inset(why: str) -> bool:
    """Say whether the words by which a file or a command names a closed day mean one on which staff are in."""
    return _INSET.search(why) is not None


@cache
def bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """Give the bank holidays of a nation of the United Kingdom in one year, by day."""
    return dict(holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=[year]).items())


def why_no_uk_work(day: date) -> str | None:
    """Say why a day is no working day to the Freedom of Information Act: a bank holiday in any nation makes it none."""
    if day.weekday() > 4:
        return "weekend"
    for nation in Nation:
        if holiday := bank_holidays(nation, day.year).get(day):
            return holiday
    return None


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"there is no time zone called {name!r}")
    return name


class _TermLine(BaseModel):
    name: str
    first_day: date
    last_day: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError(f"the term {self.name!r} ends before it begins")
        return self


class _ClosedLine(BaseModel):
    model_config = ConfigDict(
        extra="forbid"
    )  # the one line with keys that may be left out, so a slip in them must show

    date: date
    why: str
    stops: frozenset[Clock] = EVERY_CLOCK
    from_time: time | None = None
    staff_in: bool = False


class _Hours(BaseModel):
    opens: time
    closes: time

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("the school must close after it opens")
        return self


class _CalendarFile(BaseModel):
    timezone: Annotated[str, AfterValidator(_known_zone)]
    bank_holidays: Nation
    terms: tuple[_TermLine, ...]
    closed: tuple[_ClosedLine, ...]
    school_day: _Hours

    @model_validator(mode="after")
    def _terms_in_order(self) -> Self:
        for before, after in zip(self.terms, self.terms[1:], strict=False):
            if after.first_day <= before.last_day:
                raise ValueError(f"the term {after.name!r} begins before {before.name!r} has ended")
        return self
