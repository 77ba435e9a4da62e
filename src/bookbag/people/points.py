"""What a way to reach somebody is compared by: e-mail addresses, telephone numbers and front doors each in one form."""

from collections.abc import Collection
from uuid import UUID

from bookbag.people import postal, telephones
from bookbag.people.folding import folded, folded_email
from bookbag.people.models import ContactPoint
from bookbag.people.models.family import PointKind

LONGEST = 300


def compared(kind: str, value: str) -> str:
    """The one form of an address or number, however it was written.

    What cannot be read as a number, or says too little to be a front door, is compared as it is written.
    """
    if kind == PointKind.EMAIL:
        return folded_email(value)[:LONGEST]
    known = telephones.e164(value) if kind == PointKind.TELEPHONE else postal.door_of(value).key
    return (known or folded(value))[:LONGEST]


def telephones_of(contacts: Collection[UUID]) -> dict[UUID, list[str]]:
    """The numbers that are held of each of these adults, but for those that rest."""
    numbers: dict[UUID, list[str]] = {}
    held = ContactPoint.objects.filter(kind=PointKind.TELEPHONE, contact_id__in=contacts, resting_since=None)
    for point in held.order_by("id"):
        numbers.setdefault(point.contact_id, []).append(point.value)
    return numbers
