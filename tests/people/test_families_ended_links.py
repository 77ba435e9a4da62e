"""A link that the office has ended stays ended, though the other system's file says it again each night."""

from datetime import date

import pytest
from tests.builders import worlds

from bookbag.people.actions import adults, details, importing
from bookbag.people.actions.importing import Options
from bookbag.people.importing import classlists
from bookbag.people.models import Contact, Pupil, Relationship
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy

TODAY = date(2026, 3, 2)
FILE = b"Forename,Surname,DOB,Parent 1 Name,Parent 1 Email\nAmira,Khan,03/04/2015,Samina Khan,samina@home.example\n"
pytestmark = pytest.mark.usefixtures("db")


def test_it_does_not_come_back_with_the_next_file() -> None:
    school = worlds.school()
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    with tenancy.atomic(school.id):
        take(office)
        seen = details.seen(Relationship.objects.get(), adults.LINK)
        adults.end_link(Contact.objects.get().id, Pupil.objects.get().id, seen=seen, by=office, now=worlds.NOW)
        take(office)
        assert Contact.objects.count() == Pupil.objects.count() == 1
        assert not Relationship.objects.exists()


def take(by: Actor) -> None:
    reading = classlists.read(FILE, today=TODAY)
    importing.take_over(reading, Options("csv"), by=by, now=worlds.NOW, today=TODAY)
