"""Giving what comes in to whom the policy names, and seeing to it that nothing lies: opened within the hour, and with somebody.

Who that is is worked out in `desk.routes`. Where no route finds anybody a case is the office's, as everything is that comes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from bookbag.desk import about, colleagues, routes
from bookbag.desk.actions import duties, telling
from bookbag.desk.colleagues import Staff
from bookbag.desk.models import Case, CaseEvent, Routed
from bookbag.desk.topics import Goes
from bookbag.desk.wording import routed as wording
from bookbag.policy import worktime
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Actor
from bookbag.policy.posts import fills
from bookbag.policy.routing import Taker
from bookbag.policy.rules.words import Post
from bookbag.policy.values import Route, Sender
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queries as schools
from bookbag.schools.models import School

HOUR = timedelta(hours=1)
"""So long something may lie before the next are told."""


def on_arrival(
    event: CaseEvent,
    case: Case,
    school: School,
    packs: Sequence[Pack],
    *,
    sender: Sender,
    goes: Goes = None,
    by: Actor,
    now: datetime,
) -> Routed | None:
    """Give a case that nobody has to whom the policy names; the caller saves it. What was sent somewhere stays there."""
    found = [] if case.owner_id else routes.of_event(event, case, packs, sender=sender, goes=goes)
    if not found or routes.last_of(case):
        return None
    return _follow(case, school, found, goes, by=by, now=now)


def again(case: Case, *, by: Actor, now: datetime) -> Routed | None:
    """Give a case whose category has changed to whom the policy names now; the caller saves it.

    What a colleague has stays with them: it goes on where nobody has it, or whoever says what it is, or the office.
    """
    school = School.objects.get(id=case.school_id)
    found, goes = routes.of_case(case, school)
    if not found:
        return None
    staff = colleagues.staff_of(school, now=now)
    if case.owner_id and case.owner_id != by.staff_id and case.owner_id not in staff.posts.get(Post.OFFICE, ()):
        return None
    return _follow(case, school, found, goes, staff=staff, by=by, now=now)


def _follow(
    case: Case,
    school: School,
    found: Sequence[Route],
    goes: Goes,
    *,
    staff: Staff | None = None,
    by: Actor,
    now: datetime,
) -> Routed | None:
    there = staff or colleagues.staff_of(school, now=now)
    taker = routes.taker(case, found, goes, there, now=now)
    if taker is None or (taker.staff is None and taker.post is Post.OFFICE) or taker.staff == case.owner_id is not None:
        return None
    post, clause = routes.name_of(taker, goes), taker.route.clause
    note(Kind.CASE_ROUTED, thing="case", thing_id=case.id, sight=case.sight, by=by, now=now, clause=clause, post=post)
    case.owner_id = taker.staff
    if taker.staff:
        to = str(taker.staff)
        note(Kind.CASE_ASSIGNED, thing="case", thing_id=case.id, sight=case.sight, by=by, now=now, clause=clause, to=to)
        duties.look_again(case, now=now)
    kept = Routed.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        post=post,
        clause=clause,
        staff_id=taker.staff,
        at=now,
        escalate_at=_in_an_hour(now, schools.calendar_of(school)) if _is_alerted(taker) else None,
    )
    if _is_alerted(taker):
        _alert(case, kept, taker, school, there, by=by, now=now)
    return kept


def _is_alerted(taker: Taker) -> bool:
    """Whether a post is told at once: nobody of it has the case, and the policy wants it there soon."""
    return taker.staff is None and bool(taker.route.promptly)


def _alert(case: Case, kept: Routed, taker: Taker, school: School, staff: Staff, *, by: Actor, now: datetime) -> None:
    for one in staff.seeing(case.sight).filling(taker.post):
        notice = wording.waits_for(
            staff.members[one].name, routes.in_words(kept.post), link=link(school, case), school_name=school.name
        )
        telling.tell(school, staff, one, notice, [case], stage="routed", by=by, now=now)


def _in_an_hour(at: datetime, calendar: Calendar) -> datetime | None:
    """When an hour of the school day will have passed; None where the calendar does not say."""
    try:
        return worktime.later(at, HOUR, calendar)
    except OutsideCalendar:
        return None


def opened(case: Case, *, by: Actor, now: datetime) -> None:
    """Keep that one of those to whom a case went has opened it."""
    unseen = Routed.objects.filter(school_id=case.school_id, case=case, staff=None, seen_at=None)
    for row in unseen:
        if fills(by, Post(row.post)):
            row.seen_at, row.seen_by_id = now, by.person
            row.save(update_fields=["seen_at", "seen_by"])


def escalate(school: School, staff: Staff, *, by: Actor, now: datetime) -> None:
    """Tell the head of what went to a post an hour of the school day ago and none of them has opened (SPT-033)."""
    due = Routed.objects.select_for_update(of=("self",)).filter(
        school_id=school.id, seen_at=None, escalated_at=None, escalate_at__lte=now
    )
    for row in due.select_related("case"):
        if row.case.is_open and row.case.owner_id is None:
            for one in heads(staff, row.case):
                notice = wording.not_opened(
                    staff.members[one].name,
                    routes.in_words(row.post),
                    link=link(school, row.case),
                    school_name=school.name,
                )
                telling.tell(school, staff, one, notice, [row.case], stage="escalated", by=by, now=now)
        row.escalated_at = now
        row.save(update_fields=["escalated_at"])


def heads(staff: Staff, case: Case) -> Iterable[UUID]:
    """Those who hear of a case as the head of the school, as far as they may see it."""
    apart = about.apart_of(case.school_id, [case.id], staff.members).get(case.id, ())
    return staff.seeing(case.sight, apart=apart).filling(Post.HEAD)


def link(school: School, case: Case) -> str:
    """Where a case is opened."""
    return f"{settings.PUBLIC_URL}/{school.slug}/cases/{case.id}"
