"""Arrivals that are in no case: those put aside for a person to look at, and those that nobody has read yet."""

from collections.abc import Sequence

from bookbag.desk.models import Arrival
from bookbag.desk.models.arrival import State
from bookbag.policy.permissions import Actor, Sight
from bookbag.schools import tenancy


def put_aside(actor: Actor) -> list[Arrival]:
    """Automatic messages that were put aside in the last weeks, newest first, for those who work the whole desk."""
    if not actor.works_whole_desk:
        return []
    parked = Arrival.objects.filter(school_id=actor.school_id, state=State.PARKED)
    return list(parked.order_by("-received_at")[:100])


def schools_with_arrivals(school_ids: Sequence[int]) -> list[int]:
    """Which of these schools have arrivals that nobody has read: what a sweep asks, should a job have been lost."""
    if not school_ids:
        return []
    with tenancy.atomic(schools=tuple(school_ids), sight=Sight.SAFEGUARDING):
        waiting = Arrival.objects.filter(school_id__in=school_ids, state=State.WAITING)
        return list(waiting.order_by("school_id").values_list("school_id", flat=True).distinct())
