"""Leavers: said with a day and who takes over, ended on that day or at once, and back again; what hangs on them goes on.

Cases and what is written in them are the desk's to hand over: desk.actions.handing_over calls here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from bookbag.errors import Denied, Invalid, NotFound, Stale
from bookbag.people import leaving, queries
from bookbag.people.leaving import NOBODY, Line, of_class
from bookbag.people.models import Absence, DutyTurn, EmergencyRota, Leaving, StaffMember, StaffRole
from bookbag.policy.permissions import OVER_THE_HEAD, Act, Actor, Role, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.actions import logins


@dataclass(frozen=True, slots=True)
class Plan:
    """When somebody goes, and who takes what. `takers` says whom for each line that does not go to `takes_over`."""

    last_day: date
    takes_over: UUID
    at_once: bool = False
    takers: Mapping[str, str] = field(default_factory=dict)


def say(staff_id: UUID, plan: Plan, *, by: Actor, now: datetime, today: date) -> Leaving:
    """Say when somebody stops working here and who takes over; where it is at once, or their day is over, end it now.

    Said once more, the new plan stands in place of the old one. Raises `Invalid` for a taker who does not work here.
    """
    with tenancy.atomic():
        member = _locked(staff_id, by)
        may_end(member, by=by, today=today, at_once=plan.at_once)
        named = {plan.takes_over, *(UUID(taker) for taker in plan.takers.values() if taker != NOBODY)}
        if member.id in named or not all(leaving.works_here(by.school_id, each) for each in named):
            raise Invalid(fields={"takes_over": "Choose colleagues who stay at the school."})
        said, _ = Leaving.objects.update_or_create(
            school_id=by.school_id,
            staff=member,
            returned_at=None,
            defaults={
                "takes_over_id": plan.takes_over,
                "takers": dict(plan.takers),
                "said_by_id": by.staff_id,
                "said_at": now,
            },
        )
        decided(member)
        if member.left_on is None:
            member.last_day = plan.last_day
            member.save(update_fields=["last_day"])
        note(Kind.LEAVING_SAID, by=by, now=now, thing="staff", thing_id=member.id, last_day=plan.last_day.isoformat())
        if said.ended_at is None and (plan.at_once or plan.last_day < today):
            end(said, by=by, now=now, today=today)
        return said


def take_back(staff_id: UUID, *, by: Actor, now: datetime, today: date) -> None:
    """Say that somebody stays after all, whoever said that they go: a colleague, or the school's directory of whoever leads.

    Raises `Stale` where they have left or nobody said that they would.
    """
    with tenancy.atomic():
        member = _locked(staff_id, by)
        may_end(member, by=by, today=today)
        said = Leaving.objects.filter(school_id=by.school_id, staff=member, ended_at=None, returned_at=None)
        in_directory = decided(member)
        if not said.delete()[0] and not in_directory:
            raise Stale
        member.last_day = None
        member.save(update_fields=["last_day"])
        note(Kind.LEAVING_TAKEN_BACK, by=by, now=now, thing="staff", thing_id=member.id)


def decided(member: StaffMember) -> bool:
    """Take note that a person has said what holds, or the directory itself, where it said that somebody is gone who leads."""
    said = member.gone_in_directory_at is not None
    if said:
        member.gone_in_directory_at = None
        member.save(update_fields=["gone_in_directory_at"])
    return said


def may_end(member: StaffMember, *, by: Actor, today: date, at_once: bool = False) -> None:
    """Leave to say that somebody goes. Raises `Denied`: those who lead are the head's to end, and nobody shuts themselves out."""
    may(by, Act.KEEP_STAFF, Standing(school_id=by.school_id)).require()
    if by.staff_id is None:
        return
    if member.id == by.staff_id:
        if at_once:
            raise Denied("You cannot end your own sign-in at once. Say your last day, or ask a colleague.")
        return
    over = leaving.leading(by.school_id, today=today, roles=OVER_THE_HEAD)
    if member.left_on is None and over.filter(staff=member).exists():
        raise Denied("Whoever runs Bookbag first ends their role in the trust, as chair or as clerk.")
    if leads(member, today=today) and Role.HEAD not in by.roles:
        raise Denied("The headteacher says when somebody goes who leads the school or sees what is kept from others.")


def leads(member: StaffMember, *, today: date) -> bool:
    """Whether somebody leads the school or sees more than others, today or from a day to come."""
    return leaving.leading(member.school_id, today=today).filter(staff=member).exists()


