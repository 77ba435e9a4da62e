"""Calls and meetings that are arranged: put in a diary, given up, taken place, or answered by the office with a note."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bookbag.desk import diary
from bookbag.desk.actions import calls
from bookbag.desk.actions.calls import Taken
from bookbag.desk.actions.collections import Said
from bookbag.desk.models import Arranged, Case
from bookbag.desk.models.diary import ArrangedKind
from bookbag.errors import Invalid, Stale
from bookbag.people import queries as people
from bookbag.policy.english import listed
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

__all__ = ("Agreed", "ArrangedKind", "arrange", "cannot_take", "take_message", "took_place")


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed: with whom, for whom of us, when and for how long, about which child."""

    kind: ArrangedKind
    staff_id: UUID
    starts: datetime
    minutes: int
    who: str
    number: str = ""
    pupil_id: UUID | None = None


def arrange(agreed: Agreed, *, anyway: bool = False, by: Actor, now: datetime) -> Arranged:
    """Put it in the diary. What collides is named before it is accepted: `anyway` takes it all the same (WYT-080).

    Raises `Invalid` for a time that is over, for a call without a number, and where it collides.
    """
    ends = agreed.starts + timedelta(minutes=agreed.minutes)
    faults = {}
    if agreed.starts <= now:
        faults["at"] = "Choose a time that is still to come."
    if not agreed.who.strip():
        faults["who"] = "Say with whom."
    if agreed.kind is ArrangedKind.CALL and not agreed.number.strip():
        faults["number"] = "Type the number under which they are rung."
    if faults:
        raise Invalid(fields=faults)
    with tenancy.atomic():
        member = people.staff_member(by.school_id, agreed.staff_id)
        if member is None:
            raise Invalid(fields={"recipient": "Choose somebody who works at the school."})
        has = diary.collisions(by.school_id, member.id, agreed.starts, ends)
        if has and not anyway:
            raise Invalid(fields={"anyway": f"{member.name} has {listed(has)}. Tick this to put it in all the same."})
        kept = Arranged.objects.create(
            school_id=by.school_id,
            kind=agreed.kind,
            staff=member,
            starts=agreed.starts,
            ends=ends,
            who=agreed.who.strip()[:200],
            number=agreed.number.strip()[:60],
            pupil_id=agreed.pupil_id,
            made_by_id=by.person,
            made_at=now,
        )
        note(Kind.CALL_AGREED, by=by, now=now, thing="arranged", thing_id=kept.id, to=str(member.id), what=agreed.kind)
        return kept


def cannot_take(entry: Arranged, *, by: Actor, now: datetime) -> None:
    """Say that one cannot take a call that was agreed: the office sees it at once, with the number (WYT-081)."""
    _change(entry, "cannot_at", by=by, now=now)


def took_place(entry: Arranged, *, by: Actor, now: datetime) -> None:
    """Say that it took place."""
    _change(entry, "took_place_at", by=by, now=now)


def _change(entry: Arranged, what: str, *, by: Actor, now: datetime) -> None:
    with tenancy.atomic():
        kept = _lock(entry)
        if kept.cannot_at is None and kept.took_place_at is None:
            setattr(kept, what, now)
            kept.save(update_fields=[what])
            note(Kind.CALL_AGREED_CHANGED, by=by, now=now, thing="arranged", thing_id=kept.id, what=what)


def take_message(entry: Arranged, taken: Taken, *, collects: Said | None = None, by: Actor, now: datetime) -> Case:
    """Note the call in the teacher's place; it is rung back the same day (WYT-082). Raises `Stale` where it was noted."""
    with tenancy.atomic():
        kept = _lock(entry)
        if kept.case_id:
            raise Stale
        case = calls.log(taken, collects=collects, by=by, now=now)
        kept.case, kept.sight = case, case.sight
        kept.cannot_at = kept.cannot_at or now
        kept.save(update_fields=["case", "sight", "cannot_at"])
        note(Kind.CALL_AGREED_CHANGED, by=by, now=now, thing="arranged", thing_id=kept.id, what="noted")
        return case


def _lock(entry: Arranged) -> Arranged:
    return Arranged.objects.select_for_update(of=("self",)).get(school_id=entry.school_id, id=entry.id)
