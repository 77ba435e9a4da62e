"""Policy packs: a school's written policy as data. Reads and checks them; what a rule leads to is for `decisions`."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from bookbag.errors import Invalid
from bookbag.policy import english, keeping, located
from bookbag.policy.clauses import Clause
from bookbag.policy.keeping import Keeping
from bookbag.policy.located import Document
from bookbag.policy.rules import AnyRule, Declaration, Promise, Reminder, Route, Rule
from bookbag.policy.rules.base import Line, Name, Strict
from bookbag.policy.rules.words import People, Post
from bookbag.policy.values import LegalKind

SHIPPED = Path(__file__).parents[1] / "packs"
FILES = ("pack.yaml", "clauses.yaml", "kept.yaml")
"""What a pack is made of. Its examples stand beside these, for `examples`."""
LAW = "law-"
"""How the names of packs begin that hold the law of a nation: law-england."""


class Need(Strict):
    """What the pack cannot know by itself, because another document of the school says it."""

    id: Name
    what: Line
    document: Line
    clauses: tuple[str, ...] = Field(min_length=1)
    met_by: str = ""
    """Where the school has said it. Empty: nobody has."""


class Settlement(Strict):
    """What the head has decided between two clauses of different packs that cannot both be met."""

    between: tuple[str, str]
    rules: str
    by: Literal[Post.HEAD] = Post.HEAD
    decided: date
    reason: Line

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if self.rules not in self.between:
            raise ValueError(f"'rules' must be one of {english.listed(self.between, last='or')}")
        return self


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of one written policy, ready to be asked."""

    slug: str
    title: str
    owner: str
    version: str
    digest: str
    rules: tuple[AnyRule, ...] = field(repr=False)
    clauses: Mapping[str, Clause] = field(repr=False)
    keeping: Mapping[str, Keeping] = field(repr=False)
    needs: tuple[Need, ...] = field(repr=False)
    promises: tuple[Promise, ...] = field(repr=False)
    """Those of the rules that give a date. A rule that rests on an unmet need is in neither of these."""
    routes: tuple[Route, ...] = field(repr=False)
    decisions: tuple[Settlement, ...] = field(repr=False, default=())
    off: tuple[AnyRule, ...] = field(repr=False, default=())
    """Rules that the school has switched off, with a reason. They are not among `rules`."""

    @property
    def running(self) -> tuple[AnyRule, ...]:
        """The rules that rest on no unmet need."""
        unmet = {need.id for need in self.unmet}
        return tuple(rule for rule in self.rules if rule.rests_on not in unmet)

    @property
    def is_law(self) -> bool:
        """True for the law of a nation. It comes before whatever a school has written."""
        return self.slug.startswith(LAW)

    @property
    def unmet(self) -> tuple[Need, ...]:
        """The needs that nobody has met yet."""
        return tuple(need for need in self.needs if not need.met_by)

    @property
    def review(self) -> Reminder | None:
        """The rule by which the policy itself comes up for review."""
        reviews = (rule for rule in self.rules if isinstance(rule, Reminder) and rule.review)
        return next(reviews, None)

    def declared_by(self, people: Collection[People]) -> tuple[Declaration, ...]:
        """What some of these people confirm anew with each version."""
        return tuple(
            rule
            for rule in self.running
            if isinstance(rule, Declaration) and "each_version" in rule.asked and {*people} & {*rule.by}
        )

    def for_kind(self, kind: LegalKind) -> "Pack":
        """Give the pack as a school of this kind is bound by it."""
        return replace(self, promises=tuple(rule for rule in self.promises if rule.holds_for(kind)))

    def ruled(self, *, off: Collection[str], met: Mapping[str, str], settled: tuple[Settlement, ...]) -> "Pack":
        """Give the pack as it stands once a school has ruled: rules off, needs met by documents, conflicts settled."""
        needs = tuple(
            need.model_copy(update={"met_by": met[need.id]}) if need.id in met else need for need in self.needs
        )
        kept = replace(
            self,
            needs=needs,
            rules=tuple(rule for rule in self.rules if rule.id not in off),
            off=tuple(rule for rule in self.rules if rule.id in off),
            decisions=(*self.decisions, *settled),
        )
        return replace(
            kept,
            promises=tuple(rule for rule in kept.running if isinstance(rule, Promise)),
            routes=tuple(rule for rule in kept.running if isinstance(rule, Route)),
        )


class PackFile(Strict):
    """What stands in pack.yaml."""

    title: Line
    owner: Line
    version: Line
    needs: tuple[Need, ...] = ()
    rules: tuple[Rule, ...]
    decisions: tuple[Settlement, ...] = ()
    """What the head has decided where another pack of the school pulls the other way."""


_METADATA = TypeAdapter(PackFile)
_LEDGER = TypeAdapter(tuple[Clause, ...])


