"""Nothing stays with nobody: after an hour of office time in which no one took a case the office is told, then the head."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bookbag.desk import about, colleagues
from bookbag.desk.actions import routing, telling
from bookbag.desk.colleagues import Staff
from bookbag.desk.models import Case, Routed, Unowned
from bookbag.desk.models.case import WAITING
from bookbag.desk.wording import routed as wording
from bookbag.policy import worktime
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.policy.rules.words import Post
from bookbag.policy.values import Category
from bookbag.record import queries as record
from bookbag.schools import locks, tenancy
from bookbag.schools import queries as schools
from bookbag.schools.models import School

TASK = "desk.unowned"


def schools_to_look_at(school_ids: Sequence[int], *, now: datetime) -> list[int]:
    """At which of these schools something lies that nobody has, or that went to a post and was not opened."""
    if not school_ids:
        return []
    with tenancy.atomic(schools=tuple(school_ids), sight=Sight.SAFEGUARDING):
        lying = Routed.objects.filter(school_id__in=school_ids, seen_at=None, escalated_at=None, escalate_at__lte=now)
        found = (_nobodys(Q(school_id__in=school_ids), known=False), _to_tell(Q(school_id__in=school_ids), now), lying)
        return sorted({one for rows in found for one in rows.order_by().values_list("school_id", flat=True).distinct()})


def see_to(school_id: int, *, now: datetime) -> None:
    """Look at what nobody has at a school, and tell who is to be told by now."""
    by, of_school = process("routing", school_id), Q(school_id=school_id)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        locks.hold(school_id, TASK)
        school = School.objects.get(id=school_id)
        calendar = schools.calendar_of(school)
        office = replace(calendar, opens=school.office_opens, closes=school.office_closes)
        taken = Unowned.objects.filter(of_school).exclude(case__in=_nobodys(of_school).values("id"))
        taken.delete()
        Unowned.objects.bulk_create(_rows(_nobodys(of_school, known=False), office), ignore_conflicts=True)
        staff = colleagues.staff_of(school, now=now)
        routing.escalate(school, staff, by=by, now=now)
        due = list(_to_tell(of_school, now).select_related("case").order_by("since", "id"))
        rows = [row for row in due if not _was_taken_meanwhile(row, office)]
        for head in (False, True):
            _tell([row for row in rows if bool(row.office_told_at) is head], school, staff, head=head, by=by, now=now)
        for row in rows:
            if row.office_told_at is None:
                row.office_told_at, row.tell_at = now, _hour_after(now, office)
            else:
                row.head_told_at, row.tell_at = now, None
        Unowned.objects.bulk_update(rows, ["office_told_at", "head_told_at", "tell_at"])


def _nobodys(where: Q, *, known: bool | None = None) -> QuerySet[Case]:
    """Cases in which somebody waits for an answer and which nobody has; what is in the queue of a post until it was opened
    there has an alarm of its own, and what is sealed too.
    """
    in_queue = Routed.objects.filter(
        school_id=OuterRef("school_id"), case_id=OuterRef("id"), escalate_at__isnull=False, seen_at=None
    )
    cases = Case.objects.filter(where, owner=None, is_open=True, state__in=WAITING, sight__lt=Sight.SAFEGUARDING)
    cases = cases.exclude(category=Category.SPAM_OR_MARKETING).exclude(Exists(in_queue))
    if known is None:
        return cases
    rows = Unowned.objects.filter(school_id=OuterRef("school_id"), case_id=OuterRef("id"))
    return cases.filter(Exists(rows)) if known else cases.exclude(Exists(rows))


def _to_tell(where: Q, now: datetime) -> QuerySet[Unowned]:
    return Unowned.objects.filter(where, tell_at__lte=now)


def _rows(cases: Iterable[Case], office: Calendar) -> list[Unowned]:
    rows = []
    for case in cases:
        since = _since(case)
        rows.append(
            Unowned(
                school_id=case.school_id, sight=case.sight, case=case, since=since, tell_at=_hour_after(since, office)
            )
        )
    return rows


def _was_taken_meanwhile(row: Unowned, office: Calendar) -> bool:
    """Whether somebody had the case after all since it was first seen here; its hour runs from when they gave it up."""
    since = _since(row.case)
    if since <= row.since:
        return False
    row.since, row.tell_at, row.office_told_at = since, _hour_after(since, office), None
    row.save(update_fields=["since", "tell_at", "office_told_at"])
    return True


def _since(case: Case) -> datetime:
    return max(record.last_given(case.id, school_id=case.school_id) or case.opened_at, case.last_message_at)


def _hour_after(at: datetime, office: Calendar) -> datetime | None:
    try:
        return worktime.later(at, routing.HOUR, office)
    except OutsideCalendar:
        return None


def _tell(rows: Sequence[Unowned], school: School, staff: Staff, *, head: bool, by: Actor, now: datetime) -> None:
    """One note to each, of all that is theirs to hear of."""
    told: dict[UUID, list[Case]] = {}
    for row in rows:
        posts = (Post.HEAD,) if head else (Post.OFFICE, Post.HEAD)
        apart = about.apart_of(school.id, [row.case_id], staff.members).get(row.case_id, ())
        for one in staff.seeing(row.sight, apart=apart).filling(*posts):
            told.setdefault(one, []).append(row.case)
    for one, cases in told.items():
        notice = wording.nobody_has(
            staff.members[one].name,
            [routing.link(school, case) for case in cases],
            hours=2 if head else 1,
            school_name=school.name,
        )
        telling.tell(school, staff, one, notice, cases, stage="nobodys", by=by, now=now)
