"""Who wrote this? Compares an address and a name with what we hold, and says why it thinks so. A person can undo it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from bookbag.people import mailboxes, queries
from bookbag.people.folding import folded, folded_email, sort_key
from bookbag.people.mailboxes import Mailbox
from bookbag.people.models import Contact, ContactPoint, Pupil
from bookbag.people.models.family import PointKind
from bookbag.people.points import compared

SHARED = "Several people share this address."
TWO_HATS = "{} works here and has a child here."


@dataclass(frozen=True, slots=True)
class Match:
    """What matching found: at most one contact or member of staff, and why; else those between whom a person chooses.

    `both` where the writer is a parent and works here: which of the two they write as, a person says.
    """

    contact: Contact | None = None
    staff_id: UUID | None = None
    because: str = ""
    candidates: tuple[Contact, ...] = ()
    both: Mailbox | None = None


def who_wrote(school_id: int, *, address: str) -> Match:
    """Match a sender by address. Several who share one are told apart by a person, and by nothing that a mail says.

    Somebody who also works here counts as a parent until it is said otherwise: a promise kept to a colleague costs
    little, one that is never counted costs a family. From an address that the school gave them no child is drawn in.
    """
    known_as = folded_email(address)
    box = mailboxes.of_addresses(school_id, [known_as]).get(known_as)
    if box is None:
        return Match(because="We hold no such address.")
    if box.is_shared:
        return Match(because=SHARED, candidates=box.adults)
    if box.has_two_hats:
        adult = None if box.is_the_schools else box.adults[0]
        return Match(contact=adult, because=TWO_HATS.format(box.adults[0].full_name), both=box)
    if box.staff:
        return Match(staff_id=box.staff.id, because="This is the address of somebody who works here.")
    return Match(contact=box.adults[0], because="This is the e-mail address that we hold.")


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
