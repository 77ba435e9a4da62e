"""Urgent calls: whom they are put through to, who is alerted where that fails, who takes them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from bookbag.channels.email import can_reach
from bookbag.desk import colleagues, transitions, urgent
from bookbag.desk.actions import cases, duties, reminding
from bookbag.desk.acts import KEEPS
from bookbag.desk.models import Call, CallAlert, Case, CaseEvent
from bookbag.desk.models.call import Why
from bookbag.desk.models.case import EventKind, State
from bookbag.desk.wording import urgent_call
from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import queries as people
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Channel
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School


def see_to(call: Call, *, by: Actor, now: datetime) -> list[CallAlert]:
    """Alert of an urgent call that was noted just now, where it cannot simply be put through.

    Whom it is for is alerted, or where they teach or are away whoever stands in (NWC-019). Where nobody can take it now,
    all senior members are (WYT-074).
    """
    school = School.objects.get(id=call.school_id)
    those = urgent.around(call, school, now=now)
    if those.is_missed and those.stand_in:
        return alert(call.case, [those.stand_in], Why.STANDS_IN, by=by, now=now)
    if those.whom and not those.is_missed:
        return alert(call.case, [those.whom], Why.URGENT, by=by, now=now)
    if not those.free & {*those.seniors}:
        return alert(call.case, those.seniors, Why.URGENT, by=by, now=now)
    return []


def not_put_through(call: Call, *, by: Actor, now: datetime) -> list[CallAlert]:
    """Say that nobody could take it: it is a message now, and every senior member is alerted until one has it."""
    with tenancy.atomic():
        kept = _lock(call)
        those = urgent.around(kept, School.objects.get(id=kept.school_id), now=now)
        return alert(kept.case, those.seniors, Why.URGENT, by=by, now=now)


def alert(case: Case, staff: Iterable[UUID], why: Why, *, by: Actor, now: datetime) -> list[CallAlert]:
    """Alert these people, each once: on top of their pages, and by an e-mail that says nothing of what it is."""
    there = CallAlert.objects.filter(school_id=case.school_id, case=case, why=why)
    told = set(there.values_list("staff_id", flat=True))
    rows = [
        CallAlert(school_id=case.school_id, sight=case.sight, case=case, staff_id=one, why=why, at=now)
        for one in dict.fromkeys(staff)
        if one not in told
    ]
    CallAlert.objects.bulk_create(rows)
    school = School.objects.get(id=case.school_id)
    members = colleagues.members_of(school, today=timezone.localdate(now)) if rows else {}
    for row in rows:
        note(
            Kind.CALL_ALERTED,
            by=by,
            now=now,
            thing="case",
            thing_id=case.id,
            sight=case.sight,
            to=str(row.staff_id),
            why=str(why),
        )
        member = members.get(row.staff_id)
        if member and can_reach(member.email):
            link = f"{settings.PUBLIC_URL}/{school.slug}/today"
            notice = urgent_call.alert(member.name, why=why, link=link, school_name=school.name)
            reminding.send_note(school, member, notice, sight=case.sight, by=by, now=now)
    return rows


def put_through(call: Call, to: UUID, *, by: Actor, now: datetime) -> Call:
    """Say to whom the caller was put through. They have spoken: nobody owes a call back. Raises `Stale` where it is had."""
    with tenancy.atomic():
        kept = _lock(call)
        member = people.staff_member(kept.school_id, to)
        if member is None:
            raise Invalid(fields={"to": "Choose somebody who works at the school."})
        kept.put_through_to, kept.put_through_at = member, now
        kept.had_by, kept.had_at = member, now
        kept.save(update_fields=["put_through_to", "put_through_at", "had_by", "had_at"])
        over(kept.case, now=now)
        note(
            Kind.CALL_PUT_THROUGH,
            by=by,
            now=now,
            thing="case",
            thing_id=kept.case_id,
            sight=kept.sight,
            to=str(member.id),
        )
        case = cases.assign(kept.case, to=member.id, by=by, now=now)
        CaseEvent.objects.create(
            school_id=case.school_id,
            sight=case.sight,
            case=case,
            kind=EventKind.SPOKEN,
            at=now,
            channel=Channel.PHONE,
            reason=f"Put through to {member.name}",
        )
        duties.meet(case, *KEEPS[EventKind.SPOKEN], at=now, by=by, now=now)
        if case.state != State.CLOSED and not duties.has_open(case):
            transitions.move_case(case, "answer")
        case.save()
        return kept


def take(alert_id: UUID, *, by: Actor, now: datetime) -> CallAlert:
    """Take what one was alerted to: it goes from everybody's page, and it is written down who took it and when.

    Raises `NotFound` for whoever was not alerted, and `Stale` where somebody else has it.
    """
    with tenancy.atomic():
        mine = CallAlert.objects.filter(school_id=by.school_id, id=alert_id, staff_id=by.person).first()
        if mine is None:
            raise NotFound
        call = Call.objects.select_for_update().get(school_id=by.school_id, case_id=mine.case_id)
        mine.refresh_from_db()
        if mine.over_at:
            raise Stale
        if mine.why == Why.COLLECTION:
            CallAlert.objects.filter(
                school_id=by.school_id, case_id=mine.case_id, why=Why.COLLECTION, over_at=None
            ).update(over_at=now)
        else:
            call.had_by_id, call.had_at = by.person, now
            call.save(update_fields=["had_by", "had_at"])
            over(mine.case, now=now)
            cases.assign(mine.case, to=by.person, by=by, now=now)
        note(Kind.CALL_HAD, by=by, now=now, thing="case", thing_id=mine.case_id, sight=mine.sight)
        return mine


def over(case: Case, *, now: datetime) -> None:
    """Nobody has to be told of a call any more: somebody has it. Who collects a child is another matter."""
    rows = CallAlert.objects.filter(school_id=case.school_id, case=case, over_at=None)
    rows.exclude(why=Why.COLLECTION).update(over_at=now)


def _lock(call: Call) -> Call:
    kept = (
        Call.objects.select_for_update(of=("self",))
        .select_related("case", "for_whom")
        .get(school_id=call.school_id, id=call.id)
    )
    if kept.had_at:
        raise Stale
    return kept
