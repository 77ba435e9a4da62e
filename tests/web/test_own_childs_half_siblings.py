"""A half-sibling of a colleague's child shares a parent with it: what is held of both is for somebody else to keep."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk
from tests.builders.worlds import Family

from bookbag.people.models import Contact, Relationship
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")


@pytest.fixture
def _monday(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def half(desk: Desk) -> Family:
    """Yusuf, whose mother is Amira's mother and whose father is nobody to Amira."""
    made = worlds.family(desk.school, "Yusuf Malik", ("Bilal Malik",), class_name="2A")
    with tenancy.atomic(desk.school.id):
        link = {"pupil": made.pupil, "contact": desk.family.contacts["Samina"], "kind": "mother"}
        Relationship.objects.create(school=desk.school, **link)
    return made


@pytest.fixture
def father(desk: Desk) -> Actor:
    """Amira's father, who works in the office."""
    member = worlds.staff(desk.school, "Omar Khan", Role.OFFICE)
    with tenancy.atomic(desk.school.id):
        Contact.objects.filter(id=desk.family.contacts["Omar"].id).update(staff_id=member.staff_id)
    return member


@pytest.mark.parametrize("name", ["child", "consents-of-pupil"])
def test_the_shared_parent_is_not_read_on_the_half_siblings_pages(
    desk: Desk, half: Family, father: Actor, name: str
) -> None:
    assert "Samina" in Browser(desk.office).get(name, "wyton", half.pupil.id).words
    Browser(father).get(name, "wyton", half.pupil.id, status=404)


def test_nor_written_to_about_the_half_sibling(desk: Desk, half: Family, father: Actor) -> None:
    Browser(desk.office).get("write-home", "wyton", half.pupil.id)
    Browser(father).get("write-home", "wyton", half.pupil.id, status=404)


def test_nor_found_beside_the_half_sibling(desk: Desk, half: Family, father: Actor) -> None:
    for words in ("Yusuf", "2A", "Malik"):
        assert "Samina" not in Browser(father).get("families", "wyton", q=words).words
        assert "Samina" in Browser(desk.office).get("families", "wyton", q=words).words


def test_who_acts_for_an_authority_makes_no_siblings(desk: Desk, father: Actor) -> None:
    other = worlds.family(desk.school, "Leo Marsh", ("Grace Marsh",), class_name="2A")
    with tenancy.atomic(desk.school.id):
        worker = Contact.objects.create(
            school=desk.school,
            given_name="Kay",
            family_name="Ross",
            sort_key="ross, kay",
            organisation="Wyton County Council",
        )
        for pupil in (desk.family.pupil, other.pupil):
            link = {"pupil": pupil, "contact": worker, "kind": "social worker", "parental_responsibility": True}
            Relationship.objects.create(school=desk.school, **link)
    assert "Grace" in Browser(father).get("child", "wyton", other.pupil.id).words


def test_a_childminder_of_both_makes_no_siblings(desk: Desk, father: Actor) -> None:
    other = worlds.family(desk.school, "Leo Marsh", ("Grace Marsh",), class_name="2A")
    with tenancy.atomic(desk.school.id):
        grace = other.contacts["Grace"]
        Relationship.objects.create(school=desk.school, pupil=desk.family.pupil, contact=grace, kind="childminder")
    assert "Grace" in Browser(father).get("child", "wyton", other.pupil.id).words
