"""Groups of families and who is in them: clubs, councils, trustees, volunteers. Only reads."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from bookbag.people.models import Group, GroupMember
from bookbag.people.models.groups import GroupKind

KINDS = GroupKind.choices


def of_school(school_id: int, *, today: date) -> list[Group]:
    """The groups of the school by name, each with `number`: how many are in it today."""
    number = Count("members", filter=_in_on(today, "members__"))
    return list(Group.objects.filter(school_id=school_id).annotate(number=number).order_by("name"))


def find(school_id: int, group_id: UUID) -> Group | None:
    """One group, or None."""
    return Group.objects.filter(school_id=school_id, id=group_id).first()


def members(group: Group, *, today: date) -> list[GroupMember]:
    """Who is in a group today, adults and pupils together, by name."""
    found = GroupMember.objects.filter(_in_on(today), school_id=group.school_id, group=group)
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
