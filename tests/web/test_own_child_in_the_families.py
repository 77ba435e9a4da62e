"""A colleague's own child and its adults are not theirs to keep here: they see them on the family pages, like any parent."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import pytest
from django.utils import timezone
from tests.builders import browsing, families, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.actions import family_access
from bookbag.desk.models import FamilyCode
from bookbag.errors import Denied, NotFound
from bookbag.people import queries
from bookbag.people.actions import restrictions as orders
from bookbag.people.models import Contact, ContactPoint, Pupil, Restriction
from bookbag.policy.permissions import Actor, Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")


@pytest.fixture
def _monday(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


class Home:
    """Amira, her mother at another address, and her father, who works here and is asked about what he may see."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.school = desk, desk.school
        self.child: UUID = desk.family.pupil.id
        self.mother: UUID = desk.family.contacts["Samina"].id
        self.father: UUID = desk.family.contacts["Omar"].id

    def works_here(self, *roles: Role) -> Actor:
        member = worlds.staff(self.school, "Omar Khan", *roles)
        with tenancy.atomic(self.school.id):
            Contact.objects.filter(id=self.father).update(staff_id=member.staff_id)
        return member

    def order(self) -> Restriction:
        head = worlds.staff(self.school, "Hana Head", Role.HEAD)
        order = orders.Order(
            self.child, self.father, ("no contact",), "Seen.", date(2026, 2, 1), date(2027, 2, 1), said="His mother."
        )
        now = timezone.now()
        with tenancy.atomic(self.school.id, sight=head.sight):
            return orders.enter(order, by=head, now=now)


@pytest.fixture
def home() -> Home:
    return Home(browsing.desk())


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.DSL])
def test_neither_the_child_nor_its_adults_have_a_page_for_their_own_parent(home: Home, role: Role) -> None:
    omar = Browser(home.works_here(role))
    for name, key in (
        ("child", home.child),
        ("change-child", home.child),
        ("write-home", home.child),
        ("enter-order", home.child),
        ("consents-of-pupil", home.child),
        ("adult", home.mother),
        ("change-adult", home.mother),
        ("give-family-code", home.mother),
        ("adult", home.father),
        ("change-adult", home.father),
        ("give-family-code", home.father),
    ):
        omar.get(name, "wyton", key, status=404)


def test_nor_for_the_teacher_of_their_own_child(home: Home) -> None:
    with tenancy.atomic(home.school.id):
        Contact.objects.filter(id=home.father).update(staff_id=home.desk.teacher.staff_id)
    Browser(home.desk.teacher).get("child", "wyton", home.child, status=404)
    Browser(home.desk.teacher).get("adult", "wyton", home.mother, status=404)


def test_nor_after_the_child_has_left(home: Home) -> None:
    omar = home.works_here(Role.OFFICE)
    with tenancy.atomic(home.school.id):
        Pupil.objects.filter(id=home.child).update(left_on=date(2026, 2, 1))
    Browser(omar).get("adult", "wyton", home.mother, status=404)


def test_a_colleague_sees_them_all(home: Home) -> None:
    home.works_here(Role.OFFICE)
    office = Browser(home.desk.office)
    assert "samina.khan@home.example" in office.get("adult", "wyton", home.mother).words
    office.get("adult", "wyton", home.father)
    office.get("child", "wyton", home.child)


@pytest.mark.parametrize("words", ["Khan", "Samina", "Amira", "samina.khan@home.example", "4B"])
def test_looking_them_up_finds_nobody(home: Home, words: str) -> None:
    other = worlds.family(home.school, "Ben Doyle", ("Mary Doyle",), class_name="2B")
    omar = Browser(home.works_here(Role.OFFICE))
    for page in (
        omar.get("families", "wyton", q=words),
        omar.get("search", "wyton", q=words),
        omar.get("find-adult", "wyton", other.pupil.id, q=words),
    ):
        assert not [link for link in page.links if str(home.mother) in link or str(home.child) in link]
    found = Browser(home.desk.office).get("families", "wyton", q=words)
    assert any(str(home.mother) in link for link in found.links)


