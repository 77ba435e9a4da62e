"""When people are in: hours, absences, what keeps them busy, the emergency rota, turns of duty. Only reads."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q

from bookbag.people import queries
from bookbag.people.models import (
    Absence,
    BusyWindow,
    DutyTurn,
    EmergencyRota,
    StaffMember,
    StaffRole,
    WorkingPattern,
)
from bookbag.people.models import hours as timetable
from bookbag.policy import availability
from bookbag.policy.availability import Busy, Contracted, Hours, Pattern, Stretch, Weekly
from bookbag.policy.calendar import Calendar
from bookbag.policy.permissions import Role
from bookbag.policy.posts import roles_of
from bookbag.policy.rules.words import Post
from bookbag.schools.models import School

WEEKDAYS = timetable.WEEKDAYS
Engagement = timetable.Engagement
ENGAGEMENTS = Engagement.choices


def hours_of(
    school: School, staff: Iterable[UUID], *, calendar: Calendar, lessons: tuple[Weekly, ...], today: date
) -> dict[UUID, Hours]:
    """When each of these people is in and can be reached, from this day on, in three queries.

    `lessons` are those of the packs that bind the school (`policy.availability.lessons`); they hold for its teachers.
    """
    ids = list(staff)
    absences: dict[UUID, list[availability.Absence]] = {}
    for away in Absence.objects.filter(school=school, staff_id__in=ids, last_day__gte=today).order_by("first_day"):
        value = availability.Absence(away.first_day, away.last_day, away.stand_in_id)
        absences.setdefault(away.staff_id, []).append(value)
    busy, weekly = _engagements(school, ids, calendar.zone, today)
    return {
        member: Hours(
            calendar,
            Pattern(school.office_hours if in_office else school.core_hours, tuple(own)),
            tuple(absences.get(member, ())),
            tuple(busy.get(member, ())),
            (*(lessons if teaches else ()), *weekly.get(member, ())),
        )
        for member, teaches, in_office, own in _patterns(school, ids, today)
    }


def _patterns(school: School, ids: list[UUID], today: date) -> list[tuple[UUID, bool, bool, list[Contracted]]]:
    """For each of these people: whether they teach, whether they are the office's, and the hours of their own."""
    held = StaffRole.objects.filter(queries.held_on(today), school=school, staff_id=OuterRef("id"))
    lines = StaffMember.objects.filter(school=school, id__in=ids).annotate(
        teaches=Exists(held.filter(role=Role.TEACHER)), in_office=Exists(held.filter(role=Role.OFFICE))
    )
    own = [f"patterns__{name}" for name in ("weekday", "starts", "ends", "from_day", "until_day")]
    found: dict[UUID, tuple[UUID, bool, bool, list[Contracted]]] = {}
    for member, teaches, in_office, weekday, starts, ends, first, last in lines.values_list(
        "id", "teaches", "in_office", *own
    ):
        known = found.setdefault(member, (member, teaches, in_office, []))
        if starts is not None:
            known[3].append(Contracted(weekday, Stretch(starts, ends), first, last))
    return list(found.values())


def _engagements(
    school: School, ids: list[UUID], zone: ZoneInfo, today: date
) -> tuple[dict[UUID, list[Busy]], dict[UUID, list[Weekly]]]:
    """What keeps each of these people busy: on single days, and each week."""
    busy: dict[UUID, list[Busy]] = {}
    weekly: dict[UUID, list[Weekly]] = {}
    windows = BusyWindow.objects.filter(Q(day=None) | Q(day__gte=today), school=school, staff_id__in=ids)
    for each in windows.order_by("starts"):
        if each.day:
            starts, ends = (datetime.combine(each.day, at, zone) for at in (each.starts, each.ends))
            busy.setdefault(each.staff_id, []).append(Busy(starts, ends, each.what))
        elif each.weekday is not None:
            lessons = each.what == Engagement.TEACHING
            value = Weekly(each.weekday, Stretch(each.starts, each.ends), each.what, lessons=lessons)
            weekly.setdefault(each.staff_id, []).append(value)
    return busy, weekly


def patterns_of(school_id: int, staff_id: UUID, *, today: date) -> list[WorkingPattern]:
    """The hours of their own that somebody has now or later, in the order of the week."""
    own = WorkingPattern.objects.filter(
        Q(until_day=None) | Q(until_day__gte=today), school_id=school_id, staff_id=staff_id
    )
    return list(own.order_by("from_day", "weekday", "starts"))


def absences_of(school_id: int, staff_id: UUID, *, today: date) -> list[Absence]:
    """When somebody is away now or later, and who stands in."""
    away = Absence.objects.filter(school_id=school_id, staff_id=staff_id, last_day__gte=today)
    return list(away.select_related("stand_in").order_by("first_day", "id"))


def engagements_of(school_id: int, staff_id: UUID, *, today: date) -> list[BusyWindow]:
    """What keeps somebody busy: each week first, then on the days to come."""
    windows = BusyWindow.objects.filter(Q(day=None) | Q(day__gte=today), school_id=school_id, staff_id=staff_id)
    return list(windows.order_by(F("day").asc(nulls_first=True), "weekday", "starts"))


def emergency_rota(school_id: int, *, on: date) -> list[EmergencyRota]:
    """Those who have accepted to be alerted in emergencies, for a day, by name."""
    accepted = EmergencyRota.objects.filter(
        Q(until_day=None) | Q(until_day__gte=on), school_id=school_id, from_day__lte=on, staff__left_on=None
    )
    return list(accepted.select_related("staff").order_by("staff__sort_key", "id"))


def emergencies_to_come(school_id: int, *, today: date) -> list[EmergencyRota]:
    """What people have accepted for later days, by day."""
    coming = EmergencyRota.objects.filter(school_id=school_id, from_day__gt=today, staff__left_on=None)
    return list(coming.select_related("staff").order_by("from_day", "staff__sort_key"))


def emergencies_accepted_by(school_id: int, staff_id: UUID, *, today: date) -> list[EmergencyRota]:
    """For which days from today on somebody has accepted emergencies."""
    own = EmergencyRota.objects.filter(
        Q(until_day=None) | Q(until_day__gte=today), school_id=school_id, staff_id=staff_id
    )
    return list(own.order_by("from_day"))


def duty_turns(school_id: int, *, today: date) -> list[DutyTurn]:
    """Who does the work of which post, today and later."""
    turns = DutyTurn.objects.filter(school_id=school_id, last_day__gte=today, staff__left_on=None)
    return list(turns.select_related("staff").order_by("first_day", "post", "id"))


def holders_of(school_id: int, post: Post, *, on: date) -> list[StaffMember]:
    """Who fills a post on a day: those whose turn it is, else those who have the role; by name."""
    members = queries.staff_in_order(school_id)
    turns = DutyTurn.objects.filter(school_id=school_id, post=post, first_day__lte=on, last_day__gte=on)
    if on_turn := list(members.filter(id__in=turns.values("staff_id"))):
        return on_turn
    held = StaffRole.objects.filter(queries.held_on(on), school_id=school_id, role__in=list(roles_of(post)))
    return list(members.filter(id__in=held.values("staff_id")))
