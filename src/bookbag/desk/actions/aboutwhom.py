"""Saying whether a case is about somebody who works here. What is about them leaves them at once, and goes up the ladder."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings

from bookbag.channels.email import can_reach
from bookbag.desk import about, colleagues
from bookbag.desk.actions import cases, complaint_letters, duties
from bookbag.desk.models import Ask, Case, CaseAbout, Reminder
from bookbag.desk.queries import LONDON
from bookbag.desk.wording import passed_on
from bookbag.errors import Invalid
from bookbag.outbox.actions import dispatches
from bookbag.people import queries as people
from bookbag.policy.aboutwhom import NARROW, Rung, highest, rung_of, taker
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor, Role
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import School

ABOVE = {
    Rung.HEAD: "the chair of governors",
    Rung.CHAIR: "the clerk to the governors, who brings it to the vice-chair",
    Rung.CHIEF_EXECUTIVE: "the chair of trustees",
    Rung.CHAIR_OF_TRUSTEES: "the clerk to the governors",
}


def say(case: Case, staff: Collection[UUID], *, by: Actor, now: datetime) -> Case:
    """Say whom a case is about of those who work here; nobody is an answer too.

    Whoever it is about has it no longer and hears of it no more, and neither does what was joined into it. Raises
    `Invalid` for somebody who does not work here, and where nobody stands above them to whom it could go.
    """
    with tenancy.atomic():
        kept = cases.lock(case)
        roles = {
            member.id: frozenset(held)
            for member, held in people.staff_with_roles(kept.school_id, today=now.astimezone(LONDON).date())
        }
        persons = frozenset(staff)
        if persons - roles.keys():
            raise Invalid(fields={"staff": "Choose somebody who works at the school."})
        _write(kept, {one: rung_of(roles[one]) for one in persons}, by=by, now=now)
        note(Kind.ABOUT_SAID, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight, people=len(persons))
        if persons:
            _pass_on(kept, roles, persons, by=by, now=now)
        _tell_no_more(kept, roles)
        return kept


def carry(case: Case, into: Case) -> None:
    """What is about somebody stays about them when it becomes part of another case, and takes that one with it."""
    rows = CaseAbout.objects.filter(school_id=case.school_id, case__in=[case.id, into.id])
    both = [
        CaseAbout(
            school_id=into.school_id,
            sight=target.sight,
            case=target,
            staff_id=row.staff_id,
            rung=row.rung,
            said_by_id=row.said_by_id,
            said_at=row.said_at,
        )
        for row in rows
        for target in (case, into)
    ]
    CaseAbout.objects.bulk_create(both, ignore_conflicts=True)
    if both:
        persons = {row.staff_id for row in both}
        for target in (case, into):
            target.is_about_staff = True
            target.owner_id = None if target.owner_id in persons else target.owner_id
            target.save(update_fields=["is_about_staff", "owner"])


def _write(case: Case, rungs: Mapping[UUID, Rung], *, by: Actor, now: datetime) -> None:
    together = cases.with_joined(case)
    own = {"school_id": case.school_id, "case_id__in": together}
    CaseAbout.objects.filter(**own).exclude(staff_id__in=rungs).delete()
    CaseAbout.objects.bulk_create(
        [
            CaseAbout(
                school_id=case.school_id,
                sight=case.sight,
                case_id=one,
                staff_id=staff,
                rung=rung,
                said_by_id=by.staff_id,
                said_at=now,
            )
            for one in together
            for staff, rung in rungs.items()
        ],
        ignore_conflicts=True,
    )
    case.is_about_staff = bool(rungs)
    Case.objects.filter(school_id=case.school_id, id__in=together).update(is_about_staff=bool(rungs))


def _pass_on(
    case: Case, roles: Mapping[UUID, frozenset[Role]], persons: frozenset[UUID], *, by: Actor, now: datetime
) -> None:
    """Give the case to whoever stands above those it is about, unless somebody has it who may.

    A complaint that the policy sends to those who lead waits for one of them to take it.
    """
    rung = highest(rung_of(roles[one]) for one in persons)
    if case.owner_id and case.owner_id not in persons and rung not in NARROW:
        return
    if case.owner_id is None and rung not in NARROW and complaint_letters.goes_to_leaders(case):
        return
    to = taker(rung, roles, about=persons)
    if to is None and (rung in NARROW or case.owner_id in persons):
        above = ABOVE.get(rung, "the headteacher")
        raise Invalid(
            f"This goes to {above}, and nobody is entered as that. Enter them under Staff first, or hand it to them on"
            " paper and leave this as it is."
        )
    if to is None or to == case.owner_id:
        return
    case.owner_id = to
    case.save(update_fields=["owner"])
    duties.look_again(case, now=now)
    note(Kind.CASE_ASSIGNED, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight, to=str(to))
    _tell(case, to, by=by, now=now)


def _tell_no_more(case: Case, roles: Mapping[UUID, frozenset[Role]]) -> None:
    """Take back what those who are kept from it were still to be told or asked."""
    together = cases.with_joined(case)
    for case_id, apart in about.apart_of(case.school_id, together, roles).items():
        untold = Reminder.objects.filter(school_id=case.school_id, told_at=None, staff_id__in=apart)
        untold.filter(duty__case_id=case_id).delete()
        untold.filter(case_id=case_id).delete()
        asks = Ask.objects.filter(school_id=case.school_id, answer=None, colleague_id__in=apart)
        asks.filter(question__case_id=case_id).delete()


def _tell(case: Case, to: UUID, *, by: Actor, now: datetime) -> None:
    """Write to whoever has it now, in their hours where they keep any. The note says where it is and not what."""
    school = School.objects.get(id=case.school_id)
    member = people.staff_in_order(case.school_id).get(id=to)
    if not can_reach(member.email):
        return
    hours = colleagues.staff_of(school, now=now).hours.get(to)
    link = f"{settings.PUBLIC_URL}/{school.slug}/cases/{case.id}"
    notice = passed_on.notice(member.name, link=link, school_name=school.name)
    words = Words("email", notice.subject, notice.body, (member.email,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=dispatches.TO_STAFF),
        about=member.id,
        sight=case.sight,
        to_name=member.name,
        to_address=member.email,
        from_name=school.name,
        from_address=school.email,
        token=tokens.issue(school.id, member.id),
        automatic=True,
        by=by,
        now=now,
        not_before=(hours.next_reached(now) if hours else None) or now,
    )
