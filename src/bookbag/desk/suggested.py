"""How good triage's suggestions were in a month, by what people said of them. Reads only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bookbag.desk import queries
from bookbag.desk.models import Suggestion
from bookbag.desk.models.case import CATEGORIES
from bookbag.desk.triaging import category_of
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Category
from bookbag.triage.judging import Flag

NAMES = dict(CATEGORIES)
MOST = 3
"""How many of the kinds that a wrong suggestion really was are named."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one kind of suggestion: how often it was made and looked at, how often it was right, and how often it was missing."""

    name: str
    made: int
    right: int
    missed: int
    rather: Sequence[tuple[str, int]] = ()

    @property
    def precision(self) -> int | None:
        """Of those suggested the share that was right, in per cent."""
        return round(100 * self.right / self.made) if self.made else None

    @property
    def recall(self) -> int | None:
        """Of those there were the share that was suggested, in per cent."""
        there = self.right + self.missed
        return round(100 * self.right / there) if there else None


@dataclass(frozen=True, slots=True)
class Month:
    """What was suggested in a calendar month, as far as the reader may see its cases."""

    first_day: date
    judged: int
    settled: int
    right: int
    kinds: Sequence[Tally]
    signs: Sequence[Tally]


def of_month(actor: Actor, first_day: date) -> Month:
    """The suggestions on messages of a month that begins on this day, and what people said of them."""
    rows = Suggestion.objects.filter(
        school_id=actor.school_id,
        message__case__in=queries.seen_by(actor),
        made_at__gte=_begin(first_day),
        made_at__lt=_begin(next_month(first_day)),
    )
    settled = list(rows.exclude(settled_at=None))
    return Month(
        first_day=first_day,
        judged=rows.count(),
        settled=len(settled),
        right=sum(_said(each) == category_of(each) for each in settled),
        kinds=_kinds(settled),
        signs=_signs(settled),
    )


def next_month(first_day: date) -> date:
    """The first day of the month after."""
    return (first_day + timedelta(days=31)).replace(day=1)


def previous_month(first_day: date) -> date:
    """The first day of the month before."""
    return (first_day - timedelta(days=1)).replace(day=1)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), queries.LONDON)


def _said(one: Suggestion) -> Category:
    return Category(one.settled_category)


def _kinds(settled: Iterable[Suggestion]) -> list[Tally]:
    pairs = Counter((category_of(each), _said(each)) for each in settled)
    found = []
    for kind in {kind for pair in pairs for kind in pair}:
        made = sum(number for (suggested, _), number in pairs.items() if suggested == kind)
        there = sum(number for (_, said), number in pairs.items() if said == kind)
        right = pairs[kind, kind]
        wrong = Counter({said: n for (suggested, said), n in pairs.items() if suggested == kind != said})
        rather = sorted(
            ((NAMES[said].lower(), number) for said, number in wrong.items()), key=lambda each: (-each[1], each)
        )
        found.append(Tally(NAMES[kind], made, right, there - right, rather[:MOST]))
    return sorted(found, key=lambda each: (-each.made, each.name))


def _signs(settled: Sequence[Suggestion]) -> list[Tally]:
    """What may be suggested beside another kind. Whether it was so shows by what the case was made."""
    urgent = [(each.urgent, each.settled_urgent) for each in settled if each.settled_urgent is not None]
    told = [("Urgent", urgent)] + [
        (name, [(flag in each.flags or category_of(each) == kind, _said(each) == kind) for each in settled])
        for name, flag, kind in (
            ("A complaint", Flag.COMPLAINT, Category.COMPLAINT),
            ("A child may be at risk", Flag.SAFEGUARDING, Category.SAFEGUARDING),
        )
    ]
    return [
        Tally(
            name,
            made=sum(suggested for suggested, _ in pairs),
            right=sum(bool(suggested and so) for suggested, so in pairs),
            missed=sum(bool(so and not suggested) for suggested, so in pairs),
        )
        for name, pairs in told
    ]
