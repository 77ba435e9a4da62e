"""Restrictions set by a court: entered by whoever has seen the order, with an end, and a day to look at it again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from bookbag.errors import Invalid
from bookbag.people.models import Restriction
from bookbag.policy.permissions import Actor, Sight
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

LOOK_AGAIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Order:
    """What a court has limited between one adult and one child, and what was seen of it."""

    pupil_id: UUID
    contact_id: UUID
    scope: tuple[str, ...]
    evidence: str
    starts_on: date
    ends_on: date


def enter(order: Order, *, by: Actor, now: datetime) -> Restriction:
    """Enter an order that this person has seen. Raises `Invalid` for one without evidence, scope or a sensible end."""
    faults = {}
    if not order.evidence.strip():
        faults["evidence"] = "Say what you have seen of the order. One adult's word is not evidence."
    if not order.scope:
        faults["scope"] = "Say what the order limits."
    if order.ends_on < order.starts_on:
        faults["ends_on"] = "The order cannot end before it begins."
    if faults:
        raise Invalid(fields=faults)
    with tenancy.atomic():
        entered = Restriction.objects.create(
            school_id=by.school_id,
            sight=Sight.CONFIDENTIAL,
            pupil_id=order.pupil_id,
            contact_id=order.contact_id,
            scope=list(order.scope),
            evidence=order.evidence.strip(),
            checked_by_id=by.person,
            starts_on=order.starts_on,
            ends_on=order.ends_on,
            review_on=min(order.ends_on, now.date() + LOOK_AGAIN),
        )
        note(
            Kind.RESTRICTION_ENTERED,
            by=by,
            now=now,
            thing="restriction",
            thing_id=entered.id,
            sight=Sight.CONFIDENTIAL,
            ends=order.ends_on.isoformat(),
        )
        return entered
