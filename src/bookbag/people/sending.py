"""Who gets what the school sends home about a child, and what of one home must not be read in the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from bookbag.people import restrictions
from bookbag.people.folding import folded_email
from bookbag.people.models import Contact, ContactPoint, Pupil, Relationship
from bookbag.people.models.family import Need, PointKind, Told
from bookbag.people.showing import Particulars
from bookbag.policy.telling import Scope


@dataclass(frozen=True, slots=True)
class Addressee:
    """An adult who gets a copy: by e-mail, or on paper where there is no address of their own. Some are rung instead."""

    contact_id: UUID
    name: str
    email: str
    rung: bool
    parent: bool
    """Nobody has said that this adult has no parental responsibility."""


@dataclass(frozen=True, slots=True)
class ToTell:
    """Who gets it, and how many adults an order leaves out. Never whom it leaves out."""

    addressees: tuple[Addressee, ...]
    left_out: int


def to_tell(pupil: Pupil, *, of: Iterable[Scope], kind: Told | None = None, today: date) -> ToTell:
    """The adults of a child who are told this, each on their own. Of two homes each has a copy of its own."""
    limited = restrictions.limited([pupil.id], of=of, today=today)
    ties = [tie for tie in ties_of([pupil.id]) if tie.told and (not kind or not tie.tells or kind in tie.tells)]
    used: set[str] = set()
    found = []
    for tie in ties:
        if tie.contact_id in limited:
            continue
        email = "" if _is_not_mailed(tie.contact) else _email(tie.contact)
        if folded_email(email) in used:
            if pupil.told_apart_on is None and not tie.contact.needs:
                continue  # one mailbox of one home: the copy in it is theirs, too
            email = ""
        used |= {folded_email(email)} if email else set()
        parent = bool(tie.parental_responsibility is not False or tie.section_576)
        rung = Need.PHONE_CALL in tie.contact.needs
        found.append(Addressee(tie.contact_id, tie.contact.full_name, email, rung, parent))
    return ToTell(tuple(found), sum(tie.contact_id in limited for tie in ties))


def _is_not_mailed(contact: Contact) -> bool:
    """Whether an adult gets a letter on paper, or is rung instead; who takes e-mail only is always mailed."""
    if Need.PHONE_CALL in contact.needs:
        return True
    return contact.on_paper and Need.EMAIL_ONLY not in contact.needs


def ties_of(pupils: Sequence[UUID]) -> list[Relationship]:
    """Each adult of these children with the ways to reach them, by name."""
    points = Prefetch("contact__points", ContactPoint.objects.order_by("value", "id"))
    ties = Relationship.objects.filter(pupil_id__in=pupils).select_related("contact", "pupil").prefetch_related(points)
    return list(ties.order_by("contact__sort_key", "contact_id", "id"))


def particulars(contact: Contact) -> Particulars:
    """How an adult is called and reached, with the ways that are held now."""
    ways: dict[str, list[str]] = {kind: [] for kind in PointKind}
    for point in contact.points.all():
        ways[point.kind].append(point.value)
    return Particulars(
        contact.given_name,
        contact.family_name,
        contact.title,
        tuple(ways[PointKind.EMAIL]),
        tuple(ways[PointKind.TELEPHONE]),
        tuple(ways[PointKind.POST]),
    )


def live_together(one: Contact, other: Contact) -> bool:
    """Whether two adults are held at the same front door."""
    doors = [{point.folded for point in each.points.all() if point.kind == PointKind.POST} for each in (one, other)]
    return bool(doors[0] & doors[1])


def contacts_at(school_id: int, addresses: Iterable[str]) -> dict[str, set[UUID]]:
    """Whose each of these folded e-mail addresses is."""
    held: dict[str, set[UUID]] = {}
    points = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.EMAIL, folded__in=list(addresses))
    for folded, contact_id in points.values_list("folded", "contact_id"):
        held.setdefault(folded, set()).add(contact_id)
    return held


def _email(contact: Contact) -> str:
    """The address at which an adult is reached now, or nothing."""
    emails = [point for point in contact.points.all() if point.kind == PointKind.EMAIL and not point.resting_since]
    return emails[0].value if emails else ""
