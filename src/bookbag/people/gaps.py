"""Contact gaps: children with no parent who has an e-mail or postal address that works, and what is missing. Only reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from bookbag.people import telephones
from bookbag.people.models import Contact, ContactPoint, Pupil, Relationship
from bookbag.people.models.family import PointKind
from bookbag.people.parents import is_parent
from bookbag.policy.permissions import Actor

WRITTEN_TO = (PointKind.EMAIL, PointKind.POST)


@dataclass(frozen=True, slots=True)
class Missing:
    """A parent who cannot be written to, why, and the numbers at which to ask."""

    contact: Contact
    why: str
    telephones: tuple[str, ...]
    point: ContactPoint | None
    """The e-mail address that bounced, which its own page mends."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A child about whom no parent could be told anything in writing."""

    pupil: Pupil
    parents: tuple[Missing, ...]


def count(by: Actor) -> int:
    """How many children there are with no parent who can be written to, besides the actor's own."""
    return _pupils(by).count()


def of_school(by: Actor) -> list[Gap]:
    """Each of them, by name, with each parent."""
    points = ContactPoint.objects.order_by("kind", "value")
    ties = Relationship.objects.filter(is_parent()).select_related("contact").order_by("contact__sort_key", "id")
    parents = Prefetch("relationships", ties.prefetch_related(Prefetch("contact__points", points)))
    found = _pupils(by).select_related("school_class").prefetch_related(parents)
    return [
        Gap(pupil, tuple(_missing(tie.contact) for tie in pupil.relationships.all()))
        for pupil in found.order_by("sort_key", "id")
    ]


def _pupils(by: Actor) -> QuerySet[Pupil]:
    works = ContactPoint.objects.filter(
        school_id=by.school_id, contact_id=OuterRef("contact_id"), kind__in=WRITTEN_TO, resting_since=None
    )
    reached = Relationship.objects.filter(is_parent(), Exists(works), school_id=by.school_id, pupil_id=OuterRef("id"))
    here = Pupil.objects.filter(~Exists(reached), school_id=by.school_id, left_on=None)
    return here.exclude(id__in=by.own_children)


def _missing(contact: Contact) -> Missing:
    points = list(contact.points.all())
    bounced = next((each for each in points if each.kind == PointKind.EMAIL and each.resting_since), None)
    returned = any(each.kind == PointKind.POST and each.resting_since for each in points)
    return Missing(contact, _why(bounced=bounced is not None, returned=returned), tuple(_numbers(points)), bounced)


def _why(*, bounced: bool, returned: bool) -> str:
    email = "e-mail bounced" if bounced else "no e-mail"
    return f"{email}, {'letters come back' if returned else 'no postal address'}"


def _numbers(points: Iterable[ContactPoint]) -> Iterable[str]:
    held = (each for each in points if each.kind == PointKind.TELEPHONE and each.resting_since is None)
    return (telephones.as_dialled(each.value) for each in held)
