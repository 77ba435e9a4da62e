"""When somebody at the school can be reached: contracted hours on school days, less lessons, meetings and absence.

All hours are half-open, in the school's own time. Knows no clock and no tables; who is told, and of what, is for `reminding`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from bookbag.errors import Invalid
from bookbag.policy import english
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Verdict
from bookbag.policy.rules.timed import Hours as HoursRule

MONDAY_TO_FRIDAY = range(5)
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a day, from its start up to its end."""

    starts: time
    ends: time

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise Invalid("It must end after it starts.")


@dataclass(frozen=True, slots=True)
class Contracted:
    """A stretch that somebody works on one day of the week, where need be only from or until a day."""

    weekday: int
    stretch: Stretch
    from_day: date | None = None
    until_day: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether this is the arrangement on a day, whichever day of the week that is."""
        return (self.from_day or day) <= day <= (self.until_day or day)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which hours somebody works: the school's core hours from Monday to Friday, or their own where they have any that day."""

    core: Stretch
    own: tuple[Contracted, ...] = ()

    @classmethod
    def of(cls, week: Mapping[int, Iterable[tuple[time, time]]], *, core: Stretch) -> "Pattern":
        """Give the pattern of a plain week: by weekday, Monday being 0, the times from and until which somebody works."""
        own = (Contracted(weekday, Stretch(*each)) for weekday, stretches in week.items() for each in stretches)
        return cls(core, tuple(own))

    def on(self, day: date) -> tuple[Stretch, ...]:
        """Give the stretches worked on a day if it is a school day, in order."""
        holding = [each for each in self.own if each.holds_on(day)]
        if holding:
            return tuple(sorted((e.stretch for e in holding if e.weekday == day.weekday()), key=lambda s: s.starts))
        return (self.core,) if day.weekday() in MONDAY_TO_FRIDAY else ()


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody is away, both included, and who stands in. Why is nobody's business here."""

    first_day: date
    last_day: date
    stand_in: UUID | None = None


@dataclass(frozen=True, slots=True)
class Busy:
    """A dated window in which somebody is at work and cannot be reached. `what` reads on in "… until 16:40"."""

    start: datetime
    end: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Weekly:
    """A window that comes round each week. Lessons fall away on days without pupils, and end when school closes early."""

    weekday: int
    stretch: Stretch
    what: str
    lessons: bool = False
    clause: str = ""


