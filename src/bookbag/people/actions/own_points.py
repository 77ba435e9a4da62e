"""What an adult corrects of their own on the family pages: telephone and address, at once. What was held before is kept.

An e-mail address is not among it: codes go there, and one that another adult holds would shut that adult out. The office
takes it.
"""

from datetime import datetime
from uuid import UUID

from bookbag.errors import Invalid, NotFound
from bookbag.people import telephones
from bookbag.people.models import ContactPoint, PointChange
from bookbag.people.models.changes import Because
from bookbag.people.models.family import PointKind
from bookbag.people.points import LONGEST, compared
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

OWN = (PointKind.TELEPHONE, PointKind.POST)


def correct(contact_id: UUID, point_id: UUID, value: str, *, by: Actor, now: datetime) -> None:
    """Hold another number or address in place of one of this adult's. Raises `NotFound` for one that is not theirs."""
    new = " ".join(value.split())
    with tenancy.atomic():
        theirs = ContactPoint.objects.filter(school_id=by.school_id, contact_id=contact_id)
        point = (
            theirs.select_for_update(of=("self",)).select_related("contact").filter(id=point_id, kind__in=OWN).first()
        )
        if point is None:
            raise NotFound
        _check(point, new)
        known_as = compared(point.kind, new)
        if theirs.filter(kind=point.kind, folded=known_as).exclude(id=point.id).exists():
            raise Invalid("We hold this one for you already.")
        was, point.value, point.folded, point.resting_since = point.value, new, known_as, None
        point.save(update_fields=["value", "folded", "resting_since"])
        PointChange.objects.create(
            school_id=by.school_id,
            contact_id=contact_id,
            kind=point.kind,
            was=was,
            because=Because.CORRECTED,
            by=None,
            by_name=f"{point.contact.full_name}, on the family pages"[:200],
            at=now,
        )
        note(Kind.POINT_CORRECTED, by=by, now=now, thing="contact", thing_id=contact_id)


def _check(point: ContactPoint, new: str) -> None:
    if not new or len(new) > LONGEST:
        raise Invalid("Write what we should hold.")
    if point.kind == PointKind.TELEPHONE and not telephones.e164(new):
        raise Invalid("Write the telephone number with its area code, as in 01632 960001.")
