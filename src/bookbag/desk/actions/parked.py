"""Messages that were put aside as automatic and are not: a person takes them up, and they are read like any other."""

from datetime import datetime

from bookbag.desk import transitions
from bookbag.desk.models import Arrival
from bookbag.desk.models.arrival import State
from bookbag.errors import Stale
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queue, tenancy


def take_up(arrival: Arrival, *, by: Actor, now: datetime) -> Arrival:
    """Have an arrival read as a person's message after all. Raises `Stale` where somebody has done so."""
    with tenancy.atomic():
        kept = Arrival.objects.select_for_update().get(school_id=arrival.school_id, id=arrival.id)
        following = transitions.ARRIVAL[State(kept.state)].get("take up")
        if following is None:
            raise Stale("This message has been taken up already.")
        kept.state, kept.taken_up, kept.attempts = following, True, 0
        kept.save(update_fields=["state", "taken_up", "attempts"])
        note(Kind.MESSAGE_READ, by=by, now=now, thing="arrival", thing_id=kept.id, sight=kept.sight, taken_up=True)
        queue.enqueue("desk.read", school_id=kept.school_id)
        return kept
