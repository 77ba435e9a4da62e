"""Each clause that binds a school, what Bookbag does about it, and how often it came up, was kept, missed and waived.

What may be shown of a figure is decided here, so that page, print and file cannot differ. No answer names anybody, save
the cases behind a figure, which the desk gives to those who may open them.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from bookbag.adoption import queries as adoption
from bookbag.desk import figures
from bookbag.desk.figures import Figures, What
from bookbag.governance import models
from bookbag.governance.models import Attestation
from bookbag.governance.periods import Offered, Period, offered
from bookbag.people import queries as people
from bookbag.policy import marks, proofs, sentences
from bookbag.policy.clauses import Clause
from bookbag.policy.keeping import Keeping, State
from bookbag.policy.packs import Need, Pack
from bookbag.policy.permissions import Act, Actor, Role, Sight
from bookbag.policy.rules import AnyRule, Promise
from bookbag.schools import queries as schools

if TYPE_CHECKING:
    from uuid import UUID

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
BY_YEAR = "by year"
"""What stands in a sensitive area where less than a school year is asked for: from two figures one could take a third."""
NOTICE = timedelta(days=30)
"""For how long a clause is shown as due to be confirmed again."""
Keeper = models.Keeper
KEEPERS = dict(Keeper.choices)


class Attested(StrEnum):
    """Where a clause that is kept elsewhere stands with its confirmation."""

    CONFIRMED = "confirmed"
    DUE_AGAIN = "due again"
    OVERDUE = "overdue"
    NOT_YET = "not confirmed yet"


@dataclass(frozen=True, slots=True)
class Filters:
    """How the clauses are narrowed; an empty word narrows nothing. A state is the clause's, or that of its confirmation."""

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
        )
        named = all(wanted in {"", found} for wanted, found in pairs)
        return named and self.state in {"", row.state, row.attested}


@dataclass(frozen=True, slots=True)
class Row:
    """One clause, with what may be shown of its figures in the order of `What`."""

    pack: Pack
    clause: Clause
    figures: Mapping[What, str]
    attested: Attested | None = None
    """Of a clause that is kept elsewhere, whether somebody has confirmed it for today."""
    attestation: Attestation | None = None
    """The newest confirmation."""

    @property
    def keeping(self) -> Keeping:
        """What keeps the clause."""
        return self.pack.keeping[self.clause.id]

    @property
    def state(self) -> State:
        """How far Bookbag keeps the clause today."""
        return self.keeping.state

    @property
    def is_off(self) -> bool:
        """True where all that the policy would have Bookbag do for the clause is switched off here."""
        off = {rule.id for rule in self.pack.off}
        return bool(off & set(self.keeping.rules)) and off >= set(self.keeping.rules)

    @property
    def is_counted(self) -> bool:
        """True where the figures are figures."""
        return not {NOT_COUNTED, DSL_ONLY, BY_YEAR} & set(self.figures.values())

    @property
    def is_sensitive(self) -> bool:
        """True where a small figure could point at somebody."""
        return self.clause.area in SENSITIVE


@dataclass(frozen=True, slots=True)
class Signed:
    """That somebody has signed a version, for which post."""

    post: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InForce:
    """Since when a version is in force, and who has signed it."""

    since: datetime | None
    signed: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """One rule in plain words, and whether it is carried out today."""

    said: str
    today: str


@dataclass(frozen=True, slots=True)
class Month:
    """What became of a clause's promises that were due in one month."""

    first_day: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class Whole:
    """All that is known of one clause. `tests` is None where Bookbag is not measured by the clause's pack."""

    row: Row
    rules: tuple[RuleSaid, ...]
    tests: tuple[str, ...] | None
    months: tuple[Month, ...]
    history: tuple[Attestation, ...]
    """Every confirmation, the newest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One promise that was missed, for those without a part in its case. `opens` is its case, for those who may open it."""

    due: datetime
    channel: str
    roles: tuple[Role, ...]
    days_late: int
    done: bool
    opens: "UUID | None"


