"""Rules about time: promise, hours, reminder, procedure. Figures are the school's own; counting them is for `worktime`."""

from datetime import date, datetime, time
from functools import cached_property
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, model_validator

from bookbag.policy import english
from bookbag.policy.rules.base import Cited, Figure, Held, Line, Matched, Name, Strict
from bookbag.policy.rules.words import Occasion, Post, Thing
from bookbag.policy.values import Clock, DutyKind, Event, EventKind, Facts, LawClock, LegalKind, Met, Named

LONDON = ZoneInfo("Europe/London")
"""By whose days acts come into force."""


_NO_CLOCKS = frozenset({"without_sessions_up_to", "otherwise"})


class Within(Strict):
    """How long a promise gives: a number, and the clock that counts it; or the day that an answer has named.

    Of the clocks all but the first two are those of law.
    """

    working_days: Figure | None = None
    school_days: Figure | None = None
    uk_working_days: Figure | None = None
    session_days: Figure | None = None
    calendar_days: Figure | None = None
    calendar_months: Figure | None = None
    hours: Figure | None = None
    without_sessions_up_to: Figure | None = None
    """Of UK working days only those with a session count, until so many have passed in all."""
    promised: Literal[True] | None = None
    """Until the close of the day that an answer has named."""
    otherwise: "Within | None" = None
    """What there is where none was named. Without it nothing new is owed then."""

    @model_validator(mode="after")
    def _one_clock(self) -> Self:
        clocks = self.model_fields_set - _NO_CLOCKS
        if len(clocks) != 1 or any(getattr(self, name) is None for name in clocks):
            raise ValueError("give either working_days or school_days")
        if (cap := self.without_sessions_up_to) and not 0 < (self.uk_working_days or 0) <= cap:
            raise ValueError("'without_sessions_up_to' goes with uk_working_days, and is no less")
        if self.otherwise and (not self.promised or self.otherwise.promised):
            raise ValueError("'otherwise' goes with promised, and counts days")
        return self

    @cached_property
    def clock(self) -> Clock | LawClock | Named:
        """The clock that counts."""
        (name,) = self.model_fields_set - _NO_CLOCKS
        if name in set(Named):
            return Named(name)
        return Clock(name) if name in set(Clock) else LawClock(name)

    @cached_property
    def figure(self) -> int:
        """How much it counts."""
        return int(getattr(self, self.clock))


class Lapse(Strict):
    """A length of time in one unit."""

    minutes: Figure | None = None
    hours: Figure | None = None
    working_days: Figure | None = None
    school_days: Figure | None = None
    days: Figure | None = None
    weeks: Figure | None = None
    months: Figure | None = None
    terms: Figure | None = None
    years: Figure | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"give one of {', '.join(type(self).model_fields)}")
        return self

    def __str__(self) -> str:
        (unit,) = self.model_fields_set
        return english.count(getattr(self, unit), unit.removesuffix("s").replace("_", " "))


def _clock_time(given: object) -> object:
    """Take only a time written out: a bare number would be read as seconds after midnight."""
    if not isinstance(given, str):
        raise ValueError("write a time of day in quotes, such as '08:55'")  # noqa: TRY004 - pydantic wants ValueError
    return given


TimeOfDay = Annotated[time, BeforeValidator(_clock_time)]


class Stretch(Strict):
    """Part of a day."""

    start: TimeOfDay
    end: TimeOfDay

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a stretch must end after it starts")
        return self

    def __str__(self) -> str:
        return f"{english.clock(self.start)} to {english.clock(self.end)}"


class Pausing(Strict):
    """When the time does not run, because the school waits for what it truly needs."""

    when: Line
    then: Literal["stops", "starts_again"]
    """What is left runs on afterwards, or the whole time starts from the answer."""


class Extension(Strict):
    """When there is longer in all, counted from the same start."""

    when: Line
    within: Within


class Statute(Strict):
    """Where a promise is law: which, for whom, from when on, and what may move its date."""

    act: Line
    section: Line
    page: Line
    """The official page by which it was checked, in words."""
    holds_for: frozenset[LegalKind] = Field(min_length=1)
    from_day: date | None = None
    starts: Line
    proof_first: bool = False
    """Where it is truly in doubt who is asking, or for whom, it starts when that is shown."""
    pauses: Pausing | None = None
    extension: Extension | None = None
    letter: Name


class Ahead(Strict):
    """How long before a promise is due its owner is asked: at the opening of a day, counted back."""

    working_days: Figure | None = None
    school_days: Figure | None = None

    @model_validator(mode="after")
    def _one_clock(self) -> Self:
        if (self.working_days is None) == (self.school_days is None):
            raise ValueError("give either working_days or school_days")
        return self

    @property
    def clock(self) -> Clock:
        """Whose days are counted."""
        return Clock.WORKING_DAYS if self.working_days else Clock.SCHOOL_DAYS

    @property
    def days(self) -> int:
        """How many."""
        return self.working_days or self.school_days or 0

    def __str__(self) -> str:
        return english.count(self.days, self.clock.replace("_", " ").removesuffix("s"))


