"""Rules about time: promise, hours, reminder, procedure. Figures are the school's own; counting them is for `worktime`."""

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from bookbag.policy import english
from bookbag.policy.rules.base import Cited, Figure, Held, Line, Matched, Strict
from bookbag.policy.rules.words import Occasion, Post, Thing
from bookbag.policy.values import Clock, DutyKind, Event, EventKind, Facts, Met


class Within(Strict):
    """How long a promise gives: a number of days, and the clock that counts them."""

    working_days: Figure | None = None
    school_days: Figure | None = None

    @model_validator(mode="after")
    def _one_clock(self) -> Self:
        if (self.working_days is None) == (self.school_days is None):
            raise ValueError("give either working_days or school_days")
        return self

    @property
    def clock(self) -> Clock:
        """The clock that counts."""
        return Clock.SCHOOL_DAYS if self.working_days is None else Clock.WORKING_DAYS

    @property
    def days(self) -> int:
        """How many days it counts."""
        return self.working_days or self.school_days or 0


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


class Promise(Matched):
    """Of such an event the school owes such a duty within such a time."""

    kind: Literal["promise"]
    duty: DutyKind
    event: EventKind
    within: Within
    met_by: tuple[Met, ...] = Field(min_length=1)
    otherwise: bool = False
    """Only where no other promise of the pack holds."""

    def binds(self, event: Event, facts: Facts) -> bool:
        """Say whether the promise is given to this event."""
        return event.kind == self.event and self.concerns(event, facts)


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


class Reminder(Cited):
    """What comes round, how often, and who is reminded. Without a figure the policy says no more than "regularly"."""

    kind: Literal["reminder"]
    of: Line
    whom: Post
    every: Lapse | None = None

    @property
    def figures(self) -> str:
        return str(self.every or "")


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
    steps: tuple[Step, ...] = Field(min_length=1)

    @property
    def figures(self) -> str:
        return english.listed([str(step.within) for step in self.steps if step.within])
