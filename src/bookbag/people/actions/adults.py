"""One adult entered or corrected, and what an adult is to a child: linked, changed, ended. What stood before is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from bookbag.errors import Invalid, NotFound
from bookbag.people.actions import details, points
from bookbag.people.folding import sort_key
from bookbag.people.models import Contact, Pupil, Relationship
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

DETAILS = ("title", "given_name", "family_name", "organisation", "language", "needs", "on_paper", "staff")
LINK = (*("kind", "parental_responsibility", "section_576", "lives_with", "told", "tells", "priority", "decides"),)
LINKED = "link"
"""What the history calls that a link was made or ended."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An adult to enter: their own details, what they are to the child, and how they are reached: kind and value."""

    details: Mapping[str, Any]
    link: Mapping[str, Any]
    points: tuple[tuple[str, str], ...] = field(default=())


def enter(adult: Entered, pupil_id: UUID, *, by: Actor, now: datetime) -> Contact:
    """Enter an adult of a child. Raises `Invalid` for a number or address that cannot be one."""
    with tenancy.atomic():
        pupil = _pupil(pupil_id, by)
        contact = Contact(school_id=by.school_id, **adult.details)
        contact.sort_key = sort_key(contact.family_name, contact.given_name)
        contact.save()
        note(Kind.ADULT_ENTERED, by=by, now=now, thing="contact", thing_id=contact.id)
        for kind, value in adult.points:
            points.add(contact.id, kind, value, by=by, now=now)
        _link(pupil, contact, adult.link, by=by, now=now)
        return contact


def correct(contact_id: UUID, values: Mapping[str, Any], *, seen: str, by: Actor, now: datetime) -> None:
    """Correct what is held of an adult. Raises `Stale` where somebody else has changed it since it was seen."""
    with tenancy.atomic():
        contact = Contact.objects.select_for_update().filter(school_id=by.school_id, id=contact_id).first()
        if contact is None:
            raise NotFound
        changed = details.change(contact, values, was=seen)
        if not changed:
            return
        contact.sort_key = sort_key(contact.family_name, contact.given_name)
        contact.save()
        details.keep(changed, contact_id=contact.id, by=by, now=now)
        note(Kind.ADULT_CORRECTED, by=by, now=now, thing="contact", thing_id=contact.id)


def link(contact_id: UUID, pupil_id: UUID, values: Mapping[str, Any], *, by: Actor, now: datetime) -> None:
    """Link an adult who is held already to a child."""
    with tenancy.atomic():
        contact = Contact.objects.filter(school_id=by.school_id, id=contact_id).first()
        if contact is None:
            raise NotFound
        _link(_pupil(pupil_id, by), contact, values, by=by, now=now)


def change_link(
    contact_id: UUID, pupil_id: UUID, values: Mapping[str, Any], *, seen: str, by: Actor, now: datetime
) -> None:
    """Change what an adult is to a child. Raises `Stale` where somebody else has changed it since it was seen."""
    with tenancy.atomic():
        tie = _tie(contact_id, pupil_id, by)
        changed = details.change(tie, values, was=seen)
        if not changed:
            return
        tie.save()
        details.keep(changed, contact_id=contact_id, pupil_id=pupil_id, by=by, now=now)
        note(Kind.LINK_CHANGED, by=by, now=now, thing="pupil", thing_id=pupil_id)


def end_link(contact_id: UUID, pupil_id: UUID, *, seen: str, by: Actor, now: datetime) -> None:
    """Say that an adult is nothing to a child any more. The adult stays, and so does the history."""
    with tenancy.atomic():
        tie = _tie(contact_id, pupil_id, by)
        details.change(tie, {name: getattr(tie, name) for name in LINK}, was=seen)
        ended = {LINKED: (tie.kind, "")}
        tie.delete()
        details.keep(ended, contact_id=contact_id, pupil_id=pupil_id, by=by, now=now)
        note(Kind.LINK_ENDED, by=by, now=now, thing="pupil", thing_id=pupil_id)


def _link(pupil: Pupil, contact: Contact, values: Mapping[str, Any], *, by: Actor, now: datetime) -> None:
    if Relationship.objects.filter(school_id=by.school_id, pupil=pupil, contact=contact).exists():
        raise Invalid(f"{contact.full_name} is linked to {pupil.full_name} already.")
    Relationship.objects.create(school_id=by.school_id, pupil=pupil, contact=contact, **values)
    details.keep({LINKED: ("", values["kind"])}, contact_id=contact.id, pupil_id=pupil.id, by=by, now=now)
    note(Kind.LINK_ENTERED, by=by, now=now, thing="pupil", thing_id=pupil.id)


def _tie(contact_id: UUID, pupil_id: UUID, by: Actor) -> Relationship:
    ties = Relationship.objects.select_for_update().filter(school_id=by.school_id)
    tie = ties.filter(pupil_id=pupil_id, contact_id=contact_id).first()
    if tie is None:
        raise NotFound
    return tie


def _pupil(pupil_id: UUID, by: Actor) -> Pupil:
    pupil = Pupil.objects.filter(school_id=by.school_id, id=pupil_id).first()
    if pupil is None:
        raise NotFound
    return pupil
