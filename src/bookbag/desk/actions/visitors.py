"""Visitors sign in at the front desk, are fetched, and sign out."""

from datetime import datetime
from uuid import UUID

from bookbag.desk.models import Visit
from bookbag.errors import Invalid
from bookbag.people import queries as people
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


def sign_in(name: str, *, comes_from: str, visits: UUID | None, by: Actor, now: datetime) -> Visit:
    """Write a visitor down. Whom they visit is told on Today at once. Raises `Invalid` for somebody without a name."""
    if not name.strip():
        raise Invalid(fields={"name": "Type your name."})
    if visits and people.staff_member(by.school_id, visits) is None:
        raise Invalid(fields={"recipient": "Choose somebody who works here."})
    with tenancy.atomic():
        visit = Visit.objects.create(
            school_id=by.school_id,
            name=name.strip()[:200],
            comes_from=comes_from.strip()[:200],
            visits_id=visits,
            came_at=now,
            signed_in_at_desk_of_id=by.person,
        )
        note(Kind.VISITOR_CAME, by=by, now=now, thing="visit", thing_id=visit.id)
        return visit


def fetch(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Say that one has come for one's visitor."""
    with tenancy.atomic():
        Visit.objects.filter(school_id=by.school_id, id=visit.id, fetched_at=None).update(fetched_at=now)


def sign_out(visit: Visit, *, by: Actor, now: datetime) -> None:
    """Write down when a visitor left. The first time counts."""
    with tenancy.atomic():
        if Visit.objects.filter(school_id=by.school_id, id=visit.id, left_at=None).update(left_at=now):
            note(Kind.VISITOR_LEFT, by=by, now=now, thing="visit", thing_id=visit.id)