def periods(school: "School", *, now: datetime) -> Offered:
    """The stretches of time for which one may ask for figures; the school year in which we are stands first."""
    return offered(schools.calendar_of(school), _today(now))


def clauses(school: "School", actor: Actor, period: Period, *, now: datetime) -> list[Row]:
    """Every clause of every pack that binds the school, in the packs' own order: what the school has written, then the law."""
    packs = sorted(adoption.packs_of(school), key=lambda pack: pack.is_law)
    return _rows(school, actor, [(pack, clause) for pack in packs for clause in pack.clauses.values()], period, now)


def _rows(
    school: "School", actor: Actor, wanted: Sequence[tuple[Pack, Clause]], period: Period, now: datetime
) -> list[Row]:
    counts = figures.by_clause(school.id, period.span(now), whole=_whole(actor, [clause for _, clause in wanted]))
    newest = _newest_attestations(school)
    rows = []
    for pack, clause in wanted:
        attestation = newest.get((pack.slug, clause.id))
        elsewhere = pack.keeping[clause.id].elsewhere
        shown = _shown(pack, clause, actor, period, counts.get((pack.slug, clause.id)))
        rows.append(Row(pack, clause, shown, _attested(attestation, _today(now)) if elsewhere else None, attestation))
    return rows


def in_force(school: "School") -> Mapping[str, InForce]:
    """Since when each pack that somebody here has put in force is so, and who has signed it, by the pack's name."""
    found = {}
    for binding in adoption.bindings(school):
        if binding.version_id:
            version = adoption.version(school, binding.version_id)
            signed = tuple(Signed(each.post, each.name, each.at) for each in adoption.signatures(version))
            found[binding.pack.slug] = InForce(version.in_force_from, signed)
    return found


def totals(rows: Sequence[Row]) -> Mapping[State, int]:
    """How many of these clauses are in each state."""
    count = Counter(row.state for row in rows)
    return {state: count[state] for state in State}


def confirmations(rows: Sequence[Row]) -> Mapping[Attested, int]:
    """How many of those of these clauses that are kept elsewhere are confirmed, due again, overdue and not confirmed."""
    count = Counter(row.attested for row in rows)
    return {each: count[each] for each in Attested}


def find_row(school: "School", actor: Actor, clause_id: str, period: Period, *, now: datetime) -> Row | None:
    """One clause that binds the school with its figures, or None."""
    for pack in adoption.packs_of(school):
        if clause := pack.clauses.get(clause_id):
            return _rows(school, actor, [(pack, clause)], period, now)[0]
    return None


def whole(school: "School", actor: Actor, row: Row, period: Period, *, now: datetime) -> Whole:
    """All that is known of a clause."""
    return Whole(
        row=row,
        rules=tuple(_rules(row.pack, row.keeping.rules)),
        tests=_tests().get(row.clause.id, ()) if proofs.is_measured(row.pack.slug) else None,
        months=tuple(_months(school, actor, row, period, now)) if row.is_counted and not row.is_sensitive else (),
        history=tuple(_attestations(school).filter(pack=row.pack.slug, clause=row.clause.id)),
    )


def cases_behind(actor: Actor, row: Row, what: What, period: Period, *, now: datetime) -> list["Case"]:
    """The newest cases behind a figure that the actor may open; none where the actor may not see the figure."""
    if not row.is_counted:
        return []
    sealed = _whole(actor, [row.clause])
    return figures.cases(actor, row.pack.slug, row.clause.id, what, period.span(now), whole=sealed)


