"""Who is alerted of a concern that no safeguarding lead has yet, and when again. Knows no tables."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

AGAIN = timedelta(minutes=15)
"""After how long an alert that nobody has answered goes out once more, and further (NWC-072)."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """Who there is: leads and their deputies, the head, those who take emergencies today, and who may be reached now."""

    leads: Collection[UUID] = ()
    heads: Collection[UUID] = ()
    rota: Collection[UUID] = ()
    now: Collection[UUID] = ()
    apart: Collection[UUID] = ()
    """Whom it is about: they hear nothing."""


def told(rounds: int, there: Reachable, *, in_school: bool) -> frozenset[UUID]:
    """Say who is alerted in this round.

    In school hours the leads and deputies first, and with them the head from the second round on. At other hours those
    who take emergencies, and whichever lead may be reached. Nobody is never an answer while anybody is there.
    """
    apart = frozenset(there.apart)
    leads, heads, rota = (frozenset(some) - apart for some in (there.leads, there.heads, there.rota))
    in_turn = leads | heads if rounds else leads
    first = in_turn if in_school else rota | (leads & frozenset(there.now))
    return first or leads or heads or rota


def again(now: datetime) -> datetime:
    """When to look again whether somebody has it."""
    return now + AGAIN


def delay(aware_at: datetime, sent_at: datetime) -> timedelta:
    """How long somebody knew before they passed it on, in whole minutes."""
    return timedelta(minutes=(sent_at - aware_at) // timedelta(minutes=1))
