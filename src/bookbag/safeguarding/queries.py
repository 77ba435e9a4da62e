"""What the safeguarding leads may ask: concerns that wait, one with all that hangs on it. And for everybody: who leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from bookbag.errors import NotFound
from bookbag.people import queries as people
from bookbag.policy import concerning
from bookbag.policy.permissions import Act, Actor, Role, Sight, Standing, may
from bookbag.safeguarding import models
from bookbag.safeguarding.models import Alert, Concern, Referral, State
from bookbag.schools import tenancy

Source = models.Source
LEADS = (Role.DSL, Role.DEPUTY_DSL)
OPEN = (State.WAITING, State.TAKEN)
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who leads on safeguarding, or stands in for who does."""

    id: UUID
    name: str
    deputy: bool


def leads_of(school_id: int, *, today: date) -> list[Lead]:
    """The safeguarding lead and the deputies, in this order."""
    found = [
        Lead(member.id, member.name, deputy=Role.DSL not in roles)
        for member, roles in people.staff_with_roles(school_id, today=today)
        if frozenset(roles) & frozenset(LEADS)
    ]
    return sorted(found, key=lambda lead: lead.deputy)


def may_see(actor: Actor) -> bool:
    """Whether somebody may open concerns at all."""
    return bool(may(actor, Act.SEE_CONCERNS, Standing(school_id=actor.school_id)))


def open_ones(actor: Actor) -> list[Concern]:
    """Concerns that are not settled, those that nobody has on top, the oldest first."""
    rows = Concern.objects.filter(school_id=actor.school_id, state__in=OPEN)
    return list(rows.select_related("author", "case", "taken_by").order_by("-state", "sent_at", "id")[:SHOWN])


def settled(actor: Actor) -> list[Concern]:
    """The last concerns that were sealed or left."""
    rows = Concern.objects.filter(school_id=actor.school_id).exclude(state__in=OPEN)
    return list(rows.select_related("author", "case").order_by("-settled_at", "id")[:SHOWN])


def how_many(actor: Actor) -> int:
    """How many concerns are not settled, for those who may see any."""
    return Concern.objects.filter(school_id=actor.school_id, state__in=OPEN).count() if may_see(actor) else 0


def find(actor: Actor, concern_id: UUID) -> Concern:
    """A concern, for those who may see it. Raises `NotFound` for everybody else."""
    rows = Concern.objects.select_related("author", "case", "taken_by", "settled_by")
    found = rows.filter(school_id=actor.school_id, id=concern_id).first() if may_see(actor) else None
    if found is None:
        raise NotFound
    return found


def alerts_of(concern: Concern) -> list[Alert]:
    """Who was alerted of a concern and when."""
    return list(concern.alerts.select_related("staff").order_by("at", "staff__sort_key"))


def referrals_of(concern: Concern) -> list[Referral]:
    """To whom a concern was passed on outside the school."""
    return list(concern.referrals.select_related("by").order_by("at", "id"))


def delay_of(concern: Concern) -> timedelta:
    """How long whoever passed it on had known."""
    return concerning.delay(concern.aware_at, concern.sent_at)


def schools_to_alert(school_ids: Sequence[int], *, now: datetime) -> list[int]:
    """At which of these schools somebody has to be alerted."""
    if not school_ids:
        return []
    with tenancy.atomic(schools=tuple(school_ids), sight=Sight.SAFEGUARDING):
        due = Concern.objects.filter(school_id__in=school_ids, look_at__lte=now)
        return list(due.order_by("school_id").values_list("school_id", flat=True).distinct())
