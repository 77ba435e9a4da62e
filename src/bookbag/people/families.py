"""Families as the office looks for them and sees them: a child with each adult on their own, an adult with the children.

Only reads. Who may see whom is for `web.access` to ask; here a teacher's own classes are one more thing to look by.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from bookbag.people import households, names, postal, queries, telephones
from bookbag.people.folding import folded, folded_email
from bookbag.people.households import Home, Living
from bookbag.people.models import (
    Contact,
    ContactPoint,
    DetailChange,
    PointChange,
    Pupil,
    Relationship,
    SchoolClass,
)
from bookbag.people.models.family import Need, PointKind, Told
from bookbag.people.points import compared
from bookbag.people.shortnames import LINES_OF
from bookbag.policy.permissions import Actor, Standing

NEEDS, POINTS, TOLD = Need.choices, PointKind.choices, Told.choices
MOST = 50
"""So many lines are shown; whoever sees as many looks by more."""
UNORDERED = 1000
_LONG_ENOUGH = 4
"""Letters of a name in which a slip of the finger leaves enough to know it by."""
_NONE: frozenset[int] = frozenset()
_POSTCODE = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?( ?[0-9][a-z]{2})?", re.IGNORECASE)


def find_pupil(school_id: int, pupil_id: UUID) -> Pupil | None:
    """A child, also one who has left, or None."""
    return Pupil.objects.filter(school_id=school_id, id=pupil_id).select_related("school_class__teacher").first()


def find_contact(school_id: int, contact_id: UUID) -> Contact | None:
    """An adult, or None."""
    return Contact.objects.filter(school_id=school_id, id=contact_id).select_related("staff").first()


def ties_of_child(pupil: Pupil) -> list[Relationship]:
    """Each adult of a child with what they are to it and how they are reached; by name, save where somebody set an order.

    Who acts for an authority comes after the family.
    """
    points = ContactPoint.objects.order_by("-kind", "value")
    ties = Relationship.objects.filter(school_id=pupil.school_id, pupil=pupil).select_related("contact")
    found = ties.prefetch_related(Prefetch("contact__points", points)).order_by("contact__sort_key", "id")
    return sorted(found, key=lambda tie: (bool(tie.contact.organisation), tie.priority or UNORDERED))


def ties_of_adult(contact: Contact) -> list[Relationship]:
    """Each child of an adult, those here now first."""
    ties = Relationship.objects.filter(school_id=contact.school_id, contact=contact)
    found = ties.select_related("pupil__school_class").order_by("pupil__sort_key", "id")
    return sorted(found, key=lambda tie: tie.pupil.left_on is not None)


def homes_of(ties: Iterable[Relationship]) -> tuple[Home, ...]:
    """The homes of the child of these ties."""
    return households.homes(
        Living(
            tie.contact.full_name,
            tuple((point.folded, point.value) for point in tie.contact.points.all() if point.kind == PointKind.POST),
            tie.parental_responsibility,
            tie.lives_with,
        )
        for tie in ties
        if not tie.contact.organisation
    )


def points_of(contact: Contact) -> list[ContactPoint]:
    """The ways of reaching an adult, telephones first."""
    return list(ContactPoint.objects.filter(school_id=contact.school_id, contact=contact).order_by("-kind", "value"))


def telephones_of(contact: Contact) -> list[str]:
    """The numbers at which an adult is rung."""
    return [point.value for point in points_of(contact) if point.kind == PointKind.TELEPHONE]


def shared_with(contact: Contact, *, teacher: UUID | None) -> dict[UUID, list[str]]:
    """By the id of each way of reaching an adult, the names of others who are reached by the same e-mail, number or door.

    With `teacher` only adults of the children of that teacher's classes.
    """
    mine = [point for point in points_of(contact) if point.folded]
    others = ContactPoint.objects.filter(school_id=contact.school_id, folded__in=[point.folded for point in mine])
    if teacher:
        known = Relationship.objects.filter(school_id=contact.school_id, pupil__school_class__teacher_id=teacher)
        others = others.filter(contact_id__in=known.values("contact_id"))
    shared: dict[UUID, list[str]] = {}
    for other in others.exclude(contact=contact).select_related("contact").order_by("contact__sort_key", "id"):
        for point in mine:
            if (point.kind, point.folded) == (other.kind, other.folded):
                shared.setdefault(point.id, []).append(other.contact.full_name)
    return shared


def changed_points(contact: Contact) -> list[PointChange]:
    """How an adult was reached before, the latest first."""
    return list(PointChange.objects.filter(school_id=contact.school_id, contact=contact).order_by("-at")[:MOST])


def changes_of_adult(contact: Contact) -> list[DetailChange]:
    """What else was held of an adult before, the latest first."""
    changes = DetailChange.objects.filter(school_id=contact.school_id, contact=contact)
    return list(changes.select_related("pupil").order_by("-at")[:MOST])


def changes_of_child(pupil: Pupil) -> list[DetailChange]:
    """What was held of a child and of its adults before, the latest first."""
    changes = DetailChange.objects.filter(school_id=pupil.school_id, pupil=pupil)
    return list(changes.select_related("contact").order_by("-at")[:MOST])


@dataclass(frozen=True, slots=True)
class FoundChild:
    """A child that was looked for, with the names of the child's adults."""

    pupil: Pupil
    adults: tuple[Relationship, ...]


