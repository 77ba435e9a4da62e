"""What all rules share: a name, the clauses that they keep, and how hard they are, which follows from those clauses."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bookbag.policy.clauses import Clause, Duty
from bookbag.policy.clearing import Severity
from bookbag.policy.rules.words import Post
from bookbag.policy.values import Category, Channel, Event, Facts, Sender

Figure = Annotated[int, Field(ge=1, strict=True)]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

_HARDNESS = list(Severity)
_SEVERITY_OF: dict[Duty, Severity] = {
    "must_not": Severity.BLOCK,
    "must": Severity.ASK,
    "should": Severity.ASK,
    "should_not": Severity.ASK,
    "may": Severity.ADVISE,
    "right": Severity.ADVISE,
}


class Strict(BaseModel):
    """A part of a pack: a key that does not belong there is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cited(Strict):
    """A rule as such."""

    id: Name
    clauses: tuple[str, ...] = Field(min_length=1)
    """The clauses that the rule keeps. The first is the one it quotes."""
    rests_on: str = ""
    """What the rule cannot do without: one of the pack's needs. While that is unmet the rule does not run."""

    @property
    def clause(self) -> str:
        """The clause that is quoted when the rule is given as a reason."""
        return self.clauses[0]

    @property
    def figures(self) -> str:
        """The figures of the rule in words. A promise has none here: its dates prove it."""
        return ""

    def misjudged(self, clauses: Mapping[str, Clause]) -> Iterator[tuple[str, str]]:  # noqa: ARG002 - others use them
        """Say which key is at odds with the duty of the rule's clauses, and how. Most kinds have no such key."""
        yield from ()


class Judged(Cited):
    """A rule that leads to findings. How hard they are follows from the clause, unless the rule says why it is harder."""

    severity: Severity | None = None
    harder_because: str = ""

    def hardness(self, clauses: Mapping[str, Clause]) -> Severity:
        """Give what a finding of this rule does: what the rule says, else what follows from its hardest clause."""
        return self.severity or self._from(clauses)

    def misjudged(self, clauses: Mapping[str, Clause]) -> Iterator[tuple[str, str]]:
        follows = self._from(clauses)
        cited = " and ".join(self.clauses)
        if self.severity is None:
            if self.harder_because:
                yield (
                    "harder_because",
                    f"nothing is harder than {cited}; leave 'harder_because' out or give a 'severity'.",
                )
        elif self.severity is follows:
            yield "severity", f"'severity' follows from {cited} already; leave it out."
        elif _HARDNESS.index(self.severity) < _HARDNESS.index(follows):
            yield "severity", f"'severity' is '{self.severity}', softer than {cited}, which makes it '{follows}'."
        elif not self.harder_because:
            yield "severity", f"'severity' is '{self.severity}', harder than {cited}; say why in 'harder_because'."

    def _from(self, clauses: Mapping[str, Clause]) -> Severity:
        return max((self._severity_of(clauses[each].duty) for each in self.clauses), key=_HARDNESS.index)

    def _severity_of(self, duty: Duty) -> Severity:
        return _SEVERITY_OF[duty]


class Held(Judged):
    """A rule whose findings somebody named can let through."""

    held_for: Post | None = None

    def misjudged(self, clauses: Mapping[str, Clause]) -> Iterator[tuple[str, str]]:
        yield from super().misjudged(clauses)
        if self.held_for and (hard := self.hardness(clauses)) is not Severity.HOLD:
            yield "held_for", f"'held_for' is for what is held, and {' and '.join(self.clauses)} makes it '{hard}'."
        if self.severity is Severity.HOLD and not self.held_for:
            yield "severity", "what is held needs somebody in 'held_for'."

    def _severity_of(self, duty: Duty) -> Severity:
        return Severity.HOLD if duty == "must" and self.held_for else super()._severity_of(duty)


class Matched(Cited):
    """A rule that is about messages of certain channels, categories and senders; about all where it names none."""

    channels: frozenset[Channel] = Field(frozenset(Channel), min_length=1)
    categories: frozenset[Category] = Field(frozenset(Category), min_length=1)
    but_not: frozenset[Category] = frozenset()
    """What it is not about although it would be: other clauses of the policy speak of that."""
    who: Literal["anyone", "parent", "public", "pupil", "staff"] = "anyone"

    def concerns(self, event: Event, facts: Facts) -> bool:
        """Say whether the message is one of those. Whoever is not known is treated as a parent."""
        is_about = event.category in self.categories and event.category not in self.but_not
        return event.channel in self.channels and is_about and facts.sender in _SENDERS[self.who]


_SENDERS = {
    "anyone": frozenset(Sender),
    "parent": frozenset({Sender.PARENT, Sender.UNKNOWN}),
    "public": frozenset({Sender.PUBLIC}),
    "pupil": frozenset({Sender.PUPIL}),
    "staff": frozenset({Sender.STAFF}),
}
