"""What a proposed version of a pack would have made of a school's past traffic. Reads stored events; writes nothing.

Each case is lived through twice, under the packs in force and with the proposed one in the place of its predecessor: what
came starts clocks unless something is owed already, and what people then did ends them. Only cases of the open block's
sight are read, and what comes out holds days, channels and clauses: no name, no subject, no words.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from bookbag.adoption import queries as adoption
from bookbag.desk.actions import duties, redeciding
from bookbag.desk.acts import FROM_OUTSIDE, STARTS
from bookbag.desk.models import Case, CaseEvent, Duty
from bookbag.desk.models.duty import State
from bookbag.desk.waits import waits_of
from bookbag.errors import Invalid
from bookbag.policy import english
from bookbag.policy.calendar import Calendar
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Sight
from bookbag.policy.values import LegalKind
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.schools.models import School

LONDON = ZoneInfo("Europe/London")
BATCH = 1_000
EXAMPLES = 10
_OF_CASES = ("school_id", "sight", "channel", "category", "closed_at", "close_reason")
_OF_EVENTS = (
    *("school_id", "case_id", "kind", "at", "channel", "reason", "promised"),
    *("message__school_id", "message__direction", "message__contact_id", "message__author_id", "message__said"),
)
"""What is read of cases, of their events and of the messages behind these: not the words."""

_Lived = dict[tuple[UUID, str, str], Duty]
"""The duties of a case as they would have come and gone: by event, clause and kind."""


class Turn(StrEnum):
    """How a duty would have been otherwise. One may have moved and be missed for that reason as well."""

    MORE = "more"
    FEWER = "fewer"
    EARLIER = "earlier"
    LATER = "later"
    NO_LONGER_KEPT = "kept, and would have been missed"
    NO_LONGER_MISSED = "missed, and would have been kept"
    MORE_MISSED = "more, and missed"


@dataclass(frozen=True, slots=True)
class Example:
    """One duty that would have been otherwise: when and how its matter came, under which clause, and its two dates."""

    received_at: datetime
    channel: str
    clause: str
    duty: str
    was: datetime | None
    would_be: datetime | None
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would have been different: how often, by clause, and the newest examples."""

    since: datetime
    cases: int
    by_clause: Mapping[str, Counter[Turn]]
    examples: tuple[Example, ...]

    @property
    def total(self) -> Counter[Turn]:
        """The same over all clauses."""
        return sum(self.by_clause.values(), Counter())


def in_words(rehearsal: Rehearsal) -> list[str]:
    """Say in sentences what would have been different."""
    count, since = rehearsal.total, english.full_day(rehearsal.since.astimezone(LONDON))
    said = [f"Looked at {english.count(rehearsal.cases, 'case')} since {since}."]
    if not count:
        return [*said, "Nothing would have been different."]
    more, fewer, earlier, later, no_longer_kept, no_longer_missed, more_missed = (
        english.number(count[turn]) if count[turn] else "none" for turn in Turn
    )
    said.append(f"Duties: {more} more, {fewer} fewer; {earlier} due earlier, {later} due later.")
    said.append(f"Of those that were kept, {no_longer_kept} would have been missed.")
    said.append(f"Of those that were missed, {no_longer_missed} would have been kept.")
    if count[Turn.MORE]:
        said.append(f"Of those that are more, {more_missed} would have been missed.")
    return said


def rehearse(
    school: School, proposed: Pack, *, since: datetime, now: datetime, sight: Sight, most: int | None = None
) -> Rehearsal:
    """Live through the cases opened since a time as the proposed pack would have had it: the newest first, at most so many.

    1. Put the proposed pack in the place of its predecessor. 2. List the cases. 3. Read them in batches, a block each.
    Raises `Invalid` where no pack of that name binds the school.
    """
    with tenancy.atomic(school.id, sight=sight):
        calendar, in_force = schools.calendar_of(school), adoption.packs_of(school)
        opened = Case.objects.filter(school_id=school.id, opened_at__gte=since, opened_at__lt=now)
        ids = list(opened.order_by("-opened_at", "-id").values_list("id", flat=True)[:most])
    then = in_place(in_force, proposed, school)
    counts: dict[str, Counter[Turn]] = {}
    examples: list[Example] = []
    for first in range(0, len(ids), BATCH):
        with tenancy.atomic(school.id, sight=sight):
            for case, events in _read(school, ids[first : first + BATCH]):
                before, after = (_lived(case, events, packs, calendar) for packs in (in_force, then))
                for example in _differing(before, after, now=now):
                    counts.setdefault(example.clause, Counter()).update(example.turns)
                    if len(examples) < EXAMPLES:
                        examples.append(example)
    return Rehearsal(since, len(ids), dict(sorted(counts.items())), tuple(examples))


