"""A directory speaks SCIM 2.0 (RFC 7643, 7644) with a key of the school: who joins, who is who, and who is out at once."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.actions import cases
from bookbag.desk.models import Case
from bookbag.people.actions import directory
from bookbag.people.models import DirectoryKey, StaffMember, StaffRole
from bookbag.people.scim import ERROR, LIST, PATCH, USER
from bookbag.policy.permissions import Actor, Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets", "_spring")
BASE = "/wyton/scim/v2"
OUT = {"schemas": [PATCH], "Operations": [{"op": "Replace", "path": "active", "value": "False"}]}


@pytest.fixture
def _spring(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)


class Directory:
    """What a directory sends and gets."""

    def __init__(self, key: str, base: str = BASE) -> None:
        self.client, self.base, self.key = Client(enforce_csrf_checks=True), base, key

    def ask(self, method: str, path: str, said: Any = None, *, status: int = 200, type_: str = "") -> Any:
        body = json.dumps(said) if isinstance(said, dict) else said or ""
        answer = self.client.generic(
            method,
            f"{self.base}/{path}",
            body,
            content_type=type_ or "application/scim+json",
            headers={"Authorization": f"Bearer {self.key}"} if self.key else {},
        )
        assert answer.status_code == status, (answer.status_code, answer.content)
        self.headers = answer.headers
        if status == 204:
            assert not answer.content
            return None
        assert answer.headers["Content-Type"] == "application/scim+json"
        told = json.loads(answer.content)
        if status >= 400:
            assert (told["schemas"], told["status"]) == ([ERROR], str(status))
        return told

    def users(self, **query: str) -> Any:
        text = "&".join(f"{name}={value}" for name, value in query.items())
        return self.ask("GET", f"Users?{text}")


@pytest.fixture
def entra(desk: Desk, head: Actor) -> Directory:
    with tenancy.atomic(desk.school.id):
        return Directory(directory.make_key(by=head, now=worlds.NOW))


def new(**more: Any) -> dict[str, Any]:
    name = {"givenName": "Ann", "familyName": "Lee"}
    return {"schemas": [USER], "userName": "Ann.Lee@wyton.bookbag.test", "externalId": "e-1", "name": name} | more


def test_what_there_is_to_know_beforehand(entra: Directory) -> None:
    config = entra.ask("GET", "ServiceProviderConfig")
    able = {name: config[name]["supported"] for name in ("patch", "filter", "bulk", "sort", "etag", "changePassword")}
    assert able == {"patch": True, "filter": True, "bulk": False, "sort": False, "etag": False, "changePassword": False}
    assert config["authenticationSchemes"][0]["type"] == "oauthbearertoken"
    assert [each["schema"] for each in entra.ask("GET", "ResourceTypes")["Resources"]] == [USER]
    assert entra.ask("GET", "ResourceTypes/User")["endpoint"] == "/Users"
    assert entra.ask("GET", "Schemas")["totalResults"] == 1
    names = {each["name"] for each in entra.ask("GET", f"Schemas/{USER}")["attributes"]}
    assert {"userName", "externalId", "name", "title", "active", "roles"} <= names


def test_a_joiner_is_made_found_and_can_be_asked_for(desk: Desk, entra: Directory) -> None:
    made = entra.ask("POST", "Users", new(title="Teacher", roles=[{"value": "teacher"}]), status=201)
    assert entra.headers["Location"] == made["meta"]["location"]
    assert made["meta"]["location"].endswith(f"{BASE}/Users/{made['id']}")
    assert (made["active"], made["externalId"], made["roles"]) == (True, "e-1", [{"value": "teacher"}])
    for asked in ('userName eq "ann.lee@WYTON.bookbag.test"', 'externalId eq "e-1"', f'id eq "{made["id"]}"'):
        told = entra.users(filter=asked)
        assert (told["schemas"], told["totalResults"], told["Resources"]) == ([LIST], 1, [made])
    assert entra.ask("GET", f"Users/{made['id']}") == made
    login = User.objects.get(email="ann.lee@wyton.bookbag.test")
    assert not login.has_usable_password()
    with tenancy.atomic(desk.school.id):
        assert StaffRole.objects.get(staff_id=made["id"]).role == "teacher"


@pytest.mark.parametrize(
    "twin", [{"externalId": "e-2"}, {"userName": "other@wyton.bookbag.test"}], ids=["userName", "externalId"]
)
def test_somebody_who_is_known_is_not_made_twice(entra: Directory, twin: dict[str, str]) -> None:
    entra.ask("POST", "Users", new(), status=201)
    assert entra.ask("POST", "Users", new(**twin), status=409)["scimType"] == "uniqueness"
    assert entra.users(filter='externalId eq "e-1"')["totalResults"] == 1


def test_the_list_has_pages(desk: Desk, entra: Directory) -> None:
    everybody = entra.users()
    assert everybody["totalResults"] == everybody["itemsPerPage"] == 4
    first, last = entra.users(startIndex="1", count="3"), entra.users(startIndex="4", count="3")
    assert (first["itemsPerPage"], last["itemsPerPage"]) == (3, 1)
    assert first["Resources"] + last["Resources"] == everybody["Resources"]
    none = entra.users(count="0")
    assert (none["totalResults"], none["Resources"]) == (4, [])
    assert entra.ask("GET", "Users?filter=title%20eq%20%22x%22", status=400)["scimType"] == "invalidFilter"


def test_a_page_reads_the_roles_of_everybody_at_once(desk: Desk, entra: Directory) -> None:
    with CaptureQueriesContext(connection) as few:
        entra.users()
    for name in ("Ann Lee", "Bo Lee", "Cy Lee"):
        worlds.staff(desk.school, name, Role.TEACHER)
    with CaptureQueriesContext(connection) as more:
        assert entra.users()["totalResults"] == 7
    assert len(few) == len(more)


@pytest.mark.parametrize("way", ["patch", "put", "delete"])
def test_a_leaver_is_out_at_once_and_what_they_had_waits_for_a_person(
    desk: Desk, head: Actor, entra: Directory, way: str
) -> None:
    with tenancy.atomic(desk.school.id):
        cases.assign(desk.case, to=desk.teacher.staff_id, by=desk.office, now=worlds.NOW)
    browser, who = Browser(desk.teacher), f"Users/{desk.teacher.staff_id}"
    browser.get("today", "wyton")
    if way == "patch":
        assert entra.ask("PATCH", who, OUT)["active"] is False
    elif way == "put":
        held = entra.ask("GET", who)
        assert entra.ask("PUT", who, held | {"active": False})["active"] is False
    else:
        entra.ask("DELETE", who, status=204)
        entra.ask("GET", who, status=404)
        entra.ask("DELETE", who, status=404)
    assert browser.client.get("/wyton/today").headers["Location"].startswith("/sign-in")
    with tenancy.atomic(desk.school.id):
        left = StaffMember.objects.get(id=desk.teacher.staff_id)
        assert left.left_on is not None
        assert Case.objects.get(id=desk.case.id).owner_id == desk.teacher.staff_id
        assert Entry.objects.filter(act="staff_left", actor="process:directory").exists()
    page = Browser(head).get("staff", "wyton")
    assert "Tess Barrow is signed out and no longer works here. Hand over what Tess Barrow had" in page.words
    taken = {"takes_over": str(desk.office.staff_id)}
    words = Browser(head).post("leave", "wyton", desk.teacher.staff_id, **taken).words
    assert "Olive Trent has taken over." in words
    with tenancy.atomic(desk.school.id):
        assert Case.objects.get(id=desk.case.id).owner_id == desk.office.staff_id
    assert "Hand over what" not in Browser(head).get("staff", "wyton").words


@pytest.mark.parametrize("role", [Role.HEAD, Role.DSL, Role.BUSINESS_MANAGER])
def test_a_directory_puts_out_nobody_who_leads(desk: Desk, entra: Directory, role: Role) -> None:
    lead = worlds.staff(desk.school, "Dora Lane", role)
    who = f"Users/{lead.staff_id}"
    assert "does not put out somebody who leads" in entra.ask("PATCH", who, OUT, status=403)["detail"]
    entra.ask("PUT", who, entra.ask("GET", who) | {"active": False, "title": "Gone"}, status=403)
    entra.ask("DELETE", who, status=403)
    assert (entra.ask("GET", who)["active"], "title" in entra.ask("GET", who)) == (True, False)
    Browser(lead).get("today", "wyton")


def test_whoever_comes_back_has_none_of_the_roles_that_they_had(desk: Desk, entra: Directory) -> None:
    who = f"Users/{desk.teacher.staff_id}"
    entra.ask("PATCH", who, OUT)
    back = entra.ask("PATCH", who, {"schemas": [PATCH], "Operations": [{"op": "replace", "value": {"active": True}}]})
    assert (back["active"], back["roles"]) == (True, [])
    entra.ask("DELETE", who, status=204)
    again = entra.ask("POST", "Users", new(userName="tess.barrow@wyton.bookbag.test"), status=201)
    assert again["id"] == str(desk.teacher.staff_id)
    assert again["active"] is True


def test_a_directory_gives_and_takes_no_role_that_leads(desk: Desk, head: Actor, entra: Directory) -> None:
    lead = worlds.staff(desk.school, "Dora Lane", Role.DSL, Role.TEACHER)
    who = f"Users/{lead.staff_id}"
    assert entra.ask("GET", who)["roles"] == [{"value": "teacher"}]
    for role in (
        "dsl",
        "head",
        "senior_leader",
        "business_manager",
        "trust_officer",
        "chair",
        "clerk",
        "office",
        "senco",
    ):
        said = {"schemas": [PATCH], "Operations": [{"op": "add", "path": "roles", "value": [{"value": role}]}]}
        refused = entra.ask("PATCH", f"Users/{desk.teacher.staff_id}", said, status=400)
        assert "does not give the role" in refused["detail"]
    taken = {"schemas": [PATCH], "Operations": [{"op": "remove", "path": "roles"}]}
    entra.ask("PATCH", who, taken)
    with tenancy.atomic(desk.school.id):
        held = StaffRole.objects.filter(staff_id=lead.staff_id, ends_on=None)
        assert [each.role for each in held] == ["dsl"]


def test_nobody_comes_in_by_another_address(desk: Desk, head: Actor, entra: Directory) -> None:
    """With an address goes a sign-in: a directory moves neither one that leads nor one that opens another school."""
    other = worlds.school("elm")
    worlds.staff(other, "Olive Trent", Role.HEAD, email="olive.trent@wyton.bookbag.test")
    said = {"schemas": [PATCH], "Operations": [{"op": "replace", "path": "userName", "value": "evil@bad.example"}]}
    coming = worlds.staff(desk.school, "Nora Hill")
    with tenancy.atomic(desk.school.id):
        StaffRole.objects.create(
            school=desk.school, staff_id=coming.staff_id, role=Role.HEAD, starts_on=date(2026, 9, 1)
        )
    for somebody in (head, coming, desk.office):
        assert entra.ask("PATCH", f"Users/{somebody.staff_id}", said, status=400)["scimType"] == "mutability"
        assert User.objects.get(pk=somebody.user_id).email.endswith("@wyton.bookbag.test")
    taken = {
        "schemas": [PATCH],
        "Operations": [{"op": "replace", "path": "userName", "value": "stan.reed@norton.bookbag.test"}],
    }
    assert entra.ask("PATCH", f"Users/{desk.teacher.staff_id}", taken, status=409)["scimType"] == "uniqueness"
    teacher = Browser(desk.teacher)
    moved = {
        "schemas": [PATCH],
        "Operations": [{"op": "replace", "path": "userName", "value": "Tess.Hale@wyton.bookbag.test"}],
    }
    assert entra.ask("PATCH", f"Users/{desk.teacher.staff_id}", moved)["userName"] == "tess.hale@wyton.bookbag.test"
    assert User.objects.get(pk=desk.teacher.user_id).email == "tess.hale@wyton.bookbag.test"
    assert teacher.client.get("/wyton/today").status_code == 302


def test_a_colleague_who_came_in_from_a_file_gets_a_login(desk: Desk, entra: Directory) -> None:
    with tenancy.atomic(desk.school.id):
        filed = StaffMember.objects.create(
            school=desk.school, name="Fay Wood", sort_key="wood, fay", email="fay.wood@wyton.bookbag.test"
        )
    said = {"schemas": [PATCH], "Operations": [{"op": "add", "path": "externalId", "value": "e-9"}]}
    assert entra.ask("PATCH", f"Users/{filed.id}", said)["externalId"] == "e-9"
    with tenancy.atomic(desk.school.id):
        assert StaffMember.objects.get(id=filed.id).user == User.objects.get(email="fay.wood@wyton.bookbag.test")


def test_another_schools_key_finds_nothing(desk: Desk, entra: Directory) -> None:
    with tenancy.atomic(desk.stranger.school_id):
        theirs = directory.make_key(by=desk.stranger, now=worlds.NOW)
    Directory(theirs).ask("GET", "Users", status=401)
    elsewhere = Directory(theirs, "/norton/scim/v2")
    assert elsewhere.users()["totalResults"] == 1
    for method, said in (("GET", None), ("PATCH", OUT), ("DELETE", None)):
        elsewhere.ask(method, f"Users/{desk.teacher.staff_id}", said, status=404)
        elsewhere.ask(method, f"Users/{uuid4()}", said, status=404)
        elsewhere.ask(method, "Users/none", said, status=404)
    assert elsewhere.users(filter='userName eq "tess.barrow@wyton.bookbag.test"')["totalResults"] == 0


def test_without_a_key_that_holds_there_is_nothing(
    desk: Desk, head: Actor, entra: Directory, at: Callable[[str], datetime]
) -> None:
    for key in ("", "bb_wrong", "\u00e9"):
        nobody = Directory(key)
        assert nobody.ask("GET", "Users", status=401)["detail"] == "This needs a key of the school."
        assert nobody.headers["WWW-Authenticate"].startswith("Bearer")
    signed_in = Browser(head).client.get(f"{BASE}/Users")
    assert signed_in.status_code == 401, "a session is no key"
    at("2027-03-03 10:00")
    entra.ask("GET", "Users", status=401)


def test_a_key_is_shown_once_kept_as_a_digest_and_ended(desk: Desk, head: Actor) -> None:
    client = Browser(head).client
    shown = client.post("/wyton/set-up/directory").content.decode()
    key = shown.split("bb_", 1)[1].split("<", 1)[0]
    assert "shown only this once" in shown
    assert key not in client.get("/wyton/set-up/directory").content.decode()
    with tenancy.atomic(desk.school.id):
        kept = DirectoryKey.objects.get()
    assert key not in str(vars(kept))
    there = Directory(f"bb_{key}")
    there.ask("GET", "Users")
    client.post("/wyton/set-up/directory/end", {"key": str(kept.id)})
    there.ask("GET", "Users", status=401)
    assert Browser(desk.office).client.get("/wyton/set-up/directory").status_code == 404


def test_who_tries_keys_or_asks_without_end_is_slowed_down(entra: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = Directory("bb_wrong")
    for _ in range(10):
        nobody.ask("GET", "Users", status=401)
    nobody.ask("GET", "Users", status=429)
    assert nobody.headers["Retry-After"]
    monkeypatch.setattr(directory, "A_MINUTE", 3)
    for _ in range(3):
        entra.ask("GET", "Users?count=0")
    entra.ask("GET", "Users", status=429)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "Groups", 404),
        ("GET", "Me", 501),
        ("POST", "Bulk", 501),
        ("POST", ".search", 501),
        ("DELETE", "Users", 405),
        ("POST", "ServiceProviderConfig", 405),
        ("GET", "Users/../../today", 404),
    ],
)
def test_what_there_is_not_is_said_in_scims_form(entra: Directory, method: str, path: str, status: int) -> None:
    entra.ask(method, path, status=status)


def test_only_scim_and_json_of_a_sane_size_is_read(entra: Directory) -> None:
    entra.ask("POST", "Users", new(), status=415, type_="text/plain")
    entra.ask("POST", "Users", new(title="x" * 70_000), status=413)
    entra.ask("POST", "Users", "{", status=400)
    entra.ask("POST", "Users", new(), status=201, type_="application/json; charset=utf-8")