@dataclass(frozen=True, slots=True)
class FoundAdult:
    """An adult that was looked for, by what, and the children."""

    contact: Contact
    children: tuple[Relationship, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and what the words were taken for."""

    children: tuple[FoundChild, ...] = ()
    adults: tuple[FoundAdult, ...] = ()
    looked_for: str = ""
    only_close: bool = False
    """Nobody is called so; these are spelt or said alike."""

    def __bool__(self) -> bool:
        return bool(self.children or self.adults)


def search(by: Actor, words: str) -> Found:
    """Look for a child, an adult, a telephone number, an e-mail address or a postcode, however it is written.

    A teacher looks only among the children of their classes and their adults; nobody among their own children and theirs.
    """
    text = " ".join(words.replace("\0", " ").split())
    if not text:
        return Found()
    if point := _as_point(text):
        kind, condition, looked_for = point
        held = ContactPoint.objects.filter(condition, school_id=by.school_id, kind=kind).select_related("contact")
        reached = {each.contact_id: each.value for each in held.order_by("contact__sort_key", "-id")[: MOST * 2]}
        adults = Contact.objects.filter(school_id=by.school_id, id__in=reached)
        return Found(adults=_adults(adults, by, reached), looked_for=looked_for)
    return _by_name(by, text)


def adults(by: Actor, words: str) -> tuple[FoundAdult, ...]:
    """Adults whom the school holds, by name, number, e-mail or address: also those of the children who were found."""
    found = search(by, words)
    theirs = {tie.contact_id for child in found.children for tie in child.adults}
    if not theirs:
        return found.adults
    return (*found.adults, *_adults(Contact.objects.filter(school_id=by.school_id, id__in=theirs), by, {}))


def _as_point(text: str) -> tuple[PointKind, Q, str] | None:
    """What the words are where they are a way of reaching somebody, and no name."""
    if "@" in text:
        return PointKind.EMAIL, Q(folded__startswith=folded_email(text)), "the e-mail address"
    if number := telephones.e164(text):
        return PointKind.TELEPHONE, Q(folded=number), "the telephone number"
    if _POSTCODE.fullmatch(text) and len(text) > 3:
        return PointKind.POST, Q(folded__startswith=postal.door_of(text).postcode or folded(text)), "the postcode"
    if any(letter.isdigit() for letter in text) and (postal.door_of(text).key):
        return PointKind.POST, Q(folded=compared(PointKind.POST, text)), "the address"
    return None


def _by_name(by: Actor, text: str) -> Found:
    words, school_id = folded(text).split(), by.school_id
    named = {folded(each.name): each for each in SchoolClass.objects.filter(school_id=school_id)}
    group = next((named[word] for word in words if word in named), None)
    said = [word for word in words if group is None or word != folded(group.name)]
    pupils, adults = Pupil.objects.filter(school_id=school_id), Contact.objects.filter(school_id=school_id)
    if group:
        pupils, adults = pupils.filter(school_class=group), adults.none()
    looked_for = "the name" if not group else f"the name, in {group.name}" if said else f"the class {group.name}"
    found = _named(pupils.filter(_called(said)), adults.filter(_held_as(said)), by)
    if found or not said:
        return replace(found, looked_for=looked_for)
    close = _named(pupils.filter(id__in=_alike(pupils, said)), adults.filter(id__in=_alike(adults, said)), by)
    return replace(close, looked_for=looked_for, only_close=True)


def _named(pupils: QuerySet[Pupil], adults: QuerySet[Contact], by: Actor) -> Found:
    """Children, and adults who do not stand beside them already."""
    children = _children(pupils, by)
    shown = {tie.contact_id for child in children for tie in child.adults}
    return Found(children, _adults(adults.exclude(id__in=shown), by, {}))


def _alike(people: QuerySet[Pupil] | QuerySet[Contact], words: Sequence[str]) -> list[UUID]:
    """Whose name has, for each of these words, one that may be the same with a slip of the finger or said shorter."""
    held = people.values_list("id", "sort_key").iterator()
    return [key for key, name in held if _says_all(words, name.replace(",", "").replace("-", " ").split())][:MOST]


def _says_all(words: Sequence[str], held: Sequence[str]) -> bool:
    return all(any(name.startswith(word) or _may_be(word, name) for name in held) for word in words)


def _may_be(said: str, held: str) -> bool:
    if LINES_OF.get(said, _NONE) & LINES_OF.get(held, _NONE):
        return True
    shorter, longer = sorted((len(said), len(held)))
    return shorter >= _LONG_ENOUGH and longer - shorter <= 1 and names.slips_between(said, held) <= 1


def _called(words: Iterable[str]) -> Q:
    """Children of whose names, in use or registered, one begins with each of these words."""
    condition = Q()
    for word in words:
        condition &= (
            _held_as([word])
            | Q(called__startswith=word)
            | Q(given_name__istartswith=word)
            | Q(family_name__istartswith=word)
        )
    return condition


def _held_as(words: Iterable[str]) -> Q:
    """People of whose names, as lists sort them, one begins with each of these words."""
    condition = Q()
    for word in words:
        condition &= Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}") | Q(sort_key__contains=f"-{word}")
    return condition


def _children(pupils: QuerySet[Pupil], by: Actor) -> tuple[FoundChild, ...]:
    pupils = pupils.exclude(id__in=by.own_children)
    if not by.works_whole_desk:
        pupils = pupils.filter(school_class__teacher_id=by.person)
    ties = Relationship.objects.select_related("contact").order_by("contact__sort_key", "id")
    here_first = pupils.select_related("school_class").order_by(F("left_on").desc(nulls_first=True), "sort_key", "id")
    found = here_first.prefetch_related(Prefetch("relationships", ties))[:MOST]
    return tuple(FoundChild(pupil, tuple(pupil.relationships.all())) for pupil in found)


def _adults(contacts: QuerySet[Contact], by: Actor, reached: dict[UUID, str]) -> tuple[FoundAdult, ...]:
    ties = Relationship.objects.select_related("pupil__school_class").order_by("pupil__sort_key", "id")
    contacts = queries.of_others(contacts, by)
    if not by.works_whole_desk:
        ties = ties.filter(pupil__school_class__teacher_id=by.person)
        contacts = contacts.filter(id__in=ties.values("contact_id"))
    found = contacts.order_by("sort_key", "id").prefetch_related(Prefetch("relationships", ties))[:MOST]
    return tuple(FoundAdult(each, tuple(each.relationships.all()), reached.get(each.id, "")) for each in found)


def standing_of_adult(contact: Contact) -> Standing:
    """What an adult is for a rule: whose parent, taught by whom, and which colleague, where they work here, too."""
    ties = ties_of_adult(contact)
    return Standing(
        school_id=contact.school_id,
        pupils=frozenset(tie.pupil_id for tie in ties),
        person_id=contact.staff_id,
        taking_part=teachers_of(ties),
    )


def teachers_of(ties: Sequence[Relationship]) -> frozenset[UUID]:
    """The teachers of the classes of these children."""
    groups = (tie.pupil.school_class for tie in ties)
    return frozenset(group.teacher_id for group in groups if group and group.teacher_id)


@dataclass(frozen=True, slots=True)
class Together:
    """Children who share an adult, one with another, and all their adults."""

    pupils: list[Pupil]
    adults: set[UUID]


def together(school_id: int) -> list[Together]:
    """The children who are here, gathered with those with whom they share an adult; by the name of the first child."""
    links: dict[UUID, set[UUID]] = {}
    for child, contact in Relationship.objects.filter(school_id=school_id).values_list("pupil_id", "contact_id"):
        links.setdefault(child, set()).add(contact)
    found: list[Together] = []
    here = Pupil.objects.filter(school_id=school_id, left_on=None).select_related("school_class")
    for pupil in here.order_by("sort_key", "id"):
        adults = links.get(pupil.id, set())
        same = [one for one in found if one.adults & adults]
        for one in same[1:]:
            same[0].pupils.extend(one.pupils)
            same[0].adults.update(one.adults)
            found.remove(one)
        if same:
            same[0].pupils.append(pupil)
            same[0].adults.update(adults)
        else:
            found.append(Together([pupil], set(adults)))
    return found
