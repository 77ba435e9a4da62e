"""The world that is measured: three schools on three packs, their staff, two hundred families each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.builders import worlds

from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School, Term

SCHOOLS = {"spring": "spring-partnership", "wyton": "wyton", "norton": "norton-west-chinnock"}
FAMILIES = 200
GIVEN = ("Amira", "Finn", "Zosia", "Leo", "Mia", "Ivy", "Noah", "Ada", "Omar", "Elsie")
FAMILY = ("Khan", "Doyle", "Nowak", "Adeyemi", "Evans", "Clarke", "Okoro", "Hughes", "Patel", "Moss")


@dataclass(frozen=True, slots=True)
class Peopled:
    """A school, who works there, and the addresses of the families."""

    school: School
    office: Actor
    teachers: list[Actor]
    parents: list[str]


def people(now: datetime) -> list[Peopled]:
    """Make the three schools and everybody in them."""
    return [_peopled(slug, pack, now) for slug, pack in SCHOOLS.items()]


def _peopled(slug: str, pack: str, now: datetime) -> Peopled:
    school = worlds.school(slug, packs=(pack,))
    with tenancy.atomic(school.id):
        Term.objects.all().delete()
        first, last = (now - timedelta(days=60)).date(), (now + timedelta(days=90)).date()
        Term.objects.create(school=school, name="This term", first_day=first, last_day=last)
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teachers = [worlds.staff(school, f"Tess Barrow{number}", Role.TEACHER) for number in range(10)]
    parents = []
    for number in range(FAMILIES):
        surname = f"{FAMILY[number % 10]}{number}"
        child, adult = f"{GIVEN[number % 10]} {surname}", f"{GIVEN[(number + 3) % 10]} {surname}"
        group = number % 10
        worlds.family(school, child, (adult,), class_name=f"{group % 6 + 1}{'AB'[group % 2]}", teacher=teachers[group])
        parents.append(f"{adult} <{adult.replace(' ', '.').lower()}@home.example>")
    return Peopled(school, office, teachers, parents)
