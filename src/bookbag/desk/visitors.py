"""Visitors: who is in the school, who waits at the front desk for whom, who has not signed out. Changes nothing."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from bookbag.adoption import queries as adoption
from bookbag.desk.models import Visit
from bookbag.policy.permissions import Actor
from bookbag.schools.models import School

SHOWN = timedelta(days=14)


def log(school: School, *, now: datetime) -> list[Visit]:
    """Visits of the last two weeks, and whoever has not signed out, the latest first."""
    rows = _rows(school.id).filter(Q(left_at=None) | Q(came_at__gt=now - SHOWN), came_at__lte=now)
    return list(rows.order_by("-came_at", "id"))


def waiting_for(actor: Actor, *, now: datetime) -> list[Visit]:
    """Who is at the front desk today for the actor, until the actor has fetched them."""
    mine = _rows(actor.school_id).filter(visits_id=actor.staff_id, fetched_at=None, left_at=None, came_at__lte=now)
    return [
        each for each in mine.order_by("came_at", "id") if timezone.localdate(each.came_at) == timezone.localdate(now)
    ]


def still_in(school: School, *, now: datetime) -> list[Visit]:
    """Who has not signed out when the office closes, and of earlier days: the desk is reminded (WYT-168)."""
    local = timezone.localtime(now)
    closed = local.time() >= school.office_closes
    rows = _rows(school.id).filter(left_at=None, came_at__lte=now).order_by("came_at", "id")
    return [each for each in rows if closed or timezone.localdate(each.came_at) < local.date()]


def find(school_id: int, visit_id: UUID) -> Visit | None:
    """One visit, or None."""
    return _rows(school_id).filter(id=visit_id).first()


def poster(school: School) -> list[str]:
    """What the policy's poster for visitors says, sentence by sentence."""
    clauses = (each for pack in adoption.packs_of(school) for each in pack.clauses.values())
    return [each.says for each in clauses if "poster" in each.section.lower()]


def _rows(school_id: int) -> QuerySet[Visit]:
    return Visit.objects.filter(school_id=school_id).select_related("visits", "signed_in_at_desk_of")