class Promise(Matched):
    """Of such an event the school owes such a duty within such a time."""

    kind: Literal["promise"]
    duty: DutyKind
    event: EventKind
    within: Within
    met_by: tuple[Met, ...] = Field(min_length=1)
    otherwise: bool = False
    """Only where no other promise of the pack holds."""
    remind: Ahead | None = None
    """When its owner is asked to answer, or to say why not. Without it: on the owner's last day before the due day."""
    late_to: tuple[Post, ...] = ()
    """Who hears of it once its time has passed, beside its owner."""
    law: Statute | None = None

    @model_validator(mode="after")
    def _law_has_its_clocks(self) -> Self:
        if self.law is None and isinstance(self.within.clock, LawClock):
            raise ValueError(f"a promise of the school's own is not counted in {self.within.clock}")
        return self

    def binds(self, event: Event, facts: Facts) -> bool:
        """Say whether the promise is given to this event."""
        return event.is_a(self.event) and self.concerns(event, facts) and self._in_force(event)

    def holds_for(self, kind: LegalKind) -> bool:
        """Say whether a school of this kind owes it. What a school has promised of its own accord it owes always."""
        return self.law is None or kind in self.law.holds_for

    def allowed(self, facts: Facts) -> Within | None:
        """Give the time there is: the longer one where it may be and has been taken. None where no day was named."""
        longer = self.law.extension if self.law and facts.extended else None
        within = longer.within if longer else self.within
        return within.otherwise if within.promised and facts.promised is None else within

    def stands_since(self, facts: Facts) -> date | None:
        """Give the day since when no time runs, because the school waits for what it truly needs."""
        if self.law is None:
            return None
        waits = list(facts.pauses) if self.law.pauses else []
        waits += [facts.proof] if facts.proof and self.law.proof_first else []
        return min((wait.asked for wait in waits if wait.answered is None), default=None)

    def runs_from(self, at: datetime, facts: Facts) -> datetime:
        """Give the moment from which the time runs: the event, or where it starts with proof, the day of that."""
        shown = facts.proof.answered if facts.proof and self.law and self.law.proof_first else None
        return datetime.combine(shown, time(), LONDON) if shown else at

    def _in_force(self, event: Event) -> bool:
        first = self.law.from_day if self.law else None
        return first is None or event.at.astimezone(LONDON).date() >= first


class Hours(Held):
    """When something may be expected or not, at times of day of the policy's own or by the school's calendar."""

    kind: Literal["hours"]
    of: Literal["answers", "sending", "meetings", "social_media", "telephone"]
    effect: Literal["allowed", "not_allowed", "not_expected", "not_available", "waits", "answer_machine"]
    school_time: Literal["core_hours", "working_hours", "lessons"] | None = None
    outside: bool = False
    """The rule holds outside these hours instead of inside them."""
    stretches: tuple[Stretch, ...] = ()

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.school_time is None) == (not self.stretches):
            raise ValueError("give either school_time or stretches")
        return self

    @property
    def figures(self) -> str:
        return english.listed([str(each) for each in self.stretches])


class Review(Strict):
    """That what comes round is the review of the policy itself."""

    warn: tuple[Lapse, ...] = ()
    """How long before its day the reviewers are warned."""
    last: date | None = None
    """When it was last reviewed, before Bookbag kept the policy."""


class Reminder(Cited):
    """What comes round, how often, and who is reminded. Without a figure the policy says no more than "regularly"."""

    kind: Literal["reminder"]
    of: Line
    whom: Post
    every: Lapse | None = None
    review: Review | None = None
    checks: Literal["contact_details"] | None = None
    """What those who are reminded are asked to confirm, each behind a code of their own: Bookbag asks by itself."""

    @property
    def figures(self) -> str:
        warned = [f"{lapse} before" for lapse in self.review.warn] if self.review else []
        return english.listed([*([str(self.every)] if self.every else []), *warned])


class Step(Strict):
    """One step of a procedure: who does what, and how soon."""

    by: Post
    does: Line
    within: Lapse | None = None
    promptly: Literal["at_once", "same_day", "as_soon_as_possible"] | None = None


class Procedure(Cited):
    """What is done, in order, when something happens."""

    kind: Literal["procedure"]
    event: Occasion
    about: Thing | None = None
    read_first: bool = False
    """Whoever answers confirms first that they have read what the procedure says."""
    steps: tuple[Step, ...] = Field(min_length=1)

    @property
    def figures(self) -> str:
        return english.listed([str(step.within) for step in self.steps if step.within])
