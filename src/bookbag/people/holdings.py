"""What a school holds of its people, read as plain values for comparing a file with; and what each source last said of whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from sys import intern
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KT

from bookbag.people import leaving
from bookbag.people.importing.held import Held, HeldAdult, HeldPupil, HeldStaff, HeldTie
from bookbag.people.importing.planning import Taken
from bookbag.people.importing.values import WAYS
from bookbag.people.models import (
    Contact,
    ContactPoint,
    Origin,
    Pupil,
    Relationship,
    SchoolClass,
    StaffMember,
)
from bookbag.people.models.family import PointKind

KINDS = dict(zip(WAYS, (PointKind.EMAIL, PointKind.TELEPHONE, PointKind.POST), strict=True))
_FIELDS = {str(kind): name for name, kind in KINDS.items()}


def held(school_id: int, source: str, *, today: date) -> Held:
    """Everybody whom the school holds, as far as a file of this source can speak of them."""
    found = Held()
    _pupils(found, school_id, source)
    _adults(found, school_id, source)
    _ways_and_ties(found, school_id)
    _staff(found, school_id, source, today)
    return found


def _pupils(found: Held, school_id: int, source: str) -> None:
    rows = Pupil.objects.filter(school_id=school_id).values_list(
        *("id", "given_name", "family_name", "known_as", "known_family_name", "born_on"),
        *("school_class__name", "left_on", "upn", "looked_after_by"),
    )
    for id_, given, family, known_as, known_family, born_on, group, left_on, upn, care in rows.iterator():
        names = (intern(given), intern(family), intern(known_as), intern(known_family))
        found.pupils[id_] = HeldPupil(id_, *names, born_on, intern(group or ""), left_on, upn, care)
    for id_, number, given, _, family, born in _said_before(school_id, source, "pupil"):
        pupil = found.pupils[id_]
        pupil.number = number
        if (given, family, born) != (pupil.given_name, pupil.family_name, pupil.born_on and pupil.born_on.isoformat()):
            pupil.was = (given or "", family or "", born or "")


def _adults(found: Held, school_id: int, source: str) -> None:
    rows = Contact.objects.filter(school_id=school_id).values_list(
        "id", "title", "given_name", "family_name", "language"
    )
    for id_, title, given, family, language in rows.iterator():
        found.adults[id_] = HeldAdult(id_, intern(title), intern(given), intern(family), intern(language))
    for id_, number, given, title, family, _ in _said_before(school_id, source, "contact"):
        adult = found.adults[id_]
        adult.number = number
        if (given or title, family) != (adult.given_name or adult.title, adult.family_name):
            adult.was = (given or title or "", family or "")


def _said_before(school_id: int, source: str, of: str) -> Iterable[tuple[Any, ...]]:
    """Whom the source has spoken of: number, first name, title, family name and date of birth as it last had them."""
    names = (KT(f"taken__{name}") for name in ("given_name", "title", "family_name", "born_on"))
    rows = Origin.objects.filter(school_id=school_id, source=source, **{f"{of}__isnull": False})
    return rows.values_list(f"{of}_id", "external_id", *names).iterator()


def _ways_and_ties(found: Held, school_id: int) -> None:
    points = ContactPoint.objects.filter(school_id=school_id).values_list("contact_id", "kind", "folded")
    for id_, kind, known_as in points.iterator():
        adult, name = found.adults[id_], _FIELDS[kind]
        setattr(adult, name, (*getattr(adult, name), known_as))
    ties = Relationship.objects.filter(school_id=school_id).values_list(
        "pupil_id", "contact_id", "kind", "parental_responsibility", "lives_with"
    )
    for child, contact, kind, responsibility, lives_with in ties.iterator():
        tie = HeldTie(found.adults[contact].id, intern(kind), responsibility, lives_with)
        found.pupils[child].ties = (*found.pupils[child].ties, tie)


def _staff(found: Held, school_id: int, source: str, today: date) -> None:
    said = {id_: number for id_, number, *_ in _said_before(school_id, source, "staff")}
    leads = set(leaving.leading(school_id, today=today).values_list("staff_id", flat=True))
    members = StaffMember.objects.filter(school_id=school_id).values_list("id", "name", "email", "left_on")
    found.staff = {
        id_: HeldStaff(id_, name, email, left_on, id_ in leads, said.get(id_)) for id_, name, email, left_on in members
    }
    found.teachers = dict(SchoolClass.objects.filter(school_id=school_id).values_list("name", "teacher_id"))


def recalled(school_id: int, source: str, people: Sequence[UUID]) -> Mapping[UUID, list[Taken]]:
    """What each source last said of these people, this one first."""
    found: dict[UUID, list[Taken]] = {person: [{}] for person in people}
    for column in ("pupil", "contact", "staff"):
        rows = Origin.objects.filter(school_id=school_id, **{f"{column}__in": people})
        for person, said_by, taken in rows.values_list(f"{column}_id", "source", "taken"):
            if said_by == source:
                found[person][0] = taken
            else:
                found[person].append(taken)
    return found
