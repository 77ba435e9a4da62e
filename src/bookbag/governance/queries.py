"""Each clause that binds a school, what Bookbag does about it, and how often it came up, was kept, missed and waived.

What may be shown of a figure is decided here, so that page, print and file cannot differ. No answer names anybody, save
the cases behind a figure, which the desk gives to those who may open them.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bookbag.desk import figures
from bookbag.desk.figures import Figures, What
from bookbag.policy import marks, proofs, sentences
from bookbag.policy.clauses import Clause
from bookbag.policy.keeping import Keeping, State
from bookbag.policy.packs import Need, Pack
from bookbag.policy.permissions import Actor, Sight
from bookbag.policy.rules import AnyRule, Promise
from bookbag.schools import queries as schools

if TYPE_CHECKING:
    from bookbag.desk.models import Case
    from bookbag.schools.models import School

LONDON = ZoneInfo("Europe/London")
SENSITIVE = frozenset({"safeguarding", "conduct", "complaints"})
"""Areas in which a small figure could point at somebody."""
SEALED = "safeguarding"
"""The area whose figures only those see who lead on safeguarding."""
FEW = 5
FEWER = f"fewer than {FEW}"
NOT_COUNTED = "–"
DSL_ONLY = "DSL"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Filters:
    """How the clauses are narrowed; an empty word narrows nothing."""

    area: str = ""
    actor: str = ""
    duty: str = ""
    state: str = ""

    def fit(self, row: "Row") -> bool:
        """Say whether a clause is one of those that are asked for."""
        clause = row.clause
        pairs = (
            (self.area, clause.area),
            (self.actor, clause.actor),
            (self.duty, clause.duty),
            (self.state, row.state.value),
        )
        return all(wanted in {"", found} for wanted, found in pairs)


@dataclass(frozen=True, slots=True)
class Row:
    """One clause, with what may be shown of its figures in the order of `What`."""

    pack: Pack
    clause: Clause
    figures: Mapping[What, str]

    @property
    def keeping(self) -> Keeping:
        """What keeps the clause."""
        return self.pack.keeping[self.clause.id]

    @property
    def state(self) -> State:
        """How far Bookbag keeps the clause today."""
        return self.keeping.state

    @property
    def is_counted(self) -> bool:
        """True where the figures are figures."""
        return not {NOT_COUNTED, DSL_ONLY} & set(self.figures.values())


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """One rule in plain words, and whether it is carried out today."""

    said: str
    today: str


@dataclass(frozen=True, slots=True)
class Month:
    """What became of a clause's promises that were due in one month: as it is shown, and, where it may be, in numbers."""

    first_day: date
    shown: Mapping[What, str]
    exact: Figures | None


@dataclass(frozen=True, slots=True)
class Whole:
    """All that is known of one clause. `tests` is None where Bookbag is not measured by the clause's pack."""

    row: Row
    rules: tuple[RuleSaid, ...]
    tests: tuple[str, ...] | None
    months: tuple[Month, ...]


def clauses(school: "School", actor: Actor, *, now: datetime) -> list[Row]:
    """Every clause of every pack that binds the school, in the packs' own order: what the school has written, then the law."""
    packs = sorted(schools.packs_of(school), key=lambda pack: pack.is_law)
    counts = figures.by_clause(school.id, now=now, whole=_whole(packs, actor))
    return [
        Row(pack, clause, _shown(pack, clause, actor, counts.get((pack.slug, clause.id))))
        for pack in packs
        for clause in pack.clauses.values()
    ]


def totals(rows: Sequence[Row]) -> Mapping[State, int]:
    """How many of these clauses are in each state."""
    count = Counter(row.state for row in rows)
    return {state: count[state] for state in State}


