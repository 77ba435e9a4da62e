"""Copies on paper that nobody has noted as handed out yet: of letters home, and of answers to who gets everything on paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bookbag.desk import homecopies, makings, printing
from bookbag.desk.models import Case, CasePupil, HomeCopy, Making, Reply
from bookbag.desk.printing import Letter, Part
from bookbag.paper.typesetting import can_show
from bookbag.people.models import Contact, ContactPoint
from bookbag.people.models.family import PointKind
from bookbag.policy.permissions import Actor
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Printout:
    """One adult's copy. `is_copy` of a letter home; else of an answer."""

    id: UUID
    is_copy: bool
    contact: Contact
    reply: Reply
    group: str
    since: datetime

    @property
    def case(self) -> Case:
        """The case of its message."""
        return self.reply.case

    @property
    def parts(self) -> tuple[Part, ...]:
        """The words as this adult gets them."""
        return printing.parts_for(self.contact, self.reply.draft)

    @property
    def is_large(self) -> bool:
        """Whether it is set in large print."""
        return printing.size_for(self.contact) == printing.LARGE

    @property
    def can_be_set(self) -> bool:
        """Whether our typefaces have all its letters; else it is printed from a page of its own."""
        return all(can_show(part.words) for part in self.parts)


def waiting(actor: Actor) -> list[Printout]:
    """What is to be printed of cases that the actor may see, by class and name: as it is handed out."""
    copies = [each.row for each in homecopies.to_post(actor)]
    made = [each.row for each in makings.to_do(actor) if each.on_paper]
    cases = [*(row.reply.case_id for row in copies), *(row.reply.case_id for row in made)]
    groups = _groups(cases, actor.school_id)
    found = [
        *(_printout(row, groups, since=row.reply.draft.changed_at) for row in copies),
        *(_printout(row, groups, since=row.since) for row in made),
    ]
    return sorted(found, key=lambda each: (each.group, each.contact.sort_key, each.since, str(each.id)))


def _printout(row: HomeCopy | Making, groups: Mapping[UUID, str], *, since: datetime) -> Printout:
    group = groups.get(row.reply.case_id, "")
    return Printout(row.id, isinstance(row, HomeCopy), row.contact, row.reply, group, since)


def _groups(cases: Iterable[UUID], school_id: int) -> dict[UUID, str]:
    """The class of the first pupil of each case."""
    about = CasePupil.objects.filter(school_id=school_id, case_id__in=list(cases)).select_related("pupil__school_class")
    ordered = about.order_by("-pupil__sort_key")
    return {one.case_id: one.pupil.school_class.name for one in ordered if one.pupil.school_class}


def as_pdf(school: School, printouts: Iterable[Printout], *, today: date, now: datetime) -> bytes:
    """The copies that can be set, one after another."""
    ready = [each for each in printouts if each.can_be_set]
    addresses = _addresses(school.id, {each.contact.id for each in ready})
    letters = [
        Letter(
            each.reply.draft.subject,
            each.parts,
            today,
            (each.contact.addressed_as, *addresses.get(each.contact.id, ())),
            printing.size_for(each.contact),
        )
        for each in ready
    ]
    return printing.as_pdf(school, "Copies to hand out", letters, now=now)


def _addresses(school_id: int, contacts: set[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Where each of these adults lives, line by line."""
    points = ContactPoint.objects.filter(school_id=school_id, contact_id__in=contacts, kind=PointKind.POST)
    return {
        each.contact_id: tuple(line.strip() for line in each.value.replace(",", "\n").splitlines() if line.strip())
        for each in points.order_by("-value")
    }
