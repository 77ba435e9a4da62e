"""What is late at a school, with whom, and who has been told of it. Names nobody's family to who may not see the case."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from bookbag.desk import queries
from bookbag.desk.models import CaseEvent, Duty, Reminder
from bookbag.desk.models.case import EventKind
from bookbag.desk.models.duty import State
from bookbag.desk.models.reminder import Stage
from bookbag.desk.queries import Place
from bookbag.outbox import queries as outbox
from bookbag.people import queries as people
from bookbag.policy.permissions import Actor, Role
from bookbag.policy.posts import fills
from bookbag.policy.rules.words import Post

LONDON = ZoneInfo("Europe/London")
PAGE = 50
NOBODY = "nobody"
OTHERS = "others"
GROUPS: dict[str, tuple[str, frozenset[Role]]] = {
    "leaders": ("Senior leaders", frozenset({Role.HEAD, Role.SENIOR_LEADER, Role.BUSINESS_MANAGER})),
    "safeguarding": ("Safeguarding leads", frozenset({Role.DSL, Role.DEPUTY_DSL})),
    "office": ("The office", frozenset({Role.OFFICE, Role.ATTENDANCE})),
    "pastoral": ("Pastoral staff and the SENCO", frozenset({Role.SENCO, Role.PASTORAL})),
    "teachers": ("Teachers", frozenset({Role.TEACHER, Role.SUPPLY})),
}
"""In whose hands something is, in the order in which somebody with several roles is counted."""
LABELS = {name: label for name, (label, _) in GROUPS.items()} | {OTHERS: "Others", NOBODY: "Nobody"}


@dataclass(frozen=True, slots=True)
class Told:
    """That somebody was told, when, and whether the note came through."""

    staff_id: UUID
    name: str
    at: datetime
    failed: bool


@dataclass(frozen=True, slots=True)
class Board:
    """One page of what is late, the longest first, and where the next page starts."""

    rows: list[Duty]
    next: Place | None


def board(actor: Actor, *, now: datetime, group: str = "", after: Place | None = None) -> Board:
    """What is late at the school, as far as the actor may see it; with a `group`, what those people have."""
    late = _late(actor, now)
    if group:
        late = late.filter(_with(actor.school_id, group, now))
    if after:
        late = late.filter(TupleGreaterThan(Tuple("due", "id"), (after.due, after.id)))
    rows = list(late.select_related("case__owner").order_by("due", "id")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Board(rows[:PAGE], Place(last.due, last.id) if last and last.due else None)


def by_group(actor: Actor, *, now: datetime) -> list[tuple[str, str, int]]:
    """How much is late in whose hands: the group's name in addresses, its label, and how many dates."""
    owners = list(_late(actor, now).order_by().values_list("case__owner_id").annotate(n=Count("id")))
    sums = Counter[str]()
    groups = _groups(actor.school_id, now) if owners else {}
    for owner, number in owners:
        sums[groups.get(owner, OTHERS) if owner else NOBODY] += number
    return [(name, label, sums[name]) for name, label in LABELS.items() if sums[name]]


def leads(actor: Actor) -> bool:
    """Whether the actor answers for what others have."""
    return bool(actor.roles & GROUPS["leaders"][1])


def passed_on(actor: Actor, *, now: datetime) -> list[Duty]:
    """What others have, is late, and goes to a post that the actor fills, or to whoever manages them."""
    posts = [post for post in Post if post is not Post.MANAGER and fills(actor, post)]
    mine = Q()
    for post in posts:
        mine |= Q(late_to__contains=[post.value])
    mine |= Q(late_to__contains=[Post.MANAGER.value], case__owner__manager_id=actor.staff_id)
    if Post.HEAD in posts:
        mine |= Q(late_to__contains=[Post.MANAGER.value], case__owner__manager_id=None)
    rows = _late(actor, now).filter(mine).exclude(case__owner_id=actor.staff_id)
    return list(rows.select_related("case__owner").order_by("due", "id")[: queries.PAGE])