def find_clause(school: "School", actor: Actor, clause_id: str, *, now: datetime) -> Whole | None:
    """One clause that binds the school with all that is known of it, or None."""
    row = next((row for row in clauses(school, actor, now=now) if row.clause.id == clause_id), None)
    if row is None:
        return None
    pack = row.pack
    return Whole(
        row=row,
        rules=tuple(_rules(pack, row.keeping.rules)),
        tests=_tests().get(clause_id, ()) if proofs.is_measured(pack.slug) else None,
        months=tuple(_months(school, actor, row, now)) if row.is_counted else (),
    )


def cases_behind(actor: Actor, row: Row, what: What, *, now: datetime) -> list["Case"]:
    """The newest cases behind a figure that the actor may open; none where the actor may not see the figure."""
    if not row.is_counted:
        return []
    return figures.cases(actor, row.pack.slug, row.clause.id, what, now=now, whole=_whole([row.pack], actor))


def _whole(packs: Sequence[Pack], actor: Actor) -> Collection[str]:
    """The clauses whose figures count sealed cases too: those that only the readers of sealed cases see."""
    if not _leads_on_safeguarding(actor):
        return ()
    return [clause.id for pack in packs for clause in pack.clauses.values() if clause.area == SEALED]


def _leads_on_safeguarding(actor: Actor) -> bool:
    return actor.sight >= Sight.SAFEGUARDING


def _shown(pack: Pack, clause: Clause, actor: Actor, counted: Figures | None) -> Mapping[What, str]:
    """What may be shown: a clause that promises nothing by a date, and never did, is not counted."""
    if clause.area == SEALED and not _leads_on_safeguarding(actor):
        return dict.fromkeys(What, DSL_ONLY)
    if counted is None and all(promise.clause != clause.id for promise in pack.promises):
        return dict.fromkeys(What, NOT_COUNTED)
    return _in_words(clause, counted or Figures())


def _in_words(clause: Clause, counted: Figures) -> Mapping[What, str]:
    few = FEW if clause.area in SENSITIVE else 0
    return {what: f"{figure:,}" if (figure := getattr(counted, what)) >= few else FEWER for what in What}


def _rules(pack: Pack, ids: Collection[str]) -> Iterator[RuleSaid]:
    unmet = {need.id: need for need in pack.unmet}
    for rule in pack.rules:
        if rule.id in ids:
            yield RuleSaid(sentences.sentence(rule), _today(pack, rule, unmet.get(rule.rests_on)))


def _today(pack: Pack, rule: AnyRule, missing: Need | None) -> str:
    if missing:
        return f"It waits for what is not known here yet: {missing.what} ({missing.document})."
    if rule in pack.promises:
        return "Bookbag sets this date."
    if isinstance(rule, Promise):
        return "It does not bind a school of this kind."
    return "Bookbag does not carry this out by itself yet."


@cache
def _tests() -> Mapping[str, tuple[str, ...]]:
    """The tests that prove each clause, read once a process: a copy of Bookbag does not change while it runs."""
    places: dict[str, tuple[str, ...]] = {}
    for mark in marks.shipped():
        places[mark.clause] = (*places.get(mark.clause, ()), mark.place)
    return places


def _months(school: "School", actor: Actor, row: Row, now: datetime) -> Iterator[Month]:
    """The twelve months up to this one, oldest first."""
    today = now.astimezone(LONDON).date()
    firsts = [_month(today, back) for back in range(MONTHS - 1, -1, -1)]
    since, until = (datetime.combine(day, time(0), LONDON) for day in (firsts[0], _month(today, -1)))
    counted = figures.by_month(
        school.id, row.pack.slug, row.clause.id, since=since, until=until, now=now, whole=_whole([row.pack], actor)
    )
    for first in firsts:
        exact = counted.get(first, Figures())
        yield Month(first, _in_words(row.clause, exact), None if row.clause.area in SENSITIVE else exact)


def _month(of: date, back: int) -> date:
    """The first day of the month so many months before that of a day."""
    years, month = divmod(of.year * 12 + of.month - 1 - back, 12)
    return date(years, month + 1, 1)
