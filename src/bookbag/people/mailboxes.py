"""Whose an e-mail address is: one adult's, several adults', or that of somebody who both works here and has a child here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bookbag.people.models import Contact, ContactPoint, Pupil, Relationship, StaffMember
from bookbag.people.models.family import PointKind


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The adults who may read what goes to an address. `staff` works here and has it too: as the school's, or at home."""

    adults: tuple[Contact, ...] = ()
    staff: StaffMember | None = None
    apart_on: date | None = None
    """When the school was told that those who share it live apart."""
    is_the_schools: bool = False
    """Somebody has it from the school, for their work."""

    @property
    def is_shared(self) -> bool:
        """True where more than one adult is held under it."""
        return len(self.adults) > 1

    @property
    def has_two_hats(self) -> bool:
        """True where its one holder may write as a parent and as a colleague."""
        return len(self.adults) == 1 and self.staff is not None


def of_addresses(school_id: int, addresses: Iterable[str]) -> dict[str, Mailbox]:
    """The mailboxes behind these folded addresses, of those that we hold; two queries, and two more where some are shared
    or the school's.
    """
    wanted = set(addresses) - {""}
    if not wanted:
        return {}
    points = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.EMAIL, folded__in=wanted)
    adults: dict[str, dict[UUID, Contact]] = {}
    for point in points.select_related("contact__staff").order_by("contact__sort_key", "contact_id"):
        adults.setdefault(point.folded, {})[point.contact_id] = point.contact
    found = {address: _held(school_id, tuple(theirs.values())) for address, theirs in adults.items()}
    works = StaffMember.objects.filter(school_id=school_id, email__in=wanted - set(found), left_on=None)
    for member in works if wanted - set(found) else ():
        found[member.email] = Mailbox(tuple(_parents(school_id, member)), member, is_the_schools=True)
    return found


def _held(school_id: int, adults: tuple[Contact, ...]) -> Mailbox:
    if len(adults) > 1:
        return Mailbox(adults, apart_on=_told_apart(school_id, [adult.id for adult in adults]))
    staff = adults[0].staff
    return Mailbox(adults, staff if staff and staff.left_on is None else None)


def _parents(school_id: int, member: StaffMember) -> list[Contact]:
    """This colleague as the adult of children who are here now."""
    links = Relationship.objects.filter(school_id=school_id, contact__staff=member, pupil__left_on=None)
    return list({link.contact_id: link.contact for link in links.select_related("contact")}.values())


def _told_apart(school_id: int, adults: Sequence[UUID]) -> date | None:
    days = [child.told_apart_on for child in children_of_all(school_id, adults) if child.told_apart_on]
    return max(days, default=None)


def children_of_all(school_id: int, adults: Sequence[UUID]) -> list[Pupil]:
    """The children here now to whom each of these adults is linked, by name."""
    links = Relationship.objects.filter(school_id=school_id, contact_id__in=adults, pupil__left_on=None)
    linked: dict[UUID, set[UUID]] = {}
    pupils: dict[UUID, Pupil] = {}
    for link in links.select_related("pupil__school_class").order_by("pupil__sort_key", "pupil_id"):
        linked.setdefault(link.pupil_id, set()).add(link.contact_id)
        pupils[link.pupil_id] = link.pupil
    return [pupil for pupil_id, pupil in pupils.items() if linked[pupil_id] == set(adults)]
