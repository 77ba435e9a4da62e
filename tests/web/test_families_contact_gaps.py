"""Contact gaps: children with no parent who can be written to, cleared line by line."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.actions import points
from bookbag.people.models import ContactPoint, Relationship
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk(at: Callable[[str], datetime]) -> Desk:
    """The second of March: the only parent's e-mail bounces. The third: the office looks."""
    when = at("2026-03-02 16:00")
    made = browsing.desk()
    finn = worlds.family(made.school, "Finn Doyle", adults=("Mary Doyle",), class_name="2A")
    with tenancy.atomic(made.school.id):
        points.rest("mary.doyle@home.example", by=made.office, now=when)
        Relationship.objects.filter(contact=finn.contacts["Mary"]).update(kind="mother")
    at("2026-03-03 09:00")
    return made


@pytest.mark.clause("SPT-014")
def test_a_bounced_only_address_is_listed_and_a_postal_address_clears_it(desk: Desk) -> None:
    office = Browser(desk.office)
    assert "1 child with no parent to write to" in office.get("today", "wyton").words
    page = office.get("contact-gaps", "wyton").words
    assert "Finn Doyle 2A Mary Doyle: e-mail bounced, no postal address" in page
    assert "Amira Khan" not in page

    with tenancy.atomic(desk.school.id):
        mary = ContactPoint.objects.get(folded="mary.doyle@home.example").contact_id
    office.post("add-point", "wyton", mary, kind="post", value="3 Mill Lane, Wyton, WY1 4CD")
    assert "Every child has a parent whom we can write to." in office.get("contact-gaps", "wyton").words
    assert "no parent to write to" not in office.get("today", "wyton").words


def test_an_email_that_works_again_clears_it(desk: Desk) -> None:
    office = Browser(desk.office)
    with tenancy.atomic(desk.school.id):
        point = ContactPoint.objects.get(folded="mary.doyle@home.example")
    office.post("address-works", "wyton", point.id)
    assert "Finn" not in office.get("contact-gaps", "wyton").words


def test_a_grandmother_who_can_be_written_to_does_not_clear_it_until_she_is_said_to_be_a_parent(desk: Desk) -> None:
    noor = worlds.family(desk.school, "Zoe Poe", adults=("Noor Poe",)).contacts["Noor"]
    with tenancy.atomic(desk.school.id):
        Relationship.objects.filter(contact=noor).update(kind="grandmother")
    office = Browser(desk.office)
    assert "Zoe Poe 4B no parent is held" in office.get("contact-gaps", "wyton").words
    with tenancy.atomic(desk.school.id):
        Relationship.objects.filter(contact=noor).update(section_576=True)
    assert "Zoe" not in office.get("contact-gaps", "wyton").words


def test_teachers_do_not_find_the_list(desk: Desk) -> None:
    Browser(desk.teacher).get("contact-gaps", "wyton", status=404)
    assert "Contact gaps" not in Browser(desk.teacher).get("families", "wyton").words