Moments = tuple[datetime, datetime]
"""From the first up to the second."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When one person is in, and when they can be reached."""

    calendar: Calendar
    pattern: Pattern
    absences: tuple[Absence, ...] = ()
    busy: tuple[Busy, ...] = ()
    weekly: tuple[Weekly, ...] = ()

    def may_be_reached(self, at: datetime) -> Verdict:
        """Say whether the person can be reached at a moment; where not, what they do then: "teaching until 15:30"."""
        at = at.astimezone(self.calendar.zone)
        for starts, ends in self._free(at.date()):
            if starts <= at < ends:
                return Verdict(allowed=True, because=f"free until {_at(ends)}")
        return Verdict(False, *self._why_not(at))

    def next_reached(self, after: datetime) -> datetime | None:
        """Give the first moment from `after` on at which the person can be reached; None where the calendar ends before."""
        after = after.astimezone(self.calendar.zone)
        coming = (moments for day in self._days(after) for moments in self._free(day))
        return next((max(starts, after) for starts, ends in coming if ends > after), None)

    def next_in(self, after: datetime) -> datetime | None:
        """Give the first contracted moment from `after` on, lessons and meetings among them; None as above."""
        after = after.astimezone(self.calendar.zone)
        coming = (moments for day in self._days(after) for moments in self._here(day))
        return next((max(starts, after) for starts, ends in coming if ends > after), None)

    def works_on(self, day: date) -> bool:
        """Say whether the person is in at any time of a day."""
        return bool(self._here(day))

    def includes(self, at: datetime) -> bool:
        """Say whether something may be wanted of the person by a moment: in their hours, or at the very end of them."""
        at = at.astimezone(self.calendar.zone)
        return any(starts <= at <= ends for starts, ends in self._here(at.date()))

    def ends_on(self, day: date) -> datetime | None:
        """Give the end of the person's hours on a day, or None where they are not in."""
        return max((ends for _, ends in self._here(day)), default=None)

    def absent_on(self, day: date) -> Absence | None:
        """Give the absence that covers a day."""
        return next((each for each in self.absences if each.first_day <= day <= each.last_day), None)

    def has_time_before(self, due: datetime, *, now: datetime) -> bool:
        """Say whether the person is free from now until something is due, or comes free again before it.

        The free time that is running does not count where it ends sooner: a teacher who reads this five minutes before
        lessons cannot be counted on. What falls due after the person has gone for the day is due when they go.
        """
        now, due = now.astimezone(self.calendar.zone), due.astimezone(self.calendar.zone)
        if on_the_day := self._here(due.date()):
            due = min(due, on_the_day[-1][1])
        for day in self._days(now):
            if day > due.date():
                break
            if any(now < starts < due or starts <= now < due <= ends for starts, ends in self._free(day)):
                return True
        return False

    def _days(self, after: datetime) -> Iterator[date]:
        """Give the day of a moment and those that follow, as far as the calendar reaches."""
        day = after.date()
        try:
            while True:
                yield day
                day = self.calendar.next_day(day)
        except OutsideCalendar:
            return

    def _moments(self, day: date, starts: time, ends: time) -> Moments:
        zone = self.calendar.zone
        return datetime.combine(day, starts, zone), datetime.combine(day, ends, zone)

    def _here(self, day: date) -> list[Moments]:
        """Give the contracted moments of a day. Where the school closes early they end with it, unless staff stay."""
        if self.calendar.why_no_staff(day) or self.absent_on(day):
            return []
        closed = self.calendar.closed.get(day)
        shuts = closed.from_time if closed and not closed.staff_in else None
        return [
            self._moments(day, each.starts, min(each.ends, shuts or each.ends))
            for each in self.pattern.on(day)
            if shuts is None or each.starts < shuts
        ]

    def _engaged(self, day: date) -> Iterator[tuple[Moments, str, str]]:
        """Give what comes round each week as it falls on a day: from when until when, what, and by which clause."""
        for each in self.weekly:
            ends = self._lessons_end(day, each.stretch.ends) if each.lessons else each.stretch.ends
            if each.weekday == day.weekday() and ends is not None and each.stretch.starts < ends:
                yield self._moments(day, each.stretch.starts, ends), each.what, each.clause

    def _lessons_end(self, day: date, ends: time) -> time | None:
        if self.calendar.why_no_session(day):
            return None
        closed = self.calendar.closed.get(day)
        return min(ends, closed.from_time) if closed and closed.from_time else ends

    def _free(self, day: date) -> list[Moments]:
        free = self._here(day)
        for starts, ends in [(each.start, each.end) for each in self.busy] + [each for each, *_ in self._engaged(day)]:
            pieces = [
                piece for here in free for piece in ((here[0], min(here[1], starts)), (max(here[0], ends), here[1]))
            ]
            free = [piece for piece in pieces if piece[0] < piece[1]]
        return [(starts.astimezone(self.calendar.zone), ends.astimezone(self.calendar.zone)) for starts, ends in free]

    def _why_not(self, at: datetime) -> tuple[str, str]:
        """Say why somebody cannot be reached, and by which clause where it is the policy that says so."""
        if absence := self.absent_on(at.date()):
            return f"away until {english.day(absence.last_day)}", ""
        for window in self.busy:
            if window.start <= at < window.end:
                ends = window.end.astimezone(self.calendar.zone)
                later = "" if ends.date() == at.date() else f"{english.day(ends)}, "
                return f"{window.what} until {later}{_at(ends)}", ""
        for (starts, ends), what, clause in self._engaged(at.date()):
            if starts <= at < ends and any(here[0] <= at < here[1] for here in self._here(at.date())):
                return f"{what} until {_at(ends)}", clause
        return self._why_not_in(at), ""

    def _why_not_in(self, at: datetime) -> str:
        if shut := self.calendar.why_no_staff(at.date()):
            return shut
        if not self.pattern.on(at.date()):
            return f"not in on {_WEEKDAYS[at.weekday()]}"
        if not (here := self._here(at.date())):
            return "school has closed"
        coming = [starts for starts, _ in here if starts > at]
        if not coming:
            return f"gone since {_at(here[-1][1])}"
        return f"{'in from' if coming[0] == here[0][0] else 'back at'} {_at(coming[0])}"


def lessons(packs: Iterable[Pack]) -> tuple[Weekly, ...]:
    """Give the times at which the policies say that teachers cannot be reached, with the clause of each."""
    return tuple(
        Weekly(weekday, Stretch(each.start, each.end), "teaching", lessons=True, clause=rule.clause)
        for pack in packs
        for rule in pack.running
        if isinstance(rule, HoursRule) and rule.of == "answers" and rule.effect == "not_available"
        for each in rule.stretches
        for weekday in MONDAY_TO_FRIDAY
    )


def _at(moment: datetime) -> str:
    """Say a time of day as a timetable does: "15:30"."""
    return f"{moment:%H:%M}"
