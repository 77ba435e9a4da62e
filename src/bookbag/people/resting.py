"""Addresses from which messages come back: whose they are, and how else the family can be asked. Only reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from bookbag.people import queries, telephones
from bookbag.people.models import Contact, ContactPoint, Pupil
from bookbag.people.models.family import PointKind


@dataclass(frozen=True, slots=True)
class Resting:
    """An e-mail address that no longer works, its adult, the children, and the numbers at which to ask for another."""

    point: ContactPoint
    contact: Contact
    children: tuple[Pupil, ...]
    telephones: tuple[str, ...]


def of_school(school_id: int) -> list[Resting]:
    """Every address that rests, of adults who have a child here; the one that has rested longest first."""
    points = _resting(school_id)
    return [each for each in _told(school_id, points) if each.children]


def one(school_id: int, point_id: UUID) -> Resting | None:
    """One address that rests, or None."""
    found = _told(school_id, [point for point in _resting(school_id) if point.id == point_id])
    return found[0] if found else None


def _resting(school_id: int) -> list[ContactPoint]:
    resting = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.EMAIL, resting_since__isnull=False)
    return list(resting.select_related("contact").order_by("resting_since", "id"))


def _told(school_id: int, points: Iterable[ContactPoint]) -> list[Resting]:
    points = list(points)
    if not points:
        return []
    adults = [point.contact_id for point in points]
    children = queries.children_of(adults)
    held = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.TELEPHONE, contact_id__in=adults)
    numbers: dict[UUID, list[str]] = {}
    for number in held.filter(resting_since=None).order_by("id"):
        numbers.setdefault(number.contact_id, []).append(telephones.as_dialled(number.value))
    return [
        Resting(
            point, point.contact, tuple(children.get(point.contact_id, ())), tuple(numbers.get(point.contact_id, ()))
        )
        for point in points
    ]
