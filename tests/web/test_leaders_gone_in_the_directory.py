"""A directory puts out nobody who leads; that it wanted to is seen until a person has said what holds."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.actions import directory
from bookbag.people.models import StaffMember
from bookbag.people.scim import PATCH
from bookbag.policy.permissions import Actor, Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets", "_spring")
SAYS = "directory says since"


@pytest.fixture
def _spring(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)


@pytest.fixture
def lead(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Dora Lane", Role.DSL)


@pytest.fixture
def say(desk: Desk, head: Actor, lead: Actor) -> Callable[..., int]:
    """What the directory says of the safeguarding lead; gives the status of the answer."""
    with tenancy.atomic(desk.school.id):
        key = directory.make_key(by=head, now=worlds.NOW)

    def said(method: str = "PATCH", *, active: bool = False) -> int:
        operation: dict[str, Any] = {"op": "replace", "path": "active", "value": active}
        answer = Client().generic(
            method,
            f"/wyton/scim/v2/Users/{lead.staff_id}",
            json.dumps({"schemas": [PATCH], "Operations": [operation]}) if method == "PATCH" else "",
            content_type="application/scim+json",
            headers={"Authorization": f"Bearer {key}"},
        )
        return answer.status_code

    return said


def shown(actor: Actor) -> bool:
    return SAYS in Browser(actor).get("today", "wyton").words


def entries(desk: Desk) -> int:
    with tenancy.atomic(desk.school.id):
        return Entry.objects.filter(act="directory_not_followed").count()


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_the_head_is_told_on_their_day_and_the_office_is_not(
    desk: Desk, head: Actor, lead: Actor, say: Callable[..., int], method: str
) -> None:
    assert not shown(head)
    assert say(method) == 403
    today = Browser(head).get("today", "wyton").words
    assert "that Dora Lane is gone. They can still sign in. Say what holds" in today
    manager = worlds.staff(desk.school, "Bea Moss", Role.BUSINESS_MANAGER)
    assert shown(manager)
    assert "The headteacher says what holds." in Browser(manager).get("leavers", "wyton").words
    assert "Dora Lane" in Browser(head).get("directory", "wyton").words
    assert not shown(desk.office)


def test_said_again_and_again_it_stands_since_the_first_time_and_is_noted_once(
    desk: Desk, lead: Actor, say: Callable[..., int], at: Callable[[str], datetime]
) -> None:
    first = at("2026-03-02 10:00")
    say()
    at("2026-03-02 10:40")
    assert (say(), say("DELETE")) == (403, 403)
    with tenancy.atomic(desk.school.id):
        assert StaffMember.objects.get(id=lead.staff_id).gone_in_directory_at == first
    assert entries(desk) == 1


def test_it_goes_when_the_head_says_that_they_leave(
    desk: Desk, head: Actor, lead: Actor, say: Callable[..., int]
) -> None:
    say()
    plan = {"last_day": "2026-03-02", "when": "now", "takes_over": str(desk.office.staff_id)}
    Browser(head).post("leave", "wyton", lead.staff_id, **plan)
    assert not shown(head)
    with tenancy.atomic(desk.school.id):
        assert StaffMember.objects.get(id=lead.staff_id).left_on is not None


def test_it_goes_when_the_head_says_that_they_stay_and_comes_back_when_it_is_said_anew(
    desk: Desk, head: Actor, lead: Actor, say: Callable[..., int]
) -> None:
    say()
    assert "They stay" in Browser(head).get("leavers", "wyton").words
    Browser(head).post("stay", "wyton", lead.staff_id)
    assert not shown(head)
    Browser(lead).get("today", "wyton")
    say()
    assert shown(head)
    assert entries(desk) == 2


def test_it_goes_when_the_directory_says_that_they_are_here(head: Actor, say: Callable[..., int]) -> None:
    say()
    assert say(active=True) == 200
    assert not shown(head)


def test_a_business_manager_does_not_say_that_they_stay(desk: Desk, lead: Actor, say: Callable[..., int]) -> None:
    say()
    manager = Browser(worlds.staff(desk.school, "Bea Moss", Role.BUSINESS_MANAGER))
    assert manager.client.post(f"/wyton/staff/{lead.staff_id}/stay").status_code == 403
