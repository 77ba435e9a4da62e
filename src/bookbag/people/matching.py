"""Who wrote this? Compares an address and a name with what we hold, and says why it thinks so. A person can undo it."""

from dataclasses import dataclass
from uuid import UUID

from bookbag.people.folding import folded, folded_email
from bookbag.people.models import Contact, ContactPoint, StaffMember
from bookbag.people.models.family import PointKind


@dataclass(frozen=True, slots=True)
class Match:
    """What matching found: at most one contact or member of staff, and why; else those between whom a person chooses."""

    contact: Contact | None = None
    staff_id: UUID | None = None
    because: str = ""
    candidates: tuple[Contact, ...] = ()


def who_wrote(school_id: int, *, address: str, name: str) -> Match:
    """Match a sender by address; where two adults share a mailbox, by the name that the sender's program gave, or ask."""
    known_as = folded_email(address)
    points = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.EMAIL, folded=known_as).select_related(
        "contact"
    )
    holders = {point.contact_id: point.contact for point in points}
    if len(holders) == 1:
        (only,) = holders.values()
        return Match(contact=only, because="This is the e-mail address that we hold.")
    if holders:
        named = [each for each in holders.values() if folded(each.full_name) == folded(name)]
        if len(named) == 1:
            return Match(contact=named[0], because="Two people share this address; the name on the e-mail is this one.")
        return Match(because="Several people share this address.", candidates=tuple(holders.values()))
    works_here = StaffMember.objects.filter(school_id=school_id, email=known_as, left_on=None).first()
    if works_here:
        return Match(staff_id=works_here.id, because="This is the address of somebody who works here.")
    return Match(because="We hold no such address.")