def roles_of(member: StaffMember, *, today: date) -> frozenset[Role]:
    """What somebody is on this day."""
    held = StaffRole.objects.filter(queries.held_on(today), school_id=member.school_id, staff=member)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def end(said: Leaving, *, by: Actor, now: datetime, today: date) -> None:
    """End somebody's place at the school: nothing of it opens to them from this moment on.

    Their login ends with it, and every session, unless it opens another school as well.
    """
    with tenancy.atomic():
        member = StaffMember.objects.select_for_update(no_key=True).get(school_id=by.school_id, id=said.staff_id)
        decided(member)
        member.left_on = min(member.last_day or today, today)
        member.last_day = member.last_day or today
        member.save(update_fields=["left_on", "last_day"])
        said.ended_at = now
        said.save(update_fields=["ended_at"])
        _end_roles(member)
        accepted = EmergencyRota.objects.filter(school_id=by.school_id, staff=member)
        accepted.filter(from_day__gt=member.left_on).delete()
        accepted.filter(Q(until_day=None) | Q(until_day__gt=member.left_on)).update(until_day=member.left_on)
        closed = member.user_id is not None and not works_elsewhere(member)
        if member.user_id is not None and closed:
            logins.close(member.user_id)
        note(Kind.STAFF_LEFT, by=by, now=now, thing="staff", thing_id=member.id, login_ended=closed)


def _end_roles(member: StaffMember) -> None:
    roles = StaffRole.objects.filter(school_id=member.school_id, staff=member)
    roles.filter(starts_on__gt=member.left_on).delete()
    roles.filter(Q(ends_on=None) | Q(ends_on__gt=member.left_on)).update(ends_on=member.left_on)


def works_elsewhere(member: StaffMember) -> bool:
    """Whether somebody's login opens another school as well."""
    if member.user_id is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("select people_works_elsewhere(%s, %s)", [member.user_id, member.school_id])
        return bool(cursor.fetchone()[0])


def let_go(member: StaffMember, *, by: Actor, now: datetime, today: date) -> None:
    """End somebody's place here at once, without a word on who takes over: a person says that afterwards."""
    with tenancy.atomic():
        said, _ = Leaving.objects.get_or_create(
            school_id=by.school_id, staff=member, returned_at=None, defaults={"said_at": now}
        )
        if said.ended_at is None:
            end(said, by=by, now=now, today=today)


def come_back(member: StaffMember, *, by: Actor, now: datetime, today: date) -> None:
    """Let somebody who left work here again, without the roles that they had: those are given anew."""
    with tenancy.atomic():
        roles = StaffRole.objects.filter(school_id=by.school_id, staff=member)
        roles.filter(starts_on__gte=today).delete()
        roles.filter(Q(ends_on=None) | Q(ends_on__gte=today)).update(ends_on=today - timedelta(days=1))
        Leaving.objects.filter(school_id=by.school_id, staff=member, returned_at=None).update(returned_at=now)
        member.last_day = member.left_on = member.forgotten_at = None
        member.save(update_fields=["last_day", "left_on", "forgotten_at"])
        if member.user_id is not None:
            logins.open_again(member.user_id)
        note(Kind.STAFF_RETURNED, by=by, now=now, thing="staff", thing_id=member.id)


def taker(said: Leaving, line: str) -> UUID | None:
    """To whom a line goes, of those who work here today; None for nobody."""
    named = said.takers.get(line)
    if named == NOBODY:
        return None
    if named and leaving.works_here(said.school_id, UUID(named)):
        return UUID(named)
    if leaving.works_here(said.school_id, said.takes_over_id):
        return said.takes_over_id
    return leaving.successor(said.school_id, said.takes_over_id) if said.takes_over_id else None


def hand_over(said: Leaving, *, today: date) -> dict[str, int]:
    """Give on what hangs on a leaver in people's lists, as was decided; how much of each line."""
    school, leaver = said.school_id, said.staff_id
    if said.takes_over_id is None:
        return {}
    with tenancy.atomic():
        given: dict[str, int] = {}
        for group in leaving.classes_of(school, leaver):
            group.teacher_id = taker(said, of_class(group.id))
            group.save(update_fields=["teacher"])
            given["classes"] = given.get("classes", 0) + 1
        own = {"school_id": school, "staff_id": leaver, "last_day__gte": today}
        turns = DutyTurn.objects.filter(**own)
        others = Absence.objects.filter(school_id=school, stand_in_id=leaver, last_day__gte=today)
        instead, stand_in = taker(said, Line.TURNS), taker(said, Line.STAND_INS)
        given["turns"] = turns.update(staff_id=instead) if instead else turns.delete()[0]
        # Nobody stands in for themselves, or leads themselves: there it is nobody's.
        own_absence = others.filter(staff_id__in=[stand_in] if stand_in else [])
        given["stand_ins"] = own_absence.update(stand_in=None) + others.update(stand_in_id=stand_in)
        led = StaffMember.objects.filter(school_id=school, manager_id=leaver)
        manager = taker(said, Line.LED)
        own_line = led.filter(id__in=[manager] if manager else [])
        given["led"] = own_line.update(manager=None) + led.update(manager_id=manager)
        return {line: number for line, number in given.items() if number}


def _locked(staff_id: UUID, by: Actor) -> StaffMember:
    member = StaffMember.objects.select_for_update(no_key=True).filter(school_id=by.school_id, id=staff_id).first()
    if member is None:
        raise NotFound
    return member
