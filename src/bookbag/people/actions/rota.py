"""Who is there instead: turns of duty for a post, and the emergency rota, on which nobody can be put but by themselves."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import queries
from bookbag.people.models import DutyTurn, EmergencyRota, StaffMember
from bookbag.policy import english
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.policy.posts import roles_of
from bookbag.policy.rules.words import Post
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


def accept_emergencies(
    from_day: date, until_day: date | None, *, today: date, by: Actor, now: datetime
) -> EmergencyRota:
    """Agree, for oneself alone, to be alerted in emergencies at any hour: from a day on, and perhaps until another."""
    may(by, Act.TAKE_EMERGENCIES, Standing(school_id=by.school_id)).require()
    if from_day < today:
        raise Invalid(fields={"from_day": "You cannot accept for days that have passed."})
    if until_day and until_day < from_day:
        raise Invalid(fields={"until_day": "The last day must not come before the first."})
    with tenancy.atomic():
        StaffMember.objects.select_for_update(no_key=True).get(school_id=by.school_id, id=by.person)
        known = EmergencyRota.objects.filter(
            Q(until_day=None) | Q(until_day__gte=from_day), school_id=by.school_id, staff_id=by.person
        )
        if overlapping := known.filter(from_day__lte=until_day or date.max).first():
            day = english.full_day(overlapping.from_day)
            raise Invalid(fields={"from_day": f"You have accepted from {day} already."})
        accepted = EmergencyRota.objects.create(
            school_id=by.school_id, staff_id=by.person, accepted_on=today, from_day=from_day, until_day=until_day
        )
        note(Kind.EMERGENCIES_ACCEPTED, by=by, now=now, thing="staff", thing_id=by.person)
        return accepted


def end_emergencies(accepted_id: UUID, *, today: date, by: Actor, now: datetime) -> None:
    """Come off the emergency rota, oneself and at once. Raises `Stale` where that has been done."""
    with tenancy.atomic():
        own = EmergencyRota.objects.filter(school_id=by.school_id, staff_id=by.person, id=accepted_id)
        kept = own.filter(Q(until_day=None) | Q(until_day__gte=today)).first()
        if kept is None:
            raise Stale
        if kept.from_day < today:
            kept.until_day = today - timedelta(days=1)
            kept.save(update_fields=["until_day"])
        else:
            kept.delete()
        note(Kind.EMERGENCIES_ENDED, by=by, now=now, thing="staff", thing_id=by.person)


def enter_turn(post: Post, staff_id: UUID, first_day: date, last_day: date, *, by: Actor, now: datetime) -> DutyTurn:
    """Say who does the work of a post on some days, in place of whoever holds it."""
    may(by, Act.KEEP_HOURS, Standing(school_id=by.school_id)).require()
    if not roles_of(post):
        raise Invalid(fields={"post": "Choose a post that somebody holds."})
    if last_day < first_day:
        raise Invalid(fields={"last_day": "The last day must not come before the first."})
    with tenancy.atomic():
        if queries.staff_member(by.school_id, staff_id) is None:
            raise Invalid(fields={"staff": "Choose somebody who works at the school."})
        turn = DutyTurn.objects.create(
            school_id=by.school_id, post=post, staff_id=staff_id, first_day=first_day, last_day=last_day
        )
        note(Kind.ROTA_CHANGED, by=by, now=now, thing="staff", thing_id=staff_id, post=str(post))
        return turn


def remove_turn(turn_id: UUID, *, by: Actor, now: datetime) -> None:
    """Take a turn out. Raises `NotFound` where there is none."""
    may(by, Act.KEEP_HOURS, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        turn = DutyTurn.objects.filter(school_id=by.school_id, id=turn_id).first()
        if turn is None:
            raise NotFound
        turn.delete()
        note(Kind.ROTA_CHANGED, by=by, now=now, thing="staff", thing_id=turn.staff_id, post=turn.post)
