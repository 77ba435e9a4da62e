"""Somebody joins: entered with roles that have dates, invited to choose a password; and who may give which role."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.test import Client, override_settings
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.outbox.models import Dispatch
from bookbag.people.models import StaffMember, StaffRole
from bookbag.policy.permissions import OVER_THE_HEAD, SECOND_FACTOR, Actor, Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.actions import logins
from bookbag.schools.models import User
from bookbag.web.forms.joining import ROLES

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")
PASSWORD = "correct horse battery"
ANN = {
    "given_name": "Ann",
    "family_name": "Lee",
    "email": "Ann.Lee@wyton.bookbag.test",
    "job_title": "Year 3 teacher",
    "roles": ["teacher"],
    "from_day": "2026-03-02",
}


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


def link_to(desk: Desk, address: str) -> str:
    with tenancy.atomic(desk.school.id):
        body = Dispatch.objects.filter(to_address=address).latest("queued_at").body
    found = re.search(r"https?://[^/]+(/sign-in/password/invited/\S+)", body)
    assert found
    return found.group(1)


def choose(link: str, password: str = PASSWORD) -> int:
    return Client().post(link, {"password": password, "again": password}).status_code


def signs_in(address: str = "ann.lee@wyton.bookbag.test") -> bool:
    client = Client()
    client.post("/sign-in", {"email": address, "password": PASSWORD})
    return client.get("/wyton/today").status_code == 200


def test_somebody_new_is_invited_chooses_a_password_once_and_comes_in(desk: Desk, manager: Actor) -> None:
    words = Browser(manager).post("add-staff", "wyton", **ANN, invite="on", manager=str(manager.staff_id)).words
    assert "Ann Lee works here from Monday 2 March 2026. They have an e-mail to choose a password." in words
    link = link_to(desk, "ann.lee@wyton.bookbag.test")
    before = User.objects.get(email="ann.lee@wyton.bookbag.test").password
    page = Client().get(link)
    assert "ann.lee@wyton.bookbag.test" in page.content.decode()
    assert User.objects.get(email="ann.lee@wyton.bookbag.test").password == before, "to open it changes nothing"
    assert choose(link, "short") == 200
    assert choose(link) == 302
    assert choose(link, "another horse battery") == 410, "a link works once"
    assert signs_in()
    with tenancy.atomic(desk.school.id):
        member = StaffMember.objects.get(email="ann.lee@wyton.bookbag.test")
        assert (member.name, member.job_title, member.manager_id) == ("Ann Lee", "Year 3 teacher", manager.staff_id)
        said = str(list(Entry.objects.values_list("detail", flat=True)))
    assert link.rpartition("/")[2] not in said


def test_a_colleague_who_came_in_from_a_file_is_invited_as_well(desk: Desk, manager: Actor) -> None:
    with tenancy.atomic(desk.school.id):
        filed = StaffMember.objects.create(
            school=desk.school, name="Ann Lee", sort_key="lee, ann", email="ann.lee@wyton.bookbag.test"
        )
        StaffRole.objects.create(school=desk.school, staff=filed, role="teacher", starts_on=date(2026, 3, 2))
    words = Browser(manager).post("invite-staff", "wyton", filed.id).words
    assert "An e-mail to choose a password goes to Ann Lee." in words
    assert choose(link_to(desk, "ann.lee@wyton.bookbag.test")) == 302
    assert signs_in()
    again = Browser(manager).post("invite-staff", "wyton", filed.id).words
    assert "Ann Lee has chosen a password already." in again


@pytest.mark.parametrize("spoilt", ["late", "changed", "closed"])
def test_a_link_that_works_no_more_says_the_same_whatever_the_cause(
    desk: Desk, manager: Actor, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    Browser(manager).post("add-staff", "wyton", **ANN, invite="on")
    link = link_to(desk, "ann.lee@wyton.bookbag.test")
    if spoilt == "late":
        later = time.time() + 8 * 24 * 60 * 60
        monkeypatch.setattr(time, "time", lambda: later)
    elif spoilt == "closed":
        with tenancy.atomic(desk.school.id):
            logins.close(User.objects.get(email="ann.lee@wyton.bookbag.test").pk)
    else:
        link = link[:-1] + ("A" if link[-1] != "A" else "B")
    page = Client().get(link)
    assert page.status_code == 410
    assert "This link no longer works" in page.content.decode()
    assert choose(link) == 410
    assert not signs_in()


def test_whoever_has_a_password_from_another_school_is_not_asked_for_another(desk: Desk, manager: Actor) -> None:
    other = worlds.school("elm")
    worlds.staff(other, "Ann Lee", Role.TEACHER, email="ann.lee@wyton.bookbag.test")
    User.objects.filter(email="ann.lee@wyton.bookbag.test").update(password="md5$a$b")
    words = Browser(manager).post("add-staff", "wyton", **ANN, invite="on").words
    assert "Ann Lee works here from Monday 2 March 2026." in words
    assert "e-mail to choose" not in words
    assert User.objects.get(email="ann.lee@wyton.bookbag.test").password == "md5$a$b"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"email": "tess.barrow@wyton.bookbag.test"}, "signs in with this address at this school already."),
        ({"email": "ann"}, "Write the e-mail address as in name@example.com."),
        ({"until_day": "2026-03-01"}, "The last day must not come before the first."),
        ({"roles": []}, "Choose at least one."),
        ({"given_name": ""}, "Write the given name."),
    ],
)
def test_what_cannot_be_entered_is_said_beside_its_field(
    desk: Desk, manager: Actor, change: dict[str, str], says: str
) -> None:
    assert Browser(manager).post("add-staff", "wyton", **ANN | change).words.count(says) == 2


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR))
def test_only_the_head_gives_a_role_that_leads_or_sees_more(
    desk: Desk, head: Actor, manager: Actor, role: Role
) -> None:
    sends = {"role": role.value, "from_day": "2026-03-02"}
    refused = Browser(manager).post("staff-roles", "wyton", desk.teacher.staff_id, **sends)
    assert refused.title.strip().startswith("Error:")
    joins = Browser(manager).post("add-staff", "wyton", **ANN | {"roles": ["teacher", role.value]})
    assert joins.title.strip().startswith("Error:")
    given = Browser(head).post("staff-roles", "wyton", desk.teacher.staff_id, **sends)
    over_the_head = role in OVER_THE_HEAD
    assert given.title.strip().startswith("Error:") is over_the_head
    with tenancy.atomic(desk.school.id):
        held = StaffRole.objects.filter(staff_id=desk.teacher.staff_id, role=role).exists()
        noted = Entry.objects.filter(act="role_given", thing_id=desk.teacher.staff_id)
        assert (held, noted.exists()) == (not over_the_head, not over_the_head)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.CLERK])
def test_the_head_does_not_end_whoever_hears_complaints_about_the_head(desk: Desk, head: Actor, role: Role) -> None:
    chair = worlds.staff(desk.school, "Ada Finch", role, Role.GOVERNOR)
    with tenancy.atomic(desk.school.id):
        held = StaffRole.objects.get(staff_id=chair.staff_id, role=role)
    page = Browser(head).get("staff-roles", "wyton", chair.staff_id)
    assert "The roles of the chair, the clerk and the trust are given and ended by whoever runs Bookbag" in page.words
    assert f"End it today: {ROLES[role]}" not in page.words
    assert "End it today: Governor" in page.words
    client = Browser(head).client
    assert client.post(f"/wyton/staff/{chair.staff_id}/roles/end", {"role": str(held.id)}).status_code == 403
    plan = {"last_day": "2026-03-02", "when": "now", "takes_over": str(head.staff_id)}
    assert client.post(f"/wyton/staff/{chair.staff_id}/leave", plan).status_code in {403, 404}
    with tenancy.atomic(desk.school.id):
        assert StaffRole.objects.get(id=held.id).ends_on is None
        assert StaffMember.objects.get(id=chair.staff_id).last_day is None


def test_nobody_gives_themselves_a_role_that_sees_more(desk: Desk, head: Actor) -> None:
    refused = Browser(head).post("staff-roles", "wyton", head.staff_id, role="dsl", from_day="2026-03-02")
    assert refused.title.strip().startswith("Error:")


def test_a_role_holds_from_its_day_until_its_day(desk: Desk, head: Actor, at: Callable[[str], datetime]) -> None:
    sends = {"role": "office", "from_day": "2026-03-09", "until_day": "2026-03-13"}
    browser = Browser(head)
    words = browser.post("staff-roles", "wyton", desk.teacher.staff_id, **sends).words
    assert "School office Monday 9 March 2026 Friday 13 March 2026" in words
    again = browser.post("staff-roles", "wyton", desk.teacher.staff_id, **sends | {"from_day": "2026-03-13"}).words
    assert again.count("Tess Barrow has this role then already.") == 2
    sees = {}
    for day in (8, 9, 13, 14):
        at(f"2026-03-{day:02} 12:00")
        sees[day] = Browser(desk.teacher).client.get("/wyton/put-aside").status_code == 200
    assert sees == {8: False, 9: True, 13: True, 14: False}


def test_a_role_ends_today_and_the_other_stays(desk: Desk, head: Actor) -> None:
    with tenancy.atomic(desk.school.id):
        held = StaffRole.objects.get(staff_id=desk.teacher.staff_id)
    words = Browser(head).post("end-role", "wyton", desk.teacher.staff_id, role=str(held.id)).words
    assert "That role of Tess Barrow ends today." in words
    with tenancy.atomic(desk.school.id):
        assert StaffRole.objects.get(id=held.id).ends_on == date(2026, 3, 2)


def test_the_office_finds_none_of_it(desk: Desk) -> None:
    browser = Browser(desk.office)
    assert "Enter somebody new" not in browser.get("staff", "wyton").words
    browser.get("add-staff", "wyton", status=404)
    browser.get("staff-roles", "wyton", desk.teacher.staff_id, status=404)


def test_who_comes_in_and_as_what_asks_for_a_fresh_second_factor(desk: Desk, head: Actor, manager: Actor) -> None:
    client = Browser(head).client
    with override_settings(SECOND_FACTOR=True):
        for page in ("staff/add", f"staff/{desk.teacher.staff_id}/roles", f"staff/{desk.teacher.staff_id}/leave"):
            assert client.get(f"/wyton/{page}").status_code == 302
