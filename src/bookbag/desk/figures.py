"""How often the promise of a clause came up, was kept, missed and waived, and in which cases. Counts duties, names nobody.

Everybody's figures are of ordinary cases alone, whatever else the reader may see: one report, the same for all. Only of
the clauses that a caller names as `whole` is everything counted that the reader's sight lets through.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from bookbag.desk import queries
from bookbag.desk.models import Case, Duty
from bookbag.desk.models.duty import State
from bookbag.policy.permissions import Actor, Sight

LONDON = ZoneInfo("Europe/London")
LINES = 200


class What(StrEnum):
    """What is counted of a clause."""

    CAME_UP = "came_up"
    KEPT = "kept"
    MISSED = "missed"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Figures:
    """How often a promise was given, and what became of it. What is still open and not late is in the first only."""

    came_up: int = 0
    kept: int = 0
    missed: int = 0
    waived: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Promises that fell due from one moment to before another, as they stand `now`. Those without a date are of today."""

    since: datetime
    until: datetime
    now: datetime

    @property
    def due(self) -> Q:
        """Which duties these are."""
        dated = Q(due__gte=self.since, due__lt=self.until)
        return dated | Q(due=None) if self.since <= self.now < self.until else dated


@dataclass(frozen=True, slots=True)
class Missed:
    """One promise that was missed, with no name and no word: when it was due and done, how the matter came, who has it."""

    due: datetime
    ended_at: datetime | None
    channel: str
    owner_id: UUID | None
    case_id: UUID


def _meaning(now: datetime) -> dict[What, Q]:
    """Which duties each figure counts. A promise is missed when it was met late, or is open and past its time."""
    met, late = Q(state=State.MET), Q(ended_at__gt=F("due"))
    return {
        What.CAME_UP: Q(),
        What.KEPT: met & (Q(due=None) | ~late),
        What.MISSED: met & late | Q(state=State.OPEN, due__lt=now),
        What.WAIVED: Q(state=State.WAIVED),
    }


def _counted(school_id: int, span: Span, whole: Collection[str]) -> QuerySet[Duty]:
    seen = Q(sight=Sight.ORDINARY) | Q(clause__in=whole)
    return Duty.objects.filter(seen, span.due, school_id=school_id)


def _sums(now: datetime) -> dict[str, Count]:
    # Of a column in the index, so that no row is read.
    return {what.value: Count("state", filter=meant or None) for what, meant in _meaning(now).items()}


def by_clause(school_id: int, span: Span, *, whole: Collection[str] = ()) -> dict[tuple[str, str], Figures]:
    """The figures of every clause that came up, by pack and clause, in one query over one index."""
    rows = _counted(school_id, span, whole).values_list("pack", "clause").annotate(**_sums(span.now))
    return {(pack, clause): Figures(*rest) for pack, clause, *rest in rows.values_list("pack", "clause", *What)}


def by_month(school_id: int, pack: str, clause: str, span: Span, *, whole: Collection[str] = ()) -> dict[date, Figures]:
    """The figures of one clause by the first day of the month in which its promises were due."""
    due = _counted(school_id, span, whole).filter(pack=pack, clause=clause, due__isnull=False)
    months = due.annotate(month=TruncMonth("due", tzinfo=LONDON)).values_list("month").annotate(**_sums(span.now))
    return {month.date(): Figures(*rest) for month, *rest in months.values_list("month", *What)}


def cases(actor: Actor, pack: str, clause: str, what: What, span: Span, *, whole: Collection[str] = ()) -> list[Case]:
    """The newest cases behind a figure, of those that the actor may see."""
    counted = _counted(actor.school_id, span, whole)
    meant = counted.filter(_meaning(span.now)[what], pack=pack, clause=clause, case=OuterRef("id"))
    seen = queries.seen_by(actor).filter(Exists(meant))
    return list(seen.order_by("-opened_at", "id")[: queries.PAGE])


def missed(school_id: int, pack: str, clause: str, span: Span) -> list[Missed]:
    """What was missed of one clause in ordinary cases, the newest first, at most `LINES`."""
    duties = _counted(school_id, span, ()).filter(_meaning(span.now)[What.MISSED], pack=pack, clause=clause)
    newest = list(duties.order_by("-due", "id").values_list("due", "ended_at", "case_id")[:LINES])
    # Asked for afterwards, so that not every case that ever missed the clause is fetched to be put in order.
    told = Case.objects.filter(school_id=school_id, id__in={case_id for *_, case_id in newest})
    known = {
        case_id: (channel, owner_id) for case_id, channel, owner_id in told.values_list("id", "channel", "owner_id")
    }
    return [Missed(due, ended_at, *known[case_id], case_id) for due, ended_at, case_id in newest if due]


def which_opens(actor: Actor, case_ids: Collection[UUID]) -> set[UUID]:
    """Which of these cases the actor may open."""
    return set(queries.seen_by(actor).filter(id__in=case_ids).values_list("id", flat=True))
