"""Who is asked whether their details are right, who has answered and what they changed. Only reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from bookbag.people import mailboxes, queries, restrictions
from bookbag.people.models import Contact, ContactPoint, DetailCheck, DetailRound, PointChange, Pupil, Relationship
from bookbag.people.models.changes import Because
from bookbag.people.models.detail_checks import Way
from bookbag.people.models.family import PointKind
from bookbag.policy.permissions import Actor
from bookbag.policy.telling import WRITING

THEIR_OWN = (Because.CORRECTED, Because.ADDED, Because.REMOVED)


@dataclass(frozen=True, slots=True)
class Asked:
    """An adult of a round: how asked, if they were, what they answered, and what they changed since."""

    contact: Contact
    children: tuple[Pupil, ...]
    check: DetailCheck | None = None
    changes: tuple[PointChange, ...] = ()
    why_not: str = ""
    is_stopped: bool = False
    """An order stands in the way now, whether or not it did when the round asked."""

    @property
    def answer(self) -> str:
        """What became of it: not asked, changed, right, or nothing yet."""
        if self.check is None:
            return "not asked"
        if self.changes:
            return "changed"
        return "right" if self.check.confirmed_at else "nothing"

    @property
    def is_new(self) -> bool:
        """True where something has changed that the office has not looked at."""
        seen = self.check.seen_at if self.check else None
        return any(seen is None or change.at > seen for change in self.changes)

    @property
    def is_on_paper(self) -> bool:
        """True where they were asked by a sheet, and may still be written to."""
        return self.check is not None and self.check.way == Way.PAPER and not self.is_stopped

    @property
    def school_class(self) -> str:
        """The class by which sheets are sorted: that of the first child."""
        first = self.children[0].school_class if self.children else None
        return first.name if first else ""


def last_round(school_id: int) -> DetailRound | None:
    """When families were asked last, or None."""
    return DetailRound.objects.filter(school_id=school_id).order_by("-day").first()


def adults(by: Actor) -> list[Contact]:
    """Whom a round asks: every adult of a child who is here now, by name. Authorities and agencies keep their own.

    Somebody who is a parent here sees none of their own family.
    """
    linked = Relationship.objects.filter(school_id=by.school_id, pupil__left_on=None).values("contact_id")
    found = Contact.objects.filter(school_id=by.school_id, id__in=linked, organisation="")
    return list(queries.of_others(found, by).order_by("sort_key", "id"))


def instructed(school_id: int, contacts: Iterable[Contact], *, today: date) -> set[UUID]:
    """With which of these adults the office is to be asked before anybody writes to them."""
    children = queries.children_of([adult.id for adult in contacts])
    pupils = [pupil.id for theirs in children.values() for pupil in theirs]
    return {each.id for each in restrictions.ring_office_first(school_id, pupils, today=today, scopes=WRITING)}


def own_addresses(school_id: int, contacts: Sequence[UUID]) -> dict[UUID, str]:
    """The e-mail address that each of these adults has to themselves and that works, of those who have one."""
    points = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.EMAIL, contact_id__in=contacts)
    working = list(points.filter(resting_since=None).order_by("-value"))
    boxes = mailboxes.of_addresses(school_id, [point.folded for point in working])
    return {point.contact_id: point.value for point in working if not boxes[point.folded].is_shared}


def of_round(current: DetailRound, *, by: Actor, today: date) -> list[Asked]:
    """Everybody whom the round was to ask, by name, with what became of it."""
    everybody = adults(by)
    ids = [adult.id for adult in everybody]
    checks = {
        check.contact_id: check
        for check in DetailCheck.objects.filter(school_id=current.school_id, round=current, contact_id__in=ids)
    }
    children, first = queries.children_of(ids), instructed(current.school_id, everybody, today=today)
    changes = _changes(current.school_id, checks)
    return [
        Asked(
            adult,
            tuple(children.get(adult.id, ())),
            checks.get(adult.id),
            tuple(changes.get(adult.id, ())),
            "" if adult.id in checks else _why_not(adult, first),
            is_stopped=adult.id in first,
        )
        for adult in everybody
    ]


def _why_not(adult: Contact, first: set[UUID]) -> str:
    if adult.id in first:
        return f"Ring the office before you contact {adult.addressed_as}."
    return "The asking did not reach them."


def _changes(school_id: int, checks: dict[UUID, DetailCheck]) -> dict[UUID, list[PointChange]]:
    """What these adults changed themselves since they were asked."""
    rows = PointChange.objects.filter(school_id=school_id, contact_id__in=checks, by=None, because__in=THEIR_OWN)
    found: dict[UUID, list[PointChange]] = {}
    for row in rows.order_by("at"):
        if row.at >= checks[row.contact_id].asked_at:
            found.setdefault(row.contact_id, []).append(row)
    return found


def sheets(current: DetailRound, *, by: Actor, today: date) -> list[tuple[Asked, list[ContactPoint]]]:
    """Those who are asked on paper and have not answered, by class: each with the ways in which they are reached."""
    on_paper = [each for each in of_round(current, by=by, today=today) if each.is_on_paper and each.answer == "nothing"]
    points: dict[UUID, list[ContactPoint]] = {}
    held = ContactPoint.objects.filter(
        school_id=current.school_id, contact_id__in=[each.contact.id for each in on_paper]
    )
    for point in held.order_by("kind", "value"):
        points.setdefault(point.contact_id, []).append(point)
    by_class = sorted(on_paper, key=lambda each: (each.school_class, each.contact.sort_key))
    return [(each, points.get(each.contact.id, [])) for each in by_class]


def open_check(school_id: int, contact_id: UUID) -> DetailCheck | None:
    """The latest question to this adult, while they have not said that their details are right."""
    theirs = DetailCheck.objects.filter(school_id=school_id, contact_id=contact_id)
    latest = theirs.order_by("-asked_at").first()
    return latest if latest and latest.confirmed_at is None else None


def news(by: Actor) -> int:
    """How many adults have changed their details since they were asked, and nobody has looked."""
    current = last_round(by.school_id)
    if current is None:
        return 0
    own = PointChange.objects.filter(school_id=by.school_id, contact_id=OuterRef("contact_id"), by=None)
    since = own.filter(because__in=THEIR_OWN, at__gte=OuterRef("asked_at"))
    unseen = Q(Exists(since), seen_at=None) | Q(Exists(since.filter(at__gt=OuterRef("seen_at"))))
    checks = DetailCheck.objects.filter(unseen, school_id=by.school_id, round=current)
    here = Contact.objects.filter(school_id=by.school_id, relationships__pupil__left_on=None)
    return checks.filter(contact__in=queries.of_others(here, by)).count()
