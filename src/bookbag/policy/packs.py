"""Policy packs: a school's written policy as data. Reads and checks them; what a rule leads to is for `decisions`."""

import hashlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from bookbag.errors import Invalid
from bookbag.policy import english, faults, located
from bookbag.policy.clauses import Clause
from bookbag.policy.located import Document
from bookbag.policy.values import Category, Channel, Clock, DutyKind, Event, EventKind, Facts, Met, Sender

SHIPPED = Path(__file__).parents[1] / "packs"


class Within(BaseModel):
    """How long a promise gives: a number of days, and the clock that counts them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    working_days: Annotated[int, Field(ge=1, strict=True)] | None = None
    school_days: Annotated[int, Field(ge=1, strict=True)] | None = None

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


class Promise(BaseModel):
    """A rule of the kind `promise`: of such an event the school owes such a duty within such a time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: Literal["promise"]
    clause: str
    duty: DutyKind
    event: EventKind
    channels: frozenset[Channel] = Field(frozenset(Channel), min_length=1)
    categories: frozenset[Category] = Field(frozenset(Category), min_length=1)
    who: Literal["anyone", "parent", "public"] = "anyone"
    within: Within
    met_by: tuple[Met, ...] = Field(min_length=1)
    otherwise: bool = False
    """Only where no other promise of the pack holds."""

    def binds(self, event: Event, facts: Facts) -> bool:
        """Say whether the promise is given to this event. Whoever is not known is treated as a parent."""
        return (
            event.kind == self.event
            and event.channel in self.channels
            and event.category in self.categories
            and facts.sender in _SENDERS[self.who]
        )


_SENDERS = {
    "anyone": frozenset(Sender),
    "parent": frozenset({Sender.PARENT, Sender.UNKNOWN}),
    "public": frozenset({Sender.PUBLIC}),
}

Rule = Promise
"""What a pack's rules may be. Further kinds join here."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of one written policy, ready to be asked."""

    slug: str
    title: str
    owner: str
    version: str
    digest: str
    rules: tuple[Rule, ...] = field(repr=False)
    clauses: Mapping[str, Clause] = field(repr=False)


class _PackFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    owner: str
    version: str
    rules: tuple[Rule, ...]


_METADATA = TypeAdapter(_PackFile)
_LEDGER = TypeAdapter(tuple[Clause, ...])
Wanted = TypeVar("Wanted")


@cache
def load(slug: str) -> Pack:
    """Give the pack of this name that ships with Bookbag."""
    if slug not in shipped():
        raise Invalid(f"Bookbag ships no pack called {slug!r}. It ships {english.listed(shipped())}.")
    return read(SHIPPED / slug)


@cache
def shipped() -> tuple[str, ...]:
    """Name the packs that ship with Bookbag."""
    return tuple(sorted(folder.parent.name for folder in SHIPPED.glob("*/pack.yaml")))


def read(folder: Path) -> Pack:
    """Read the pack in a folder; `Invalid` holds a line for each fault, naming the file, the line and the key."""
    metadata, ledger = located.read(folder / "pack.yaml"), located.read(folder / "clauses.yaml")
    file = checked(_METADATA, metadata)
    clauses = checked(_LEDGER, ledger)
    if wrong := [*_repeated(ledger, clauses), *_misplaced(metadata, file.rules, {clause.id for clause in clauses})]:
        raise Invalid("\n".join(wrong))
    return Pack(
        slug=folder.resolve().name,
        title=file.title,
        owner=file.owner,
        version=file.version,
        digest=hashlib.sha256(metadata.raw + b"\0" + ledger.raw).hexdigest(),
        rules=file.rules,
        clauses={clause.id: clause for clause in clauses},
    )


def checked(wanted: TypeAdapter[Wanted], document: Document) -> Wanted:
    """Read a document as what it should be; `Invalid` holds a line for each fault."""
    try:
        return wanted.validate_python(document.content)
    except ValidationError as error:
        raise Invalid("\n".join(document.fault(place, wrong) for place, wrong in faults.sentences(error))) from error


def _repeated(ledger: Document, clauses: tuple[Clause, ...]) -> Iterator[str]:
    known: set[str] = set()
    for position, clause in enumerate(clauses):
        if clause.id in known:
            yield ledger.fault((position, "id"), f"the clause {clause.id} stands in the ledger twice.")
        known.add(clause.id)


def _misplaced(metadata: Document, rules: tuple[Rule, ...], clauses: Set[str]) -> Iterator[str]:
    known: set[str] = set()
    for position, rule in enumerate(rules):
        if rule.id in known:
            yield metadata.fault(("rules", position, "id"), f"two rules are called '{rule.id}'.")
        if rule.clause not in clauses:
            yield metadata.fault(("rules", position, "clause"), f"the ledger has no clause '{rule.clause}'.")
        known.add(rule.id)