def in_their_place(actor: Actor, *, now: datetime) -> list[Duty]:
    """What a colleague has who is not in before it is due, and the actor is asked to see to instead."""
    asked = Reminder.objects.filter(school_id=actor.school_id, staff_id=actor.staff_id, stage=Stage.BEFORE)
    rows = _open(actor).filter(due__gt=now, id__in=asked.values("duty_id"), case__owner__isnull=False)
    rows = rows.exclude(case__owner_id=actor.staff_id)
    return list(rows.select_related("case__owner").order_by("due", "id")[: queries.PAGE])


def to_explain(actor: Actor, *, now: datetime) -> list[Duty]:
    """What the actor has, is not due today, and the policy wants answered or explained by now; until it has been (WYT-088)."""
    told_why = CaseEvent.objects.filter(
        school_id=actor.school_id, case_id=OuterRef("case_id"), kind=EventKind.EXPLAINED, at__gte=OuterRef("event__at")
    )
    rows = _open(actor).filter(case__owner_id=actor.staff_id, remind_at__lte=now, due__gte=queries.end_of_day(now))
    rows = rows.exclude(Exists(told_why))
    return list(rows.select_related("case").order_by("due", "id")[: queries.PAGE])


def told_of(school_id: int, duties: Iterable[Duty]) -> dict[UUID, list[Told]]:
    """Who has been told that the time of these duties has come, by the duty's id, in order of time."""
    dates = {duty.id: duty.due for duty in duties}
    rows = (
        Reminder.objects.filter(school_id=school_id, duty_id__in=dates, told_at__isnull=False)
        .exclude(stage=Stage.BEFORE)
        .select_related("staff")
        .order_by("told_at", "staff__sort_key", "id")
    )
    known = [row for row in rows if row.duty_id and row.due == dates[row.duty_id]] if dates else []
    failed = outbox.not_sent(school_id, {row.dispatch for row in known if row.dispatch})
    told: dict[UUID, list[Told]] = {}
    for row in known:
        if row.duty_id and row.told_at:
            each = Told(row.staff_id, row.staff.name, row.told_at, row.dispatch in failed)
            told.setdefault(row.duty_id, []).append(each)
    return told


def alerted(case_id: UUID, *, school_id: int) -> list[Told]:
    """Who has been alerted to a case as an emergency, in order of time."""
    rows = Reminder.objects.filter(school_id=school_id, case_id=case_id, told_at__isnull=False).select_related("staff")
    return [
        Told(row.staff_id, row.staff.name, row.told_at, failed=False)
        for row in rows.order_by("told_at", "staff__sort_key", "id")
        if row.told_at
    ]


def _open(actor: Actor) -> QuerySet[Duty]:
    """What is open, of the cases that the actor may see."""
    duties = Duty.objects.filter(school_id=actor.school_id, state=State.OPEN)
    return duties if actor.works_whole_desk else duties.filter(case__in=queries.seen_by(actor))


def _late(actor: Actor, now: datetime) -> QuerySet[Duty]:
    return _open(actor).filter(due__lt=now)


def _with(school_id: int, group: str, now: datetime) -> Q:
    if group == NOBODY:
        return Q(case__owner_id=None)
    groups = _groups(school_id, now)
    if group == OTHERS:
        return Q(case__owner__isnull=False) & ~Q(
            case__owner_id__in=[one for one, name in groups.items() if name != OTHERS]
        )
    return Q(case__owner_id__in=[one for one, name in groups.items() if name == group])


def _groups(school_id: int, now: datetime) -> dict[UUID, str]:
    """In which group each member of staff is counted."""
    members = people.staff_with_roles(school_id, today=now.astimezone(LONDON).date())
    return {member.id: _group(roles) for member, roles in members}


def _group(roles: Collection[Role]) -> str:
    return next((name for name, (_, those) in GROUPS.items() if those & set(roles)), OTHERS)
