"""What an adult corrects of their own on the family pages: at once, for them alone. What was held before is kept.

An e-mail address is held once a code has been read at it; who reads it is for the caller. An adult's name, and what they
are to a child, is the office's to change.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from bookbag.errors import Invalid, NotFound
from bookbag.people import telephones
from bookbag.people.actions import details
from bookbag.people.models import Contact, ContactPoint, PointChange
from bookbag.people.models.changes import Because
from bookbag.people.models.family import PointKind
from bookbag.people.points import LONGEST, compared
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

MOST = 5
"""So many of a kind are enough for anybody."""
RECORDED = {
    Because.CORRECTED: Kind.POINT_CORRECTED,
    Because.ADDED: Kind.POINT_ADDED,
    Because.REMOVED: Kind.POINT_REMOVED,
}


def hold(contact_id: UUID, kind: str, value: str, *, instead: UUID | None = None, by: Actor, now: datetime) -> None:
    """Hold one more number or address of this adult, or another instead of one. Raises `NotFound` for one not theirs."""
    new = " ".join(value.split())
    with tenancy.atomic():
        adult = _adult(contact_id, by)
        theirs = ContactPoint.objects.filter(school_id=by.school_id, contact_id=contact_id, kind=kind)
        point = theirs.filter(id=instead).first() if instead else ContactPoint(school_id=by.school_id, kind=kind)
        if point is None:
            raise NotFound
        check(adult.id, kind, new, instead=instead, by=by)
        was = point.value
        point.contact, point.value, point.folded, point.resting_since = adult, new, compared(kind, new), None
        point.save()
        _keep(point, Because.CORRECTED if instead else Because.ADDED, was, by=by, now=now)


def check(contact_id: UUID, kind: str, new: str, *, instead: UUID | None = None, by: Actor) -> None:
    """Raise `Invalid` where this cannot be held of the adult, with why."""
    theirs = ContactPoint.objects.filter(school_id=by.school_id, contact_id=contact_id, kind=kind)
    theirs = theirs.exclude(id=instead) if instead else theirs
    if not new or len(new) > LONGEST:
        raise Invalid(_("Write what we should hold."))
    if kind == PointKind.TELEPHONE and not telephones.e164(new):
        raise Invalid(_("Write the telephone number with its area code, as in 01632 960001."))
    if theirs.filter(folded=compared(kind, new)).exists():
        raise Invalid(_("We hold this one for you already."))
    if theirs.count() >= MOST:
        raise Invalid(_("We hold enough of these. Change one of them instead."))


def remove(contact_id: UUID, point_id: UUID, *, by: Actor, now: datetime) -> None:
    """Hold one of several no more; the last of its kind stays, so that the adult can be reached."""
    with tenancy.atomic():
        _adult(contact_id, by)
        theirs = ContactPoint.objects.filter(school_id=by.school_id, contact_id=contact_id)
        point = theirs.select_related("contact").filter(id=point_id).first()
        if point is None:
            raise NotFound
        if not theirs.filter(kind=point.kind).exclude(id=point.id).exists():
            raise Invalid(_("This is the only one that we hold. Change it, or add another first."))
        _keep(point, Because.REMOVED, point.value, by=by, now=now)
        point.delete()


def prefer(contact_id: UUID, wanted: Mapping[str, Any], *, by: Actor, now: datetime) -> None:
    """Hold how this adult wants to be written to and spoken with: language, paper, needs."""
    with tenancy.atomic():
        adult = _adult(contact_id, by)
        changed = {}
        for name in ("language", "on_paper", "needs"):
            before, after = (details.in_words(value) for value in (getattr(adult, name), wanted[name]))
            if before != after:
                changed[name] = (before, after)
                setattr(adult, name, wanted[name])
        if changed:
            adult.save(update_fields=list(changed))
            details.keep(changed, contact_id=adult.id, by=replace(by, name=_name(adult)), now=now)
            note(Kind.ADULT_CORRECTED, by=by, now=now, thing="contact", thing_id=adult.id)


def _adult(contact_id: UUID, by: Actor) -> Contact:
    """The adult, held so that two presses take turns."""
    found = Contact.objects.select_for_update(of=("self",)).filter(school_id=by.school_id, id=contact_id).first()
    if found is None:
        raise NotFound
    return found


def _name(adult: Contact) -> str:
    return f"{adult.full_name}, on the family pages"[:200]


def _keep(point: ContactPoint, because: Because, was: str, *, by: Actor, now: datetime) -> None:
    PointChange.objects.create(
        school_id=by.school_id,
        contact_id=point.contact_id,
        kind=point.kind,
        was=was,
        because=because,
        by=None,
        by_name=_name(point.contact),
        at=now,
    )
    note(RECORDED[because], by=by, now=now, thing="contact", thing_id=point.contact_id)