def last_term(school: School, *, now: datetime) -> date:
    """The first day of the last term that is over; of the first one where none is; today where none is entered."""
    today = now.astimezone(LONDON).date()
    with tenancy.atomic(school.id):
        terms = schools.terms_of(school)
    over = [term.first_day for term in terms if term.last_day < today]
    return max(over, default=min([today, *(term.first_day for term in terms)]))


def in_place(in_force: Sequence[Pack], proposed: Pack, school: School) -> tuple[Pack, ...]:
    """Give the packs with the proposed one in the place of its predecessor, and with what the school has ruled about that."""
    if proposed.slug not in {pack.slug for pack in in_force}:
        slugs = english.listed([pack.slug for pack in in_force])
        raise Invalid(f"No pack called {proposed.slug!r} binds {school.name}. It is bound by {slugs or 'none'}.")
    return tuple(_ruled(proposed, pack, school) if pack.slug == proposed.slug else pack for pack in in_force)


def _ruled(proposed: Pack, before: Pack, school: School) -> Pack:
    met = {need.id: need.met_by for need in before.needs if need.met_by}
    met = {need.id: need.met_by or met.get(need.id, "") for need in proposed.needs}
    ruled = proposed.ruled(off={rule.id for rule in before.off}, met=met, settled=())
    return ruled.for_kind(LegalKind(school.legal_kind))


def _read(school: School, ids: Sequence[UUID]) -> Iterator[tuple[Case, list[CaseEvent]]]:
    """The cases in this order, each with its events."""
    cases = Case.objects.filter(school_id=school.id).only(*_OF_CASES).in_bulk(ids)
    events = CaseEvent.objects.filter(school_id=school.id, case_id__in=ids).select_related("message").only(*_OF_EVENTS)
    of = {
        case: list(each) for case, each in groupby(events.order_by("case_id", "at", "id"), lambda event: event.case_id)
    }
    return ((cases[each], of.get(each, [])) for each in ids if each in cases)


def _lived(case: Case, events: Sequence[CaseEvent], packs: Sequence[Pack], calendar: Calendar) -> _Lived:
    """Live through a case under these packs: what it would have owed, and what became of it."""
    acts = redeciding.acts_of(case, events)
    lived: _Lived = {}
    for event in events:
        owes = any(duty.ended_at is None or duty.ended_at > event.at for duty in lived.values())
        if event.kind not in STARTS or (owes and event.kind in FROM_OUTSIDE):
            continue
        sender, waits = duties.sender_of(event.message), waits_of(events, since=event.at)
        for duty in duties.owed_for(event, case, packs, calendar, sender=sender, waits=waits):
            redeciding.end_where_done(duty, acts, since=event.at)
            lived[event.id, duty.clause, duty.duty] = duty
    return lived


def _differing(before: _Lived, after: _Lived, *, now: datetime) -> Iterator[Example]:
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if turns := tuple(_turns(old, new, now=now)):
            told = new or old
            assert told is not None, "a key comes from one of the two"
            yield Example(
                received_at=told.event.at.astimezone(LONDON),
                channel=told.event.channel,
                clause=told.clause,
                duty=told.duty,
                was=_local(old),
                would_be=_local(new),
                turns=turns,
            )


def _local(duty: Duty | None) -> datetime | None:
    return duty.due.astimezone(LONDON) if duty and duty.due else None


def _turns(old: Duty | None, new: Duty | None, *, now: datetime) -> Iterator[Turn]:
    missed = new is not None and _is_missed(new, now=now)
    if old is None or new is None:
        yield Turn.MORE if new else Turn.FEWER
        if missed:
            yield Turn.MORE_MISSED
        return
    if old.due and new.due and old.due != new.due:
        yield Turn.EARLIER if new.due < old.due else Turn.LATER
    if missed and old.state == State.MET and not _is_missed(old, now=now):
        yield Turn.NO_LONGER_KEPT
    if new.state == State.MET and not missed and _is_missed(old, now=now):
        yield Turn.NO_LONGER_MISSED


def _is_missed(duty: Duty, *, now: datetime) -> bool:
    """Whether a duty was done late, or is open and past its time, as the clause page counts it."""
    return bool(duty.state != State.WAIVED and duty.due and (duty.ended_at or now) > duty.due)
