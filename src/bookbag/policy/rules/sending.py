"""Rules about what passes: route, approval, channel, audience, consent, content."""

from typing import Literal, Self

from pydantic import Field, model_validator

from bookbag.policy.clauses import Duty
from bookbag.policy.clearing import Severity
from bookbag.policy.rules.base import Held, Judged, Matched
from bookbag.policy.rules.words import Check, Occasion, People, Post, Thing, Way
from bookbag.policy.values import Event, Facts


class Route(Matched):
    """Who gets what happened, and how soon."""

    kind: Literal["route"]
    event: Occasion
    to: tuple[Post, ...] = Field(min_length=1)
    promptly: Literal["at_once", "as_soon_as_possible"] | None = None
    first: bool = False
    """They are the first to ask, not somebody who is told beside others."""

    def binds(self, event: Event, facts: Facts) -> bool:
        """Say whether this event goes that way."""
        return event.kind.value == self.event.value and self.concerns(event, facts)


class Approval(Judged):
    """What leaves or happens only once somebody has agreed. Held for them; where the clause says `should`, asked about."""

    kind: Literal["approval"]
    of: Thing
    by: tuple[Post, ...] = Field(min_length=1)
    all_of_them: bool = False
    """Each of them must agree; otherwise any one is enough."""

    def _severity_of(self, duty: Duty) -> Severity:
        return Severity.HOLD if duty in {"must", "must_not"} else super()._severity_of(duty)


class Channel(Held):
    """By which ways something may be said, or may not."""

    kind: Literal["channel"]
    of: Thing
    towards: frozenset[People] = Field(frozenset({People.PARENTS}), min_length=1)
    direction: Literal["in", "out", "both"] = "out"
    only: tuple[Way, ...] = ()
    never: tuple[Way, ...] = ()
    service: str = ""
    """The platform or device that the policy names."""

    @model_validator(mode="after")
    def _some_way(self) -> Self:
        if not (self.only or self.never):
            raise ValueError("name ways under only, never or both")
        if both := sorted({*self.only} & {*self.never}):
            raise ValueError(f"{', '.join(both)} cannot be the only way and never one")
        return self


class Audience(Held):
    """Who gets something, who is left out, and who gets it on paper."""

    kind: Literal["audience"]
    of: Thing
    to: tuple[People, ...] = Field(min_length=1)
    alike: bool = False
    """Adults who live apart get the same, at the same time."""
    paper_for: tuple[Literal["no_email", "asked_for_paper", "not_online"], ...] = ()
    left_out: tuple[Literal["court_order", "not_needed", "other_families"], ...] = ()
    asked_first: bool = False
    """Only those who asked for it."""


class Consent(Held):
    """Whose agreement something needs, and in what form."""

    kind: Literal["consent"]
    of: Thing
    by: tuple[Literal["parents", "person_shown", "person_concerned", "everyone_present"], ...] = Field(min_length=1)
    form: Literal["written", "any", "acceptance"] = "any"
    each_time: bool = False


class Content(Held):
    """What the words of something are looked at for before it leaves."""

    kind: Literal["content"]
    check: Check
    ways: frozenset[Way] = frozenset()
    """By which ways; none named means all."""
    towards: frozenset[People] = frozenset()
