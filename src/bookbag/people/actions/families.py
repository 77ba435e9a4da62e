"""Classes and families: entered together, however many, as a list or an import brings them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bookbag.errors import Invalid
from bookbag.people.folding import folded, sort_key
from bookbag.people.models import Contact, ContactPoint, Pupil, Relationship, SchoolClass
from bookbag.people.models.family import PointKind
from bookbag.people.points import compared
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


@dataclass(frozen=True, slots=True)
class NewClass:
    """A class, and the teacher to whom its families write first."""

    name: str
    year: str
    teacher: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewPupil:
    """A child to enter, in a class that exists."""

    given_name: str
    family_name: str
    class_name: str
    known_as: str = ""
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewAdult:
    """An adult to enter, and what the adult is to every child of the family."""

    given_name: str
    family_name: str
    kind: str
    title: str = ""
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    address: str = ""
    language: str = "en"
    on_paper: bool = False
    parental_responsibility: bool | None = True
    lives_with: bool | None = True


@dataclass(frozen=True, slots=True)
class NewFamily:
    """Children who have the same adults. Nothing of it stays but each adult's link to each child."""

    pupils: tuple[NewPupil, ...]
    adults: tuple[NewAdult, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """What became of a `NewFamily`, in its order."""

    pupils: tuple[Pupil, ...]
    adults: tuple[Contact, ...]


def open_classes(plans: Sequence[NewClass], *, by: Actor, now: datetime) -> list[SchoolClass]:
    """Open classes. Raises `Invalid` where one of the names is taken."""
    with tenancy.atomic():
        names = [plan.name for plan in plans]
        taken = SchoolClass.objects.filter(school_id=by.school_id, name__in=names).first()
        if taken or len(set(names)) < len(names):
            raise Invalid(f"Two classes cannot have the same name: {taken or ', '.join(names)}.")
        opened = SchoolClass.objects.bulk_create(
            SchoolClass(school_id=by.school_id, name=plan.name, year=plan.year, teacher_id=plan.teacher)
            for plan in plans
        )
        for each in opened:
            note(Kind.CLASS_OPENED, by=by, now=now, thing="class", thing_id=each.id)
        return opened


def enter(families: Iterable[NewFamily], *, by: Actor, now: datetime) -> list[Family]:
    """Enter families with all their adults' ways of being reached. Raises `Invalid` for a class that does not exist."""
    with tenancy.atomic():
        classes = {each.name: each for each in SchoolClass.objects.filter(school_id=by.school_id)}
        planned = list(families)
        unknown = {child.class_name for plan in planned for child in plan.pupils} - set(classes)
        if unknown:
            raise Invalid(f"There is no class {', '.join(sorted(unknown))}.")
        entered = [_rows(plan, classes, by.school_id) for plan in planned]
        Pupil.objects.bulk_create(pupil for family in entered for pupil in family.pupils)
        Contact.objects.bulk_create(adult for family in entered for adult in family.adults)
        pairs = list(zip(planned, entered, strict=True))
        ContactPoint.objects.bulk_create(point for plan, family in pairs for point in _points(plan, family))
        Relationship.objects.bulk_create(tie for plan, family in pairs for tie in _ties(plan, family))
        for family in entered:
            for pupil in family.pupils:
                note(Kind.PUPIL_ENTERED, by=by, now=now, thing="pupil", thing_id=pupil.id, adults=len(family.adults))
        return entered


def _rows(plan: NewFamily, classes: Mapping[str, SchoolClass], school_id: int) -> Family:
    return Family(
        pupils=tuple(
            Pupil(
                school_id=school_id,
                given_name=child.given_name,
                family_name=child.family_name,
                known_as=child.known_as,
                sort_key=sort_key(child.family_name, child.known_as or child.given_name),
                called=folded(child.known_as or child.given_name),
                surname=folded(child.family_name),
                born_on=child.born_on,
                school_class=classes[child.class_name],
            )
            for child in plan.pupils
        ),
        adults=tuple(
            Contact(
                school_id=school_id,
                title=adult.title,
                given_name=adult.given_name,
                family_name=adult.family_name,
                sort_key=sort_key(adult.family_name, adult.given_name),
                language=adult.language,
                on_paper=adult.on_paper,
            )
            for adult in plan.adults
        ),
    )


def _points(plan: NewFamily, family: Family) -> Iterable[ContactPoint]:
    for adult, contact in zip(plan.adults, family.adults, strict=True):
        ways = [(PointKind.EMAIL, email) for email in adult.emails]
        ways += [(PointKind.TELEPHONE, number) for number in adult.telephones]
        ways += [(PointKind.POST, adult.address)] if adult.address else []
        once = {(kind, compared(kind, value)): value for kind, value in reversed(ways)}
        for (kind, known_as), value in once.items():
            yield ContactPoint(school_id=contact.school_id, contact=contact, kind=kind, value=value, folded=known_as)


def _ties(plan: NewFamily, family: Family) -> Iterable[Relationship]:
    for adult, contact in zip(plan.adults, family.adults, strict=True):
        for pupil in family.pupils:
            yield Relationship(
                school_id=contact.school_id,
                pupil=pupil,
                contact=contact,
                kind=adult.kind,
                parental_responsibility=adult.parental_responsibility,
                lives_with=adult.lives_with,
            )
