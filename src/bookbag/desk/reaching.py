"""Whether those who have cases can be reached before something falls due, and who could take it instead. Changes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.desk.models import Case
from bookbag.people import presence
from bookbag.people import queries as people
from bookbag.people.models import StaffMember
from bookbag.policy import availability, english
from bookbag.policy.availability import Hours, Pattern
from bookbag.policy.rules.words import Post
from bookbag.schools import queries as schools
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Reach:
    """What a list says beside an owner: when they are next in, or what keeps them, and whether others are offered it."""

    words: str
    offered: bool
    stand_in: UUID | None = None


def hours_of(school: School, staff: Iterable[UUID], *, now: datetime) -> dict[UUID, Hours]:
    """When each of these people is in and can be reached, from today on, under the packs that bind the school."""
    calendar = schools.calendar_of(school)
    return presence.hours_of(
        school,
        staff,
        calendar=calendar,
        lessons=availability.lessons(adoption.packs_of(school)),
        today=now.astimezone(calendar.zone).date(),
    )


def reach_of(school: School, cases: Sequence[Case], *, now: datetime, reader: UUID | None) -> dict[UUID, Reach]:
    """What there is to say of the owners of these cases, by the case's id; nothing of the reader's own."""
    owned = {case.owner_id: case for case in cases if case.owner_id and case.owner_id != reader}
    hours = hours_of(school, owned, now=now) if owned else {}
    found = {}
    for case in cases:
        if case.owner_id in hours and (reach := _reach(hours[case.owner_id], case, school, now)):
            found[case.id] = reach
    return found


def _reach(hours: Hours, case: Case, school: School, now: datetime) -> Reach | None:
    """Say when the owner is next in where others are in sooner; and offer the case where nothing is left before it is due."""
    today = now.astimezone(hours.calendar.zone).date()
    absence = hours.absent_on(today)
    stand_in = absence.stand_in if absence else None
    offered = case.due is not None and now < case.due and not hours.has_time_before(case.due, now=now)
    if later := _in_later_than_others(hours, school, now):
        return Reach(later, offered, stand_in)
    return Reach(hours.may_be_reached(now).because, offered, stand_in) if offered else None


def _in_later_than_others(hours: Hours, school: School, now: datetime) -> str:
    others = Hours(hours.calendar, Pattern(school.core_hours)).next_in(now)
    if others is None:
        return ""
    own = hours.next_in(now)
    if own is None:
        return "not in again in the terms that are entered"
    return f"next in {english.day(own)}" if own.date() > others.date() else ""


def could_take(case: Case, reach: Reach, *, today: date) -> list[StaffMember]:
    """Who could have a case instead of its owner: whoever stands in for the owner, then the people of the office."""
    office = presence.holders_of(case.school_id, Post.OFFICE, on=today)
    stand_in = people.staff_member(case.school_id, reach.stand_in) if reach.stand_in else None
    first = [stand_in] if stand_in else []
    return [*first, *(each for each in office if each not in first and each.id != case.owner_id)]
