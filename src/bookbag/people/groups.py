"""Groups of families and who is in them: clubs, councils, trustees, volunteers. Only reads.

Nobody finds their own family in one: a colleague sees to them there as everywhere.
"""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from bookbag.people import queries
from bookbag.people.models import Contact, Group, GroupMember
from bookbag.people.models.groups import GroupKind
from bookbag.policy.permissions import Actor

KINDS = GroupKind.choices


def of_school(by: Actor, *, today: date) -> list[Group]:
    """The groups of the school by name, each with `number`: how many are in it today whom the actor finds there."""
    theirs = found_by(by).values("id")
    number = Count("members", filter=_in_on(today, "members__") & Q(members__in=theirs))
    return list(Group.objects.filter(school_id=by.school_id).annotate(number=number).order_by("name"))


def find(school_id: int, group_id: UUID) -> Group | None:
    """One group, or None."""
    return Group.objects.filter(school_id=school_id, id=group_id).first()


def found_by(by: Actor) -> QuerySet[GroupMember]:
    """Everybody who is or was in a group of the school, without the actor's own family and themselves."""
    adults = queries.of_others(Contact.objects.filter(school_id=by.school_id), by)
    pupils = Q(pupil__isnull=False) & ~Q(pupil_id__in=by.own_children)
    return GroupMember.objects.filter(pupils | Q(contact_id__in=adults.values("id")), school_id=by.school_id)


def members(group: Group, by: Actor, *, today: date) -> list[GroupMember]:
    """Who is in a group today whom the actor finds there, adults and pupils together, by name."""
    found = found_by(by).filter(_in_on(today), group=group)
    people = list(found.select_related("contact", "pupil__school_class"))
    return sorted(
        people, key=lambda one: one.contact.sort_key if one.contact else one.pupil.sort_key if one.pupil else ""
    )


def of_adult(school_id: int, contact_id: UUID, *, today: date) -> list[Group]:
    """The groups that an adult is in today, by name."""
    return _of(school_id, Q(contact_id=contact_id), today)


def of_pupil(school_id: int, pupil_id: UUID, *, today: date) -> list[Group]:
    """The groups that a pupil is in today, by name."""
    return _of(school_id, Q(pupil_id=pupil_id), today)


def _of(school_id: int, who: Q, today: date) -> list[Group]:
    theirs = GroupMember.objects.filter(who, _in_on(today), school_id=school_id)
    return list(Group.objects.filter(school_id=school_id, id__in=theirs.values("group_id")).order_by("name"))


def _in_on(day: date, of: str = "") -> Q:
    until = Q(**{f"{of}until_day": None}) | Q(**{f"{of}until_day__gte": day})
    return Q(**{f"{of}from_day__lte": day}) & until
