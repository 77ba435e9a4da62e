"""How often the promise of a clause came up, was kept, missed and waived, and in which cases. Counts duties, names nobody.

Everybody's figures are of ordinary cases alone, whatever else the reader may see: one report, the same for all. Only of
the clauses that a caller names as `whole` is everything counted that the reader's sight lets through.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from bookbag.desk import queries
from bookbag.desk.models import Case, Duty
from bookbag.desk.models.duty import State
from bookbag.policy.permissions import Actor, Sight

LONDON = ZoneInfo("Europe/London")


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


def _meaning(now: datetime) -> dict[What, Q]:
    """Which duties each figure counts. A promise is missed when it was met late, or is open and past its time."""
    met, late = Q(state=State.MET), Q(ended_at__gt=F("due"))
    return {
        What.CAME_UP: Q(),
        What.KEPT: met & (Q(due=None) | ~late),
        What.MISSED: met & late | Q(state=State.OPEN, due__lt=now),
        What.WAIVED: Q(state=State.WAIVED),
    }


def _counted(school_id: int, whole: Collection[str]) -> QuerySet[Duty]:
    return Duty.objects.filter(Q(sight=Sight.ORDINARY) | Q(clause__in=whole), school_id=school_id)


def _sums(now: datetime) -> dict[str, Count]:
    # Of a column in the index, so that no row is read.
    return {what.value: Count("state", filter=meant or None) for what, meant in _meaning(now).items()}


def by_clause(school_id: int, *, now: datetime, whole: Collection[str] = ()) -> dict[tuple[str, str], Figures]:
    """The figures of every clause that ever came up, by pack and clause, in one query over one index."""
    rows = _counted(school_id, whole).values_list("pack", "clause").annotate(**_sums(now))
    return {(pack, clause): Figures(*rest) for pack, clause, *rest in rows.values_list("pack", "clause", *What)}


def by_month(
    school_id: int,
    pack: str,
    clause: str,
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    whole: Collection[str] = (),
) -> dict[date, Figures]:
    """The figures of one clause by the first day of the month in which its promises were due."""
    due = _counted(school_id, whole).filter(pack=pack, clause=clause, due__gte=since, due__lt=until)
    months = due.annotate(month=TruncMonth("due", tzinfo=LONDON)).values_list("month").annotate(**_sums(now))
    return {month.date(): Figures(*rest) for month, *rest in months.values_list("month", *What)}


def cases(
    actor: Actor, pack: str, clause: str, what: What, *, now: datetime, whole: Collection[str] = ()
) -> list[Case]:
    """The newest cases behind a figure, of those that the actor may see."""
    meant = _counted(actor.school_id, whole).filter(_meaning(now)[what], pack=pack, clause=clause, case=OuterRef("id"))
    seen = queries.seen_by(actor).filter(Exists(meant))
    return list(seen.order_by("-opened_at", "id")[: queries.PAGE])
