"""A colleague's e-mail address is changed on their page: the old one opens nothing more and hears of it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client, override_settings
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.outbox.models import Dispatch
from bookbag.people.models import StaffMember
from bookbag.policy.permissions import OVER_THE_HEAD, SECOND_FACTOR, Actor, Role
from bookbag.record.models import Entry
from bookbag.schools import links, tenancy
from bookbag.schools.links import Purpose
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")
PASSWORD = "correct horse battery"
OLD, NEW = "tess.barrow@wyton.bookbag.test", "tess.lee@wyton.bookbag.test"


@pytest.fixture
def _monday(at: Callable[[str], datetime]) -> Iterator[None]:
    at("2026-03-02 10:00")
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)


@pytest.fixture
def manager(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Bea Lunn", Role.BUSINESS_MANAGER)


def change(by: Actor, who: Actor, address: str = NEW) -> str:
    return Browser(by).post("staff-address", "wyton", who.staff_id, email=address).words


def signed_in(address: str) -> Client:
    client = Client()
    client.post("/sign-in", {"email": address, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/wyton/today").status_code == 200


def letters(desk: Desk, address: str) -> list[Dispatch]:
    with tenancy.atomic(desk.school.id):
        return list(Dispatch.objects.filter(to_address=address).order_by("queued_at", "id"))


def test_the_old_address_opens_nothing_more_and_the_new_one_does(desk: Desk, manager: Actor) -> None:
    user = User.objects.get(email=OLD)
    user.set_password(PASSWORD)
    user.save()
    client = signed_in(OLD)
    assert is_in(client)
    reset, invitation = (links.token(User.objects.get(email=OLD), purpose) for purpose in Purpose)

    page = Browser(manager).get("staff-member", "wyton", desk.teacher.staff_id)
    assert f"/wyton/staff/{desk.teacher.staff_id}/address" in page.links
    assert f"Now: {OLD}" in Browser(manager).get("staff-address", "wyton", desk.teacher.staff_id).words
    assert f"The e-mail address of Tess Barrow is now {NEW}." in change(manager, desk.teacher)

    assert not is_in(client), "whoever was signed in is out"
    assert not is_in(signed_in(OLD))
    assert not is_in(signed_in(NEW)), "the password has ended too"
    for purpose, token in ((Purpose.FORGOTTEN, reset), (Purpose.INVITED, invitation)):
        assert Client().get(f"/sign-in/password/{purpose}/{token}").status_code == 410

    (told,) = letters(desk, OLD)
    assert "Bea Lunn has entered another e-mail address for you" in told.body
    assert NEW not in told.body
    (invited,) = letters(desk, NEW)
    link = re.search(r"https?://[^/]+(/sign-in/password/invited/\S+)", invited.body)
    assert link
    Client().post(link.group(1), {"password": PASSWORD, "again": PASSWORD})
    assert is_in(signed_in(NEW))
    with tenancy.atomic(desk.school.id):
        assert StaffMember.objects.get(id=desk.teacher.staff_id).email == NEW
        noted = Entry.objects.get(act="staff_changed", thing_id=desk.teacher.staff_id)
    assert noted.detail["what"] == ["email"]
    assert NEW not in str(noted.detail)


def test_somebody_without_a_sign_in_gets_an_address_and_no_letter(desk: Desk, manager: Actor) -> None:
    with tenancy.atomic(desk.school.id):
        filed = StaffMember.objects.create(school=desk.school, name="Ann Lee", sort_key="lee, ann")
    words = Browser(manager).post("staff-address", "wyton", filed.id, email="Ann.Lee@wyton.bookbag.test").words
    assert "The e-mail address of Ann Lee is now ann.lee@wyton.bookbag.test." in words
    assert letters(desk, "ann.lee@wyton.bookbag.test") == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (OLD, "This is the address that they have."),
        ("Bea.Lunn@wyton.bookbag.test", "Somebody with this address works or worked here."),
        ("ella@elm.bookbag.test", "Somebody else signs in with this address."),
        ("tess", "Write the e-mail address as in name@example.com."),
        ("", "Write the e-mail address."),
    ],
)
def test_an_address_that_cannot_be_theirs_is_said_beside_its_field(
    desk: Desk, manager: Actor, address: str, says: str
) -> None:
    worlds.staff(worlds.school("elm"), "Ella Moor", Role.TEACHER, email="ella@elm.bookbag.test")
    assert change(manager, desk.teacher, address).count(says) == 2
    assert User.objects.filter(email=OLD).exists()
    assert letters(desk, OLD) == []


def test_a_sign_in_that_opens_another_school_stays_as_it_is(desk: Desk, manager: Actor) -> None:
    worlds.staff(worlds.school("elm"), "Tess Barrow", Role.TEACHER, email=OLD)
    assert "They sign in at another school as well." in change(manager, desk.teacher)
    assert User.objects.filter(email=OLD).exists()


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR))
def test_of_whoever_leads_the_head_changes_it_and_of_whoever_stands_over_the_head_nobody(
    desk: Desk, head: Actor, manager: Actor, role: Role
) -> None:
    leader = worlds.staff(desk.school, "Lena Ware", role)
    url, sends = f"/wyton/staff/{leader.staff_id}/address", {"email": "lena@wyton.bookbag.test"}
    assert Browser(manager).client.get(url).status_code == 403
    assert Browser(manager).client.post(url, sends).status_code == 403
    by_head = Browser(head).client.post(url, sends).status_code
    assert by_head == (403 if role in OVER_THE_HEAD else 302)
    assert User.objects.filter(email="lena@wyton.bookbag.test").exists() is (role not in OVER_THE_HEAD)


def test_the_office_does_not_find_it_and_it_asks_for_a_fresh_second_factor(desk: Desk, head: Actor) -> None:
    page = Browser(desk.office).get("staff-member", "wyton", desk.teacher.staff_id)
    assert f"/wyton/staff/{desk.teacher.staff_id}/address" not in page.links
    Browser(desk.office).get("staff-address", "wyton", desk.teacher.staff_id, status=404)
    client = Browser(head).client
    with override_settings(SECOND_FACTOR=True):
        assert client.get(f"/wyton/staff/{desk.teacher.staff_id}/address").status_code == 302
