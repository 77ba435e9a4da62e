"""Alerting of concerns until a safeguarding lead has each: at once, and every quarter of an hour to more people."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from bookbag.desk import about, colleagues
from bookbag.people import presence
from bookbag.policy import concerning
from bookbag.policy.calendar import Calendar
from bookbag.policy.concerning import Reachable
from bookbag.policy.english import listed
from bookbag.policy.permissions import Actor, Role, Sight, process
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.safeguarding import queries, wording
from bookbag.safeguarding.actions import telling
from bookbag.safeguarding.actions.telling import Addressee
from bookbag.safeguarding.models import Alert, Concern, State
from bookbag.schools import locks, tenancy
from bookbag.schools import queries as schools
from bookbag.schools.models import School

if TYPE_CHECKING:
    from bookbag.desk.colleagues import Colleague, Staff

TASK = "safeguarding.alert"


def alert(school_id: int, *, now: datetime) -> int:
    """Alert of every concern that nobody has and whose time has come. Returns how many people were told."""
    by = process("safeguarding", school_id)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        locks.hold(school_id, TASK)
        due = Concern.objects.select_for_update(of=("self",), no_key=True).filter(
            school_id=school_id, state=State.WAITING, look_at__lte=now
        )
        return alert_of(list(due.order_by("sent_at", "id")), by=by, now=now)


def alert_of(concerns: list[Concern], *, by: Actor, now: datetime) -> int:
    """One round for each of these concerns. Whoever is alerted of several gets one note."""
    if not concerns:
        return 0
    school = School.objects.get(id=by.school_id)
    staff = colleagues.staff_of(school, now=now)
    calendar = schools.calendar_of(school)
    hours = _in_school(school, calendar, now)
    reached: dict[UUID, list[Concern]] = {}
    apart = about.apart_of(school.id, [each.case_id for each in concerns if each.case_id], staff.members)
    for each in concerns:
        kept_from = apart.get(each.case_id, frozenset()) if each.case_id else frozenset()
        there = _reachable(school, staff, kept_from, calendar=calendar, now=now)
        for one in concerning.told(each.rounds, there, in_school=hours):
            reached.setdefault(one, []).append(each)
        each.rounds, each.look_at = each.rounds + 1, concerning.again(now)
    Concern.objects.bulk_update(concerns, ["rounds", "look_at"])
    for one, some in reached.items():
        _tell(school, staff, staff.members[one], some, by=by, now=now)
    return len(reached)


def _in_school(school: School, calendar: Calendar, now: datetime) -> bool:
    local = now.astimezone(calendar.zone)
    return calendar.why_no_session(local.date()) is None and school.opens <= local.time() < school.closes


def _reachable(
    school: School, staff: "Staff", apart: Iterable[UUID], *, calendar: Calendar, now: datetime
) -> Reachable:
    holding = {
        role: [one for one, member in staff.members.items() if role in member.roles]
        for role in (Role.HEAD, *queries.LEADS)
    }
    rota = presence.emergency_rota(school.id, on=now.astimezone(calendar.zone).date())
    return Reachable(
        leads=[*holding[Role.DSL], *holding[Role.DEPUTY_DSL]],
        heads=holding[Role.HEAD],
        rota=[each.staff_id for each in rota if each.staff_id in staff.members],
        now=[one for one, hours in staff.hours.items() if hours.may_be_reached(now)],
        apart=frozenset(apart),
    )


def _tell(
    school: School, staff: "Staff", member: "Colleague", concerns: list[Concern], *, by: Actor, now: datetime
) -> None:
    """Send one note, where there is an address, and keep who was alerted of what."""
    rows = [
        Alert(school_id=school.id, concern=each, staff_id=member.id, at=now, round=each.rounds) for each in concerns
    ]
    Alert.objects.bulk_create(rows)
    for each in concerns:
        note(
            Kind.CONCERN_ALERTED,
            by=by,
            now=now,
            thing="concern",
            thing_id=each.id,
            sight=each.sight,
            to=str(member.id),
            round=each.rounds,
        )
    numbers = telling.numbers_of(school)
    if member.roles & frozenset(queries.LEADS):
        link = f"{settings.PUBLIC_URL}/{school.slug}/concerns"
        notice = wording.to_lead(member.name, link=link, school_name=school.name, numbers=numbers)
    else:
        leads = [one.name for one in staff.members.values() if one.roles & frozenset(queries.LEADS)]
        notice = wording.to_other(member.name, leads=listed(leads), school_name=school.name, numbers=numbers)
    telling.tell(school, Addressee(member.id, member.name, member.email), notice, by=by, now=now)
