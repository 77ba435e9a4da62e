"""Schools and the standing cast: office, teacher, head, DSL, governor; a parent; a stranger from another school."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bookbag.people.folding import folded, folded_email, sort_key
from bookbag.people.models import Contact, ContactPoint, Pupil, Relationship, SchoolClass, StaffMember, StaffRole
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import Mailbox, School, Term, Trust, User

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Monday 2 March 2026, 9 am: a school day."""

TERMS = [
    ("Autumn 1", date(2025, 9, 2), date(2025, 10, 24)),
    ("Autumn 2", date(2025, 11, 3), date(2025, 12, 19)),
    ("Spring 1", date(2026, 1, 5), date(2026, 2, 13)),
    ("Spring 2", date(2026, 2, 23), date(2026, 3, 27)),
    ("Summer 1", date(2026, 4, 13), date(2026, 5, 22)),
    ("Summer 2", date(2026, 6, 1), date(2026, 7, 21)),
]


def school(slug: str = "wyton", *, packs: tuple[str, ...] = ("wyton",), closes: time = time(16, 0)) -> School:
    """A maintained primary school in a trust, with a mailbox `office@SLUG.bookbag.test` and the terms of 2025-26."""
    trust, _ = Trust.objects.get_or_create(slug="valley", defaults={"name": "Valley Learning Trust"})
    made = School.objects.create(
        slug=slug,
        name=f"{slug.capitalize()} Primary School",
        trust=trust,
        legal_kind="academy",
        local_authority="Fenshire",
        packs=list(packs),
        email=f"office@{slug}.bookbag.test",
        telephone="01632 960123",
        opens=time(8, 30),
        closes=closes,
        office_opens=time(8, 15),
        office_closes=time(16, 30),
        childrens_services_day="01632 960555",
        childrens_services_night="01632 960999",
    )
    Mailbox.objects.create(school=made, address=made.email, name="School office")
    with tenancy.atomic(made.id):
        Term.objects.bulk_create(
            Term(school=made, name=name, first_day=first, last_day=last) for name, first, last in TERMS
        )
    return made


def staff(at: School, name: str, *roles: Role, email: str = "") -> Actor:
    """A member of staff with a login and these roles, as an actor."""
    address = email or f"{name.lower().replace(' ', '.')}@{at.slug}.bookbag.test"
    user, _ = User.objects.get_or_create(email=address, defaults={"name": name, "password": "!"})
    given, _, family = name.rpartition(" ")
    with tenancy.atomic(at.id):
        member = StaffMember.objects.create(
            school=at, user=user, name=name, sort_key=sort_key(family, given), email=folded_email(address)
        )
        StaffRole.objects.bulk_create(
            StaffRole(school=at, staff=member, role=role, starts_on=date(2025, 9, 1)) for role in roles
        )
    return Actor(name=name, school_id=at.id, staff_id=member.id, user_id=user.pk, roles=frozenset(roles))


@dataclass(frozen=True)
class Family:
    """A child, the class, and the adults by given name."""

    pupil: Pupil
    school_class: SchoolClass
    contacts: dict[str, Contact]


def family(
    at: School,
    child: str = "Amira Khan",
    adults: tuple[str, ...] = ("Samina Khan",),
    *,
    class_name: str = "4B",
    teacher: Actor | None = None,
) -> Family:
    """A child in a class with adults who each have an e-mail address `given.family@home.example`."""
    given, _, surname = child.rpartition(" ")
    with tenancy.atomic(at.id):
        group, _ = SchoolClass.objects.get_or_create(
            school=at,
            name=class_name,
            defaults={"year": class_name[0], "teacher_id": teacher.staff_id if teacher else None},
        )
        pupil = Pupil.objects.create(
            school=at,
            given_name=given,
            family_name=surname,
            sort_key=sort_key(surname, given),
            called=folded(given),
            surname=folded(surname),
            school_class=group,
        )
        contacts = {}
        for adult in adults:
            first, _, last = adult.rpartition(" ")
            contact = Contact.objects.create(
                school=at, given_name=first, family_name=last, sort_key=sort_key(last, first)
            )
            address = f"{first}.{last}@home.example".lower()
            ContactPoint.objects.create(
                school=at, contact=contact, kind="email", value=address, folded=folded_email(address)
            )
            Relationship.objects.create(school=at, pupil=pupil, contact=contact, kind="parent")
            contacts[first] = contact
    return Family(pupil, group, contacts)


__all__ = ["NOW", "Family", "Sight", "family", "school", "staff"]
