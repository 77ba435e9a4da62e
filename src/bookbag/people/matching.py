"""Who wrote this? Compares an address and a name with what we hold, and says why it thinks so. A person can undo it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from bookbag.people import queries
from bookbag.people.folding import folded, folded_email, sort_key
from bookbag.people.models import Contact, ContactPoint, Pupil, StaffMember
from bookbag.people.models.family import PointKind
from bookbag.people.points import compared


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


def adults_held_under(school_id: int, words: str) -> list[Contact]:
    """Adults for whom we hold this e-mail address, telephone number or postal address, however it is written."""
    text = words.replace("\0", " ").strip()
    known_as = [(kind, compared(kind, text)) for kind in PointKind]
    alike = Q()
    for kind, value in known_as:
        alike |= Q(kind=kind, folded=value)
    points = ContactPoint.objects.filter(alike, school_id=school_id).select_related("contact")
    return list({point.contact_id: point.contact for point in points.order_by("contact__sort_key", "id")[:50]}.values())


def adults_named(school_id: int, *, name: str, child: str) -> list[Contact]:
    """Adults of this name who have a child of that name at the school: between whom a person may have to choose."""
    given, _, family = name.strip().rpartition(" ")
    if not (given and child.strip()):
        return []
    alike = list(Contact.objects.filter(school_id=school_id, sort_key=sort_key(family, given))[:10])
    theirs = queries.children_of([adult.id for adult in alike])
    return [adult for adult in alike if any(_is_called(pupil, child) for pupil in theirs.get(adult.id, []))]


def children_named(school_id: int, *, name: str, class_name: str = "") -> list[Pupil]:
    """Children at the school of this first and family name, in this class where one is given."""
    words = folded(name.replace("\0", " ")).split()
    if len(words) < 2:
        return []
    wanted = folded(class_name)
    return [
        pupil
        for pupil in queries.pupils_called(school_id, words[:1])
        if _is_called(pupil, name)
        and (not wanted or (pupil.school_class and folded(pupil.school_class.name) == wanted))
    ]


def _is_called(pupil: Pupil, name: str) -> bool:
    """Whether a name as somebody typed it is this child's: the first name in use or as registered, and the family name."""
    given, _, family = folded(name).rpartition(" ")
    return folded(pupil.family_name) == family and given in {pupil.called, folded(pupil.given_name)}
