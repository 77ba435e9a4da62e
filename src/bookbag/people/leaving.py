"""What others may ask of leavers: what hangs on somebody who goes, who takes over from them, and which leavings are due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from bookbag.people import presence, queries
from bookbag.people.models import (
    Absence,
    DirectoryKey,
    DutyTurn,
    EmergencyRota,
    Leaving,
    Restriction,
    SchoolClass,
    StaffMember,
    StaffRole,
)
from bookbag.policy.permissions import SECOND_FACTOR, SIGHT_OF, Role, Sight
from bookbag.policy.rules.words import Post
from bookbag.schools import tenancy

LOOKED_AFTER = timedelta(days=90)
"""For how long what comes back to a leaver, such as an answer that could not leave, is still given on by itself."""
NOBODY = "nobody"
_KEEPERS = {Sight.SAFEGUARDING: (Role.DSL, Role.DEPUTY_DSL), Sight.CONFIDENTIAL: (Role.HEAD, Role.SENIOR_LEADER)}
"""Who has what is kept from others, where nobody of their own sight has said: in this order."""


class Line(StrEnum):
    """What goes on from a leaver. A class is a line of its own, see `of_class`."""

    CASES = "cases"
    KEPT = "kept"
    SEALED = "sealed"
    ASKS = "asks"
    TURNS = "turns"
    STAND_INS = "stand_ins"
    LED = "led"


OF_SIGHT = {Sight.ORDINARY: Line.CASES, Sight.CONFIDENTIAL: Line.KEPT, Sight.SAFEGUARDING: Line.SEALED}


def of_class(class_id: UUID) -> str:
    """The line of one class."""
    return f"class_{class_id}"


@dataclass(frozen=True, slots=True)
class Held:
    """What of people's lists hangs on somebody. `orders` counts the court orders that they checked, as far as one may see."""

    classes: list[SchoolClass]
    turns: int
    stand_ins: int
    led: int
    emergencies: int
    empty: list[Role]
    orders: int


def held(school_id: int, staff_id: UUID, *, today: date) -> Held:
    """What hangs on somebody today."""
    own = {"school_id": school_id, "staff_id": staff_id}
    return Held(
        classes=list(classes_of(school_id, staff_id)),
        turns=DutyTurn.objects.filter(**own, last_day__gte=today).count(),
        stand_ins=Absence.objects.filter(school_id=school_id, stand_in_id=staff_id, last_day__gte=today).count(),
        led=StaffMember.objects.filter(school_id=school_id, manager_id=staff_id, left_on=None).count(),
        emergencies=EmergencyRota.objects.filter(Q(until_day=None) | Q(until_day__gte=today), **own).count(),
        empty=empty_after(school_id, staff_id, today=today),
        orders=Restriction.objects.filter(school_id=school_id, checked_by_id=staff_id, ends_on__gte=today).count(),
    )


def classes_of(school_id: int, staff_id: UUID) -> QuerySet[SchoolClass]:
    """The classes to whose families somebody is the first to write."""
    return SchoolClass.objects.filter(school_id=school_id, teacher_id=staff_id).order_by("name")


def empty_after(school_id: int, staff_id: UUID, *, today: date) -> list[Role]:
    """The roles that nobody else here has, so that their posts are empty once this person is gone."""
    held_now = StaffRole.objects.filter(queries.held_on(today), school_id=school_id, staff__left_on=None)
    own = set(held_now.filter(staff_id=staff_id).values_list("role", flat=True))
    others = set(held_now.exclude(staff_id=staff_id).values_list("role", flat=True))
    return [role for role in Role if role in own - others]


def proposed(school_id: int, staff_id: UUID, *, today: date) -> UUID | None:
    """Who would take over: whoever stands in for them, else the first of the office."""
    away = Absence.objects.filter(school_id=school_id, staff_id=staff_id, stand_in__left_on=None)
    if stood_in := away.exclude(stand_in=None).order_by("-last_day").first():
        return stood_in.stand_in_id
    office = presence.holders_of(school_id, Post.OFFICE, on=today)
    return next((each.id for each in office if each.id != staff_id), None)


def keeper(school_id: int, sight: int, *, but: UUID, today: date) -> UUID | None:
    """Who has what is kept at this sight, other than this person; None where nobody may see it."""
    held_now = StaffRole.objects.filter(queries.held_on(today), school_id=school_id, staff__left_on=None)
    for role in _KEEPERS.get(Sight(sight), ()):
        if found := held_now.filter(role=role).exclude(staff_id=but).order_by("staff__sort_key", "staff_id").first():
            return found.staff_id
    return None


