"""When people are in: their own week, absences with a stand-in, meetings and other engagements, and their line manager."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import queries
from bookbag.people.models import Absence, BusyWindow, StaffMember, WorkingPattern
from bookbag.people.models.hours import Engagement
from bookbag.policy import english
from bookbag.policy.availability import Absence as AbsenceValue
from bookbag.policy.availability import Stretch
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

LONGEST_ABSENCE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Engaged:
    """What keeps somebody busy, on one day or each week on one weekday."""

    what: str
    stretch: Stretch
    day: date | None = None
    weekday: int | None = None


def set_week(staff_id: UUID, week: Mapping[int, Stretch], *, from_day: date, by: Actor, now: datetime) -> None:
    """Say which hours somebody works from a day on; an empty week means the school's core hours again.

    What was said for later days is replaced; what was said for earlier ones stays true of them.
    """
    with tenancy.atomic():
        member = _member(staff_id, by)
        own = WorkingPattern.objects.filter(school_id=by.school_id, staff=member)
        own.filter(from_day__gte=from_day).delete()
        before = from_day - timedelta(days=1)
        own.filter(Q(until_day=None) | Q(until_day__gte=from_day)).update(until_day=before)
        WorkingPattern.objects.bulk_create(
            WorkingPattern(
                school_id=by.school_id,
                staff=member,
                weekday=weekday,
                starts=stretch.starts,
                ends=stretch.ends,
                from_day=from_day,
            )
            for weekday, stretch in week.items()
        )
        _note(member, "week", by=by, now=now)


def enter_absence(staff_id: UUID, away: AbsenceValue, *, by: Actor, now: datetime) -> Absence:
    """Say on which days somebody is away and who stands in. Raises `Invalid` where the stand-in is away as well."""
    with tenancy.atomic():
        member = _member(staff_id, by)
        _check_absence(member, away)
        entered = Absence.objects.create(
            school_id=by.school_id,
            staff=member,
            first_day=away.first_day,
            last_day=away.last_day,
            stand_in_id=away.stand_in,
        )
        _note(member, "absence", by=by, now=now)
        return entered


def end_absence(staff_id: UUID, absence_id: UUID, *, today: date, by: Actor, now: datetime) -> None:
    """Say that somebody is back today, or will not be away after all. Raises `Stale` where it was said already."""
    with tenancy.atomic():
        member = _member(staff_id, by)
        kept = Absence.objects.filter(school_id=by.school_id, staff=member, id=absence_id, last_day__gte=today).first()
        if kept is None:
            raise Stale
        if kept.first_day < today:
            kept.last_day = today - timedelta(days=1)
            kept.save(update_fields=["last_day"])
        else:
            kept.delete()
        _note(member, "absence", by=by, now=now)


def enter_engagement(staff_id: UUID, engaged: Engaged, *, by: Actor, now: datetime) -> BusyWindow:
    """Say when somebody is at work and cannot be reached: in a meeting, on duty, out of school."""
    if (engaged.day is None) == (engaged.weekday is None):
        raise Invalid(fields={"day": "Say on which day, or choose a day of the week."})
    with tenancy.atomic():
        member = _member(staff_id, by)
        entered = BusyWindow.objects.create(
            school_id=by.school_id,
            staff=member,
            day=engaged.day,
            weekday=engaged.weekday,
            starts=engaged.stretch.starts,
            ends=engaged.stretch.ends,
            what=Engagement(engaged.what),
        )
        _note(member, "engagement", by=by, now=now)
        return entered


def end_engagement(staff_id: UUID, busy_id: UUID, *, by: Actor, now: datetime) -> None:
    """Take a meeting or another engagement out. Raises `Stale` where somebody has done so already."""
    with tenancy.atomic():
        member = _member(staff_id, by)
        gone, _ = BusyWindow.objects.filter(school_id=by.school_id, staff=member, id=busy_id).delete()
        if not gone:
            raise Stale
        _note(member, "engagement", by=by, now=now)


def set_manager(staff_id: UUID, manager_id: UUID | None, *, by: Actor, now: datetime) -> None:
    """Say who hears of what somebody leaves late. Nobody says so of themselves."""
    may(by, Act.KEEP_HOURS, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        member = _member(staff_id, by)
        if manager_id == member.id or (manager_id and queries.staff_member(by.school_id, manager_id) is None):
            raise Invalid(fields={"manager": "Choose somebody else who works at the school."})
        member.manager_id = manager_id
        member.save(update_fields=["manager"])
        _note(member, "manager", by=by, now=now)


def set_reach(staff_id: UUID, *, stand_in: UUID | None, extension: str, by: Actor, now: datetime) -> None:
    """Say who takes urgent calls while somebody teaches, and where they are rung within the school."""
    with tenancy.atomic():
        member = _member(staff_id, by)
        if stand_in == member.id or (stand_in and queries.staff_member(by.school_id, stand_in) is None):
            raise Invalid(fields={"stand_in": "Choose somebody else who works at the school."})
        member.stand_in_id, member.extension = stand_in, extension.strip()[:30]
        member.save(update_fields=["stand_in", "extension"])
        _note(member, "reach", by=by, now=now)


def _member(staff_id: UUID, by: Actor) -> StaffMember:
    """The person whose hours change, locked, where the actor may say so."""
    may(by, Act.KEEP_HOURS, Standing(school_id=by.school_id, owner_id=staff_id)).require()
    found = StaffMember.objects.select_for_update(no_key=True).filter(school_id=by.school_id, id=staff_id, left_on=None)
    member = found.first()
    if member is None:
        raise NotFound
    return member


def _check_absence(member: StaffMember, away: AbsenceValue) -> None:
    if away.last_day < away.first_day:
        raise Invalid(fields={"last_day": "The last day must not come before the first."})
    if away.last_day - away.first_day > LONGEST_ABSENCE:
        raise Invalid(fields={"last_day": "Enter a year at the most."})
    if known := _absence_within(member.school_id, member.id, away):
        days = f"{english.full_day(known.first_day)} to {english.full_day(known.last_day)}"
        raise Invalid(fields={"first_day": f"{member.name} is entered as away already: {days}."})
    if away.stand_in is None:
        return
    other = queries.staff_member(member.school_id, away.stand_in)
    if other is None or other.id == member.id:
        raise Invalid(fields={"stand_in": "Choose somebody else who works at the school."})
    if known := _absence_within(member.school_id, other.id, away):
        raise Invalid(fields={"stand_in": f"{other.name} is away then, until {english.full_day(known.last_day)}."})


def _absence_within(school_id: int, staff_id: UUID, away: AbsenceValue) -> Absence | None:
    known = Absence.objects.filter(school_id=school_id, staff_id=staff_id)
    return known.filter(first_day__lte=away.last_day, last_day__gte=away.first_day).order_by("first_day").first()


def _note(member: StaffMember, what: str, *, by: Actor, now: datetime) -> None:
    note(Kind.HOURS_CHANGED, by=by, now=now, thing="staff", thing_id=member.id, what=what)