@cache
def load(slug: str) -> Pack:
    """Give the pack of this name that ships with Bookbag."""
    if slug not in shipped():
        raise Invalid(f"Bookbag ships no pack called {slug!r}. It ships {english.listed(shipped())}.")
    return read(SHIPPED / slug)


@cache
def law(nation: str, kind: LegalKind) -> tuple[Pack, ...]:
    """Give the pack that holds the law of a nation for schools of this kind, where Bookbag ships one."""
    slug = f"{LAW}{nation}"
    return (load(slug).for_kind(kind),) if slug in shipped() else ()


@cache
def shipped() -> tuple[str, ...]:
    """Name the packs that ship with Bookbag."""
    return tuple(sorted(folder.parent.name for folder in SHIPPED.glob("*/pack.yaml")))


def folder(named: str) -> Path:
    """Give the folder of the pack of this name that ships with Bookbag, or else the folder of this path."""
    return SHIPPED / named if named in shipped() else Path(named)


def schema() -> dict[str, object]:
    """Give the JSON Schema of pack.yaml, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _METADATA.json_schema()


def read(folder: Path) -> Pack:
    """Read the pack in a folder; `Invalid` holds a line for each fault, naming the file, the line and the key."""
    return _understood(folder.resolve().name, *(located.read(folder / name) for name in FILES))


def parse(slug: str, texts: Mapping[str, bytes]) -> Pack:
    """Read a pack from the bytes of its files, by their names; for the rest as `read`."""
    return _understood(slug, *(located.parse(f"{slug}/{name}", texts[name]) for name in FILES))


def _understood(slug: str, metadata: Document, ledger: Document, kept: Document) -> Pack:
    file = located.checked(_METADATA, metadata)
    listed = located.checked(_LEDGER, ledger)
    keepers = located.checked(keeping.KEPT, kept)
    clauses = {clause.id: clause for clause in listed}
    wrong = [
        *_repeated(ledger, listed),
        *_misplaced(metadata, file, clauses.keys()),
        *keeping.misnamed(keepers, kept, clauses),
    ]
    # A rule can be judged by its clauses only where it cites clauses that exist.
    if wrong := wrong or [*_misjudged(metadata, file, clauses)]:
        raise Invalid("\n".join(wrong))
    unmet = {need.id for need in file.needs if not need.met_by}
    running = tuple(rule for rule in file.rules if rule.rests_on not in unmet)
    return Pack(
        slug=slug,
        title=file.title,
        owner=file.owner,
        version=file.version,
        digest=hashlib.sha256(metadata.raw + b"\0" + ledger.raw).hexdigest(),
        rules=file.rules,
        clauses=clauses,
        keeping={clause: _keeping(clause, keepers[clause], file.rules) for clause in clauses},
        needs=file.needs,
        promises=tuple(rule for rule in running if isinstance(rule, Promise)),
        routes=tuple(rule for rule in running if isinstance(rule, Route)),
        decisions=file.decisions,
    )


def _keeping(clause: str, names: tuple[str, ...], rules: tuple[AnyRule, ...]) -> Keeping:
    return Keeping(
        rules=tuple(rule.id for rule in rules if clause in rule.clauses),
        features=tuple(keeping.features()[name] for name in names if name != keeping.ELSEWHERE),
        elsewhere=keeping.ELSEWHERE in names,
    )


def _repeated(ledger: Document, clauses: tuple[Clause, ...]) -> Iterator[str]:
    known: set[str] = set()
    for position, clause in enumerate(clauses):
        if clause.id in known:
            yield ledger.fault((position, "id"), f"the clause {clause.id} stands in the ledger twice.")
        known.add(clause.id)


def _misplaced(metadata: Document, file: PackFile, clauses: Set[str]) -> Iterator[str]:
    """Say which names stand twice, and which name what is not there."""
    needs = {need.id for need in file.needs}
    for part, listed in (("needs", file.needs), ("rules", file.rules)):
        known: set[str] = set()
        for position, each in enumerate(listed):
            if each.id in known:
                yield metadata.fault((part, position, "id"), f"two {part} are called '{each.id}'.")
            known.add(each.id)
            for number, clause in enumerate(each.clauses):
                if clause not in clauses:
                    yield metadata.fault((part, position, "clauses", number), f"the ledger has no clause '{clause}'.")
    for position, rule in enumerate(file.rules):
        if rule.rests_on and rule.rests_on not in needs:
            yield metadata.fault(("rules", position, "rests_on"), f"the pack lists no need '{rule.rests_on}'.")


def _misjudged(metadata: Document, file: PackFile, clauses: Mapping[str, Clause]) -> Iterator[str]:
    for position, rule in enumerate(file.rules):
        for key, wrong in rule.misjudged(clauses):
            yield metadata.fault(("rules", position, key), wrong)
