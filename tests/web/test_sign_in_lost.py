"""A lost second factor: the head or business manager ends it, having shown their own; and a school may demand one of all."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser
from tests.web.test_sign_in_factors import PASSWORD, set_up

from bookbag.outbox.models import Dispatch
from bookbag.people.models import DirectoryKey, StaffRole
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.models import School, User
from bookbag.web import entrance

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture(autouse=True)
def _demanded() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], SECOND_FACTOR=True):
        yield


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def office(school: School) -> Actor:
    made = worlds.staff(school, "Olive Trent", Role.OFFICE)
    user = User.objects.get(pk=made.user_id)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "nobody reads it"})
    return made


def signed(actor: Actor, *, proved: bool) -> Client:
    """Signed in with a password; proved: with a second factor too, just now."""
    User.objects.filter(pk=actor.user_id).update(password=make_password(PASSWORD))
    client = Client()
    user = User.objects.get(pk=actor.user_id)
    client.post("/sign-in", {"email": user.email, "password": PASSWORD})
    if proved:
        set_up(client)
    return client


@pytest.mark.parametrize("role", [Role.HEAD, Role.BUSINESS_MANAGER])
def test_it_is_ended_from_the_page_of_the_person_who_is_told(school: School, office: Actor, role: Role) -> None:
    head = worlds.staff(school, "Hal Crane", role)
    theirs = Client()
    theirs.force_login(User.objects.get(pk=office.user_id))
    client, url = signed(head, proved=True), f"/wyton/staff/{office.staff_id}"
    assert f"{url}/factor" in browsing.read(client.get(url)).links  # type: ignore[arg-type]  # the client's own
    assert "End the second factor of Olive Trent" in browsing.read(client.get(f"{url}/factor")).words  # type: ignore[arg-type]
    assert Authenticator.objects.filter(user_id=office.user_id).exists()
    assert client.post(f"{url}/factor").headers["Location"] == url
    assert not Authenticator.objects.filter(user_id=office.user_id).exists()
    assert f"{url}/factor" not in browsing.read(client.get(url)).links  # type: ignore[arg-type]  # the client's own
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        mail = Dispatch.objects.get()
        entry = Entry.objects.get(act="factor_ended")
    assert (mail.to_address, "Hal Crane" in mail.body) == ("olive.trent@wyton.bookbag.test", True)
    assert entry.thing_id == office.staff_id


def test_it_needs_a_factor_of_ones_own_shown_just_now(school: School, office: Actor) -> None:
    head = worlds.staff(school, "Hal Crane", Role.HEAD)
    client = signed(head, proved=False)
    assert client.post(f"/wyton/staff/{office.staff_id}/factor").headers["Location"].startswith("/account/app")
    assert Authenticator.objects.filter(user_id=office.user_id).exists()


def test_nobody_else_ends_one_and_nobody_their_own_so(school: School, office: Actor) -> None:
    with override_settings(SECOND_FACTOR=False):
        teacher = Browser(worlds.staff(school, "Tess Barrow", Role.TEACHER))
        other = Browser(worlds.staff(school, "Ola Second", Role.OFFICE))
        for each in (teacher, other):
            assert each.client.post(f"/wyton/staff/{office.staff_id}/factor").status_code == 404
        head = worlds.staff(school, "Hal Crane", Role.HEAD)
        assert Browser(head).client.post(f"/wyton/staff/{head.staff_id}/factor").status_code == 404
    assert Authenticator.objects.filter(user_id=office.user_id).exists()


@pytest.mark.parametrize("role", [Role.HEAD, Role.DSL, Role.BUSINESS_MANAGER])
def test_that_of_whoever_leads_is_the_heads_to_end(school: School, office: Actor, role: Role) -> None:
    with tenancy.atomic(school.id):
        StaffRole.objects.create(school=school, staff_id=office.staff_id, role=role, starts_on="2026-01-01")
    url = f"/wyton/staff/{office.staff_id}"
    with override_settings(SECOND_FACTOR=False):
        manager = Browser(worlds.staff(school, "Bea Lunn", Role.BUSINESS_MANAGER)).client
        assert f"{url}/factor" not in browsing.read(manager.get(url)).links  # type: ignore[arg-type]  # the client's own
        assert manager.post(f"{url}/factor").status_code == 404
        assert Authenticator.objects.filter(user_id=office.user_id).exists()
        head = Browser(worlds.staff(school, "Hal Crane", Role.HEAD)).client
        assert head.post(f"{url}/factor").status_code == 302
    assert not Authenticator.objects.filter(user_id=office.user_id).exists()


@pytest.mark.parametrize("role", [Role.HEAD, Role.BUSINESS_MANAGER])
def test_one_that_guards_another_school_too_is_not_this_schools_to_end(
    school: School, office: Actor, role: Role
) -> None:
    worlds.staff(worlds.school("elm"), "Olive Trent", Role.TEACHER, email="olive.trent@wyton.bookbag.test")
    url = f"/wyton/staff/{office.staff_id}"
    with override_settings(SECOND_FACTOR=False):
        client = Browser(worlds.staff(school, "Hal Crane", role)).client
        assert f"{url}/factor" not in browsing.read(client.get(url)).links  # type: ignore[arg-type]  # the client's own
        assert client.post(f"{url}/factor").status_code == 404
    assert Authenticator.objects.filter(user_id=office.user_id).exists()


def test_a_school_may_demand_one_of_everybody(school: School) -> None:
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    theirs = signed(teacher, proved=False)
    assert theirs.get("/wyton/today").status_code == 200
    head = signed(worlds.staff(school, "Hal Crane", Role.HEAD), proved=True)
    assert "/wyton/set-up/second-factors" in browsing.read(head.get("/wyton/set-up")).links  # type: ignore[arg-type]
    assert head.post("/wyton/set-up/second-factors", {"all": "yes"}).headers["Location"] == "/wyton/set-up"
    assert theirs.get("/wyton/today").headers["Location"] == "/account/app"
    assert theirs.get("/wyton/child-in-danger").status_code == 200
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        assert Entry.objects.filter(act="school_set_up").count() == 1
    head.post("/wyton/set-up/second-factors", {"all": "no"})
    assert theirs.get("/wyton/today").status_code == 200


def test_a_key_of_the_directory_is_ended_with_a_factor_shown_just_now(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = worlds.staff(school, "Hal Crane", Role.HEAD)
    client, url = signed(head, proved=True), "/wyton/set-up/directory"
    client.post(url)
    with tenancy.atomic(school.id):
        key = str(DirectoryKey.objects.get().id)
        before = DirectoryKey.objects.get().ends_at
    monkeypatch.setattr(entrance, "FRESH", timedelta(seconds=-1))
    client.post(f"{url}/end", {"key": key})
    with tenancy.atomic(school.id):
        assert DirectoryKey.objects.get().ends_at == before
    monkeypatch.undo()
    client.post(f"{url}/end", {"key": key})
    with tenancy.atomic(school.id):
        assert DirectoryKey.objects.get().ends_at < before


def test_the_office_cannot_switch_it_off(school: School) -> None:
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    with override_settings(SECOND_FACTOR=False):
        assert Browser(office).client.post("/wyton/set-up/second-factors", {"all": "no"}).status_code in {403, 404}
        assert "/wyton/set-up/second-factors" not in Browser(office).get("set-up", "wyton").links
