"""Groups of families: made, renamed, joined and left. Who has left stays in the list with the day.

Nobody puts their own family into one or takes them out: they are not found.
"""

from datetime import date, datetime
from uuid import UUID

from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import groups, queries
from bookbag.people.models import Contact, Group, GroupMember, Pupil
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


def make(name: str, kind: str, *, by: Actor, now: datetime) -> Group:
    """Make a group. Raises `Invalid` for a name that is taken."""
    with tenancy.atomic():
        _check(name, None, by)
        group = Group.objects.create(school_id=by.school_id, name=name, kind=kind)
        note(Kind.GROUP_CHANGED, by=by, now=now, thing="group", thing_id=group.id)
        return group


def rename(group_id: UUID, name: str, kind: str, *, seen: str, by: Actor, now: datetime) -> None:
    """Give a group another name or kind. Raises `Stale` where it is not called as it was `seen` any more."""
    with tenancy.atomic():
        group = _locked(group_id, by)
        if group.name != seen:
            raise Stale("Somebody else has renamed this group since you opened the page.")
        _check(name, group.id, by)
        group.name, group.kind = name, kind
        group.save(update_fields=["name", "kind"])
        note(Kind.GROUP_CHANGED, by=by, now=now, thing="group", thing_id=group.id)


def add_adult(group_id: UUID, contact_id: UUID, *, on: date, by: Actor, now: datetime) -> None:
    """Let an adult be in a group from a day on."""
    adult = queries.of_others(Contact.objects.filter(school_id=by.school_id, id=contact_id), by).first()
    if adult is None:
        raise NotFound
    _add(group_id, GroupMember(contact=adult), adult.full_name, on=on, by=by, now=now)


def add_pupil(group_id: UUID, pupil_id: UUID, *, on: date, by: Actor, now: datetime) -> None:
    """Let a pupil be in a group from a day on."""
    pupil = Pupil.objects.filter(school_id=by.school_id, id=pupil_id).exclude(id__in=by.own_children).first()
    if pupil is None:
        raise NotFound
    _add(group_id, GroupMember(pupil=pupil), pupil.full_name, on=on, by=by, now=now)


def leave(group_id: UUID, member_id: UUID, *, on: date, by: Actor, now: datetime) -> None:
    """Say that somebody is in a group no more from this day on. Who came today and leaves today was never in it."""
    with tenancy.atomic():
        group = _locked(group_id, by)
        member = groups.found_by(by).filter(group=group, id=member_id, until_day=None).first()
        if member is None:
            raise Stale("They have left the group already.")
        if member.from_day >= on:
            member.delete()
        else:
            member.until_day = date.fromordinal(on.toordinal() - 1)
            member.save(update_fields=["until_day"])
        note(Kind.GROUP_CHANGED, by=by, now=now, thing="group", thing_id=group.id)


def _add(group_id: UUID, member: GroupMember, name: str, *, on: date, by: Actor, now: datetime) -> None:
    with tenancy.atomic():
        group = _locked(group_id, by)
        same = GroupMember.objects.filter(group=group, contact=member.contact_id, pupil=member.pupil_id)
        if same.filter(until_day=None).exists():
            raise Invalid(f"{name} is in the group already.")
        member.school_id, member.group, member.from_day = by.school_id, group, on
        member.save()
        note(Kind.GROUP_CHANGED, by=by, now=now, thing="group", thing_id=group.id)


def _locked(group_id: UUID, by: Actor) -> Group:
    group = Group.objects.select_for_update().filter(school_id=by.school_id, id=group_id).first()
    if group is None:
        raise NotFound
    return group


def _check(name: str, own: UUID | None, by: Actor) -> None:
    same = Group.objects.filter(school_id=by.school_id, name=name).first()
    if same and same.id != own:
        raise Invalid(fields={"name": "There is a group of this name already."})