def who_may_see(school_id: int, sight: Sight, *, today: date) -> set[UUID]:
    """Who here may see what has this sight."""
    roles = [role for role, seen in SIGHT_OF.items() if seen >= sight]
    held_now = StaffRole.objects.filter(queries.held_on(today), school_id=school_id, role__in=roles)
    return set(held_now.values_list("staff_id", flat=True))


def leading(school_id: int, *, today: date, roles: Collection[Role] = SECOND_FACTOR) -> QuerySet[StaffRole]:
    """The roles by which somebody leads the school or sees more than others, today or from a day to come."""
    coming = Q(ends_on=None) | Q(ends_on__gte=today)
    return StaffRole.objects.filter(coming, school_id=school_id, role__in=roles)


def works_here(school_id: int, staff_id: UUID | None) -> bool:
    """Whether somebody of this id works at the school."""
    return staff_id is not None and queries.staff_in_order(school_id).filter(id=staff_id).exists()


def leaving_of(school_id: int, staff_id: UUID) -> Leaving | None:
    """What was said of somebody's leaving, unless they came back since."""
    said = Leaving.objects.filter(school_id=school_id, staff_id=staff_id, returned_at=None)
    return said.select_related("staff", "takes_over").first()


def left(school_id: int) -> list[Leaving]:
    """Who leaves and who has left, those who are still here first, then the last to go."""
    said = Leaving.objects.filter(school_id=school_id, returned_at=None).select_related("staff", "takes_over")
    return sorted(said, key=lambda each: (each.ended_at is not None, -(each.staff.last_day or date.min).toordinal()))


def found(school_id: int, staff_id: UUID) -> StaffMember | None:
    """Somebody who works or worked at the school."""
    return StaffMember.objects.filter(school_id=school_id, id=staff_id).first()


def successor(school_id: int, staff_id: UUID) -> UUID | None:
    """Who has taken over from somebody who left, and works here: through those who left in the meantime as well."""
    seen: set[UUID] = set()
    following: UUID | None = staff_id
    while following is not None and following not in seen:
        seen.add(following)
        said = leaving_of(school_id, following)
        following = said.takes_over_id if said and said.ended_at else None
        if works_here(school_id, following):
            return following
    return None


def written_to(school_id: int, addresses: Sequence[str]) -> UUID | None:
    """Who has taken over from a leaver to one of whose folded addresses a message went, or None."""
    gone = StaffMember.objects.filter(school_id=school_id, email__in=list(addresses)).exclude(left_on=None)
    return next((taker for each in gone.order_by("-left_on") if (taker := successor(school_id, each.id))), None)


def to_end(school_id: int, *, today: date) -> list[Leaving]:
    """Those whose last day is over and who can still sign in."""
    over = Leaving.objects.filter(school_id=school_id, ended_at=None, returned_at=None, staff__last_day__lt=today)
    return list(over.select_related("staff").order_by("said_at"))


def gone_lately(school_id: int, *, now: datetime) -> list[Leaving]:
    """Those who have left, for as long as something may still come back to them."""
    gone = Leaving.objects.filter(school_id=school_id, ended_at__gt=now - LOOKED_AFTER, returned_at=None)
    return list(gone.select_related("staff").order_by("said_at"))


def schools_to_look_at(school_ids: Sequence[int], *, now: datetime, today: date) -> list[int]:
    """Which of these schools have a leaver to see to: what a sweep asks."""
    if not school_ids:
        return []
    with tenancy.atomic(schools=tuple(school_ids)):
        gone = Q(ended_at=None, staff__last_day__lt=today) | Q(ended_at__gt=now - LOOKED_AFTER)
        said = Leaving.objects.filter(gone, school_id__in=school_ids, returned_at=None)
        return list(said.order_by("school_id").values_list("school_id", flat=True).distinct())


def gone_in_directory(school_id: int) -> list[StaffMember]:
    """Those who lead and whom the school's directory says to be gone, the longest first: a person says what holds."""
    here = StaffMember.objects.filter(school_id=school_id, left_on=None).exclude(gone_in_directory_at=None)
    return list(here.order_by("gone_in_directory_at", "sort_key"))


def directory_keys(school_id: int) -> list[DirectoryKey]:
    """The keys of the school's directory, the newest first."""
    return list(DirectoryKey.objects.filter(school_id=school_id).select_related("made_by").order_by("-made_at"))