def lines_behind(actor: Actor, row: Row, period: Period, *, now: datetime) -> list[Line]:
    """The promises of a clause that were missed, the newest first; none in a sensitive area, where a line could point at somebody."""
    if not row.is_counted or row.is_sensitive:
        return []
    found = figures.missed(actor.school_id, row.pack.slug, row.clause.id, period.span(now))
    roles = {member.id: held for member, held in people.staff_with_roles(actor.school_id, today=_today(now))}
    opens = figures.which_opens(actor, [each.case_id for each in found])
    return [
        Line(
            due=each.due.astimezone(LONDON),
            channel=each.channel,
            roles=roles.get(each.owner_id, ()) if each.owner_id else (),
            days_late=(_today(each.ended_at or now) - _today(each.due)).days,
            done=each.ended_at is not None,
            opens=each.case_id if each.case_id in opens else None,
        )
        for each in found
    ]


def act_to_attest(clause: Clause) -> Act:
    """What leave one needs to confirm who keeps a clause."""
    return Act.ATTEST_SAFEGUARDING if clause.area == SEALED else Act.ATTEST


def _attestations(school: "School") -> QuerySet[Attestation]:
    return (
        Attestation.objects.filter(school=school)
        .select_related("confirmed_by")
        .order_by("pack", "clause", "-confirmed_on", "-entered_at", "id")
    )


def _newest_attestations(school: "School") -> Mapping[tuple[str, str], Attestation]:
    return {(each.pack, each.clause): each for each in _attestations(school).distinct("pack", "clause")}


def _attested(newest: Attestation | None, today: date) -> Attested:
    if newest is None:
        return Attested.NOT_YET
    if newest.due_on < today:
        return Attested.OVERDUE
    return Attested.DUE_AGAIN if newest.due_on - today <= NOTICE else Attested.CONFIRMED


def _today(now: datetime) -> date:
    return now.astimezone(LONDON).date()


def _whole(actor: Actor, of: Sequence[Clause]) -> Collection[str]:
    """The clauses whose figures count sealed cases too: those that only the readers of sealed cases see."""
    if not _leads_on_safeguarding(actor):
        return ()
    return [clause.id for clause in of if clause.area == SEALED]


def _leads_on_safeguarding(actor: Actor) -> bool:
    return actor.sight >= Sight.SAFEGUARDING


def _shown(pack: Pack, clause: Clause, actor: Actor, period: Period, counted: Figures | None) -> Mapping[What, str]:
    """What may be shown: a clause that promises nothing by a date, and never did, is not counted."""
    if clause.area == SEALED and not _leads_on_safeguarding(actor):
        return dict.fromkeys(What, DSL_ONLY)
    promised = any(promise.clause == clause.id for promise in pack.promises)
    if clause.area in SENSITIVE and not period.is_year:
        return dict.fromkeys(What, BY_YEAR if promised else NOT_COUNTED)
    if counted is None and not promised:
        return dict.fromkeys(What, NOT_COUNTED)
    return _in_words(clause, counted or Figures())


def _in_words(clause: Clause, counted: Figures) -> Mapping[What, str]:
    few = FEW if clause.area in SENSITIVE else 0
    return {what: f"{figure:,}" if (figure := getattr(counted, what)) >= few else FEWER for what in What}


def _rules(pack: Pack, ids: Collection[str]) -> Iterator[RuleSaid]:
    unmet = {need.id: need for need in pack.unmet}
    for rule in pack.off:
        if rule.id in ids:
            yield RuleSaid(sentences.sentence(rule), "This rule is switched off here.")
    for rule in pack.rules:
        if rule.id in ids:
            yield RuleSaid(sentences.sentence(rule), _done_today(pack, rule, unmet.get(rule.rests_on)))


def _done_today(pack: Pack, rule: AnyRule, missing: Need | None) -> str:
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


def _months(school: "School", actor: Actor, row: Row, period: Period, now: datetime) -> Iterator[Month]:
    sealed = _whole(actor, [row.clause])
    counted = figures.by_month(school.id, row.pack.slug, row.clause.id, period.span(now), whole=sealed)
    # Of the time to come those months alone in which something falls due.
    last = max([_today(now), *counted])
    for first in [month for month in period.months if month <= last]:
        yield Month(first, counted.get(first, Figures()))