def test_an_address_of_the_other_home_is_not_mended_by_them(home: Home) -> None:
    omar = Browser(home.works_here(Role.OFFICE))
    with tenancy.atomic(home.school.id):
        point = ContactPoint.objects.get(contact_id=home.mother, kind="email")
        ContactPoint.objects.filter(id=point.id).update(resting_since=timezone.now())
    omar.get("mend-address", "wyton", point.id, status=404)
    Browser(home.desk.office).get("mend-address", "wyton", point.id)


def test_an_order_against_oneself_is_neither_read_nor_lifted_nor_on_ones_day(home: Home) -> None:
    order = home.order()
    omar = home.works_here(Role.HEAD)
    with tenancy.atomic(home.school.id, sight=omar.sight):
        Restriction.objects.filter(id=order.id).update(review_on=date(2026, 2, 27))
        noted = Entry.objects.count()
    page = Browser(omar)
    page.get("order", "wyton", order.id, status=404)
    answer = page.client.post(f"/wyton/orders/{order.id}/lift", {"because": "It is over."})
    assert answer.status_code == 404
    assert "is to be looked at again" not in page.get("today", "wyton").words
    with tenancy.atomic(home.school.id, sight=omar.sight):
        assert Restriction.objects.get(id=order.id).lifted_on is None
        assert Entry.objects.count() == noted


def test_nor_where_the_link_to_the_child_has_been_ended(home: Home) -> None:
    order = home.order()
    omar = home.works_here(Role.HEAD)
    with tenancy.atomic(home.school.id, sight=omar.sight):
        home.desk.family.pupil.relationships.filter(contact_id=home.father).delete()
    Browser(omar).get("order", "wyton", order.id, status=404)


def test_the_action_refuses_whoever_enters_an_order_about_their_own_child(home: Home) -> None:
    omar = home.works_here(Role.HEAD)
    with tenancy.atomic(home.school.id):
        actor = queries.actor_of(home.school.id, omar.person, today=date(2026, 3, 2))
    assert actor
    order = orders.Order(home.child, home.mother, ("no contact",), "Seen.", date(2026, 2, 1), date(2027, 2, 1))
    with tenancy.atomic(home.school.id, sight=actor.sight), pytest.raises(Denied, match="your own family"):
        orders.enter(order, by=actor, now=timezone.now())


def test_their_answers_to_consents_wait_for_a_colleague(home: Home) -> None:
    omar = Browser(home.works_here(Role.OFFICE))
    assert "Amira" in Browser(home.desk.office).get("consents", "wyton").words
    assert "Amira" not in omar.get("consents", "wyton").words


def test_an_adult_with_an_address_of_their_own_hears_of_a_code_that_the_office_gave(home: Home) -> None:
    Browser(home.desk.office).post("give-family-code", "wyton", home.mother, how="hand")
    (mail,) = families.mails(home.school)
    assert mail.to_address == "samina.khan@home.example"
    assert "The school office gave a code" in mail.body
    assert "Omar" not in mail.body


def test_nobody_hears_of_it_at_an_address_that_two_share(home: Home) -> None:
    with tenancy.atomic(home.school.id):
        emails = ContactPoint.objects.filter(kind="email", contact_id=home.mother)
        emails.update(folded="omar.khan@home.example", value="omar.khan@home.example")
    Browser(home.desk.office).post("give-family-code", "wyton", home.mother, how="hand")
    assert families.mails(home.school) == []
    with tenancy.atomic(home.school.id):
        assert FamilyCode.objects.exclude(digest="").count() == 1


def test_the_action_gives_no_code_for_the_other_parent_of_ones_child(home: Home) -> None:
    omar = home.works_here(Role.OFFICE)
    with tenancy.atomic(home.school.id):
        actor = queries.actor_of(home.school.id, omar.person, today=date(2026, 3, 2))
        assert actor
        with pytest.raises(NotFound):
            family_access.give(Contact.objects.get(id=home.mother), by_post=False, by=actor, now=timezone.now())
        assert not FamilyCode.objects.exists()
