"""Urgent calls: who could take one now, in order, and what somebody is alerted to. Changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from bookbag.desk import about, colleagues
from bookbag.desk import queries as desk
from bookbag.desk.colleagues import Colleague, Staff
from bookbag.desk.models import Call, CallAlert, Case
from bookbag.people.models import StaffMember
from bookbag.policy.permissions import Actor, Role
from bookbag.policy.rules.words import Post
from bookbag.policy.values import Channel
from bookbag.schools.models import School
from bookbag.triage import judging
from bookbag.triage.judging import Flag

SENIORITY = (Role.HEAD, Role.SENIOR_LEADER, Role.DSL, Role.DEPUTY_DSL, Role.SENCO, Role.BUSINESS_MANAGER)
SUITS: Mapping[str, frozenset[Role]] = {
    Flag.SAFEGUARDING: frozenset({Role.DSL, Role.DEPUTY_DSL}),
    Flag.SEN: frozenset({Role.SENCO}),
    "payment": frozenset({Role.BUSINESS_MANAGER}),
}
"""Whom a matter suits, by what triage makes of the caller's words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to whom an urgent call could be put through: whether they are free now, and why they are asked."""

    id: UUID
    name: str
    extension: str
    free: bool
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Around:
    """Those whom an urgent call concerns: the person it is for, who stands in for them, the seniors; and who is free."""

    staff: Staff
    whom: UUID | None
    stand_in: UUID | None
    seniors: tuple[UUID, ...]
    free: frozenset[UUID]

    @property
    def is_missed(self) -> bool:
        """Whether the person that it is for cannot be reached now."""
        return self.whom is not None and self.whom not in self.free


def around(call: Call, school: School, *, now: datetime) -> Around:
    """Who there is for an urgent call, as they are now. Whoever the case is about is not among them."""
    staff = colleagues.staff_of(school, now=now)
    apart = about.apart_of(school.id, [call.case_id], staff.members).get(call.case_id, frozenset())
    there = [one for one in staff.members if one not in apart]
    return Around(
        staff=staff,
        whom=call.for_whom_id if call.for_whom_id in there else None,
        stand_in=_stand_in(call, staff, there, now=now),
        seniors=tuple(one for one in staff.posts.get(Post.SENIOR_LEADER, ()) if one in there),
        free=frozenset(one for one in there if staff.hours[one].may_be_reached(now)),
    )


def _stand_in(call: Call, staff: Staff, there: Sequence[UUID], *, now: datetime) -> UUID | None:
    """Who stands in: on days away whom the absence names, else whoever takes urgent calls for them."""
    if call.for_whom is None or call.for_whom.id not in staff.hours:
        return None
    away = staff.hours[call.for_whom.id].absent_on(timezone.localdate(now))
    named = (away.stand_in if away else None) or call.for_whom.stand_in_id
    return named if named in there else None


def candidates(call: Call, school: School, *, now: datetime) -> list[Candidate]:
    """To whom an urgent call could be put through: who is free first, then whom it suits, then by seniority (WYT-073)."""
    those = around(call, school, now=now)
    suited = _suited(call.case)
    order: dict[UUID, tuple[int, ...]] = {}
    for one, member in those.staff.members.items():
        rank = _rank(one, member, those, suited)
        if rank is not None:
            order[one] = (one not in those.free, *rank)
    rows = {row.id: row for row in StaffMember.objects.filter(school_id=school.id, id__in=order)}
    ranked = sorted(rows.values(), key=lambda row: (order[row.id], row.sort_key))
    return [_candidate(row, those, suited, now=now) for row in ranked]


def _rank(one: UUID, member: Colleague, those: Around, suited: frozenset[Role]) -> tuple[int, ...] | None:
    """Where somebody stands among those who are free: whom it is for, who stands in, whom it suits, the rest by seniority."""
    seniority = [place for place, role in enumerate(SENIORITY) if role in member.roles]
    suits = bool(member.roles & suited)
    if one in {those.whom, those.stand_in}:
        return (0, one != those.whom, 0)
    if one in those.seniors or suits or member.roles & {Role.DSL, Role.DEPUTY_DSL}:
        return (1, not suits, min(seniority, default=len(SENIORITY)))
    return None


def _candidate(row: StaffMember, those: Around, suited: frozenset[Role], *, now: datetime) -> Candidate:
    member = those.staff.members[row.id]
    why = row.job_title
    if row.id == those.whom:
        why = "the call is for them"
    elif row.id == those.stand_in:
        why = "stands in"
    elif member.roles & suited:
        why = f"{row.job_title or 'it'}: suits what it is about".removeprefix("it: ")
    verdict = those.staff.hours[row.id].may_be_reached(now)
    return Candidate(row.id, row.name, row.extension, verdict.allowed, verdict.because, why)


def _suited(case: Case) -> frozenset[Role]:
    judged = judging.judge(Channel.PHONE, "", case.subject)
    named = {*judged.flags, judged.category}
    return frozenset().union(*(roles for what, roles in SUITS.items() if what in named))


def alerts_of(actor: Actor) -> list[CallAlert]:
    """What somebody is alerted to and nobody has, the newest first, each with its call."""
    rows = CallAlert.objects.filter(
        school_id=actor.school_id, staff_id=actor.staff_id, over_at=None, case__is_open=True
    ).select_related("case")
    return list(
        rows.prefetch_related(Prefetch("case__calls", Call.objects.select_related("for_whom"))).order_by("-at", "id")
    )


def alerted(case: Case) -> list[CallAlert]:
    """Who was alerted to a call, by name."""
    rows = CallAlert.objects.filter(school_id=case.school_id, case=case)
    return list(rows.select_related("staff").order_by("at", "staff__sort_key"))


def waiting(actor: Actor) -> list[Call]:
    """Urgent calls of the desk that nobody has taken, the oldest first; not those that stand above every page of theirs."""
    above = CallAlert.objects.filter(school_id=actor.school_id, staff_id=actor.staff_id, over_at=None).values("case")
    rows = Call.objects.filter(school_id=actor.school_id, urgent=True, had_at=None, settled_with="")
    open_ones = rows.filter(case__in=desk.seen_by(actor).values("id"), case__is_open=True, passed_to=None)
    return list(open_ones.exclude(case__in=above).select_related("case", "for_whom").order_by("at", "id"))
