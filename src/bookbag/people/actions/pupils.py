"""One child entered or corrected: names, class, and who looks after the child. What stood before is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bookbag.errors import Invalid, NotFound
from bookbag.people.actions import details
from bookbag.people.folding import folded, sort_key
from bookbag.people.models import Pupil
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

NAMES = ("given_name", "family_name", "known_as", "known_family_name", "born_on", "upn", "school_class", "left_on")
CARE = (
    *("told_apart_on", "told_apart_by", "looked_after_by", "looked_after_from"),
    *("privately_fostered_from", "authority_told_on"),
)


def enter(values: Mapping[str, Any], *, by: Actor, now: datetime) -> Pupil:
    """Enter a child who joins the school, before any adult is linked. Raises `Invalid` for one who is here already."""
    with tenancy.atomic():
        pupil = Pupil(school_id=by.school_id, **values)
        _name(pupil)
        same = Pupil.objects.filter(school_id=by.school_id, sort_key=pupil.sort_key, left_on=None)
        if same.filter(born_on=pupil.born_on, school_class=pupil.school_class).exists():
            raise Invalid(f"{pupil.full_name} is at the school already, in the same class.")
        pupil.save()
        note(Kind.PUPIL_ENTERED, by=by, now=now, thing="pupil", thing_id=pupil.id, adults=0)
        return pupil


def correct(pupil_id: UUID, values: Mapping[str, Any], *, seen: str, by: Actor, now: datetime) -> None:
    """Correct what is held of a child. Raises `Stale` where somebody else has changed it since it was seen."""
    with tenancy.atomic():
        pupil = Pupil.objects.select_for_update().filter(school_id=by.school_id, id=pupil_id).first()
        if pupil is None:
            raise NotFound
        changed = details.change(pupil, values, was=seen)
        _check(pupil)
        if not changed:
            return
        _name(pupil)
        pupil.save()
        details.keep(changed, pupil_id=pupil.id, by=by, now=now)
        note(Kind.PUPIL_CORRECTED, by=by, now=now, thing="pupil", thing_id=pupil.id)


def _name(pupil: Pupil) -> None:
    """Work out what lists sort by and mails are compared with: the names in use."""
    family, given = pupil.known_family_name or pupil.family_name, pupil.known_as or pupil.given_name
    pupil.sort_key, pupil.called, pupil.surname = sort_key(family, given), folded(given), folded(family)


def _check(pupil: Pupil) -> None:
    faults = {}
    if bool(pupil.told_apart_on) != bool(pupil.told_apart_by):
        missing = "told_apart_by" if pupil.told_apart_on else "told_apart_on"
        faults[missing] = "Enter both: who told the school, and on which day."
    if pupil.looked_after_from and not pupil.looked_after_by:
        faults["looked_after_by"] = "Say which local authority looks after the child."
    if pupil.authority_told_on and not pupil.privately_fostered_from:
        faults["privately_fostered_from"] = "Say from which day the child is privately fostered."
    if faults:
        raise Invalid(fields=faults)
