"""Whoever keeps the policy of a trust finds no form for what is a school's own; and a conflict is the headteacher's."""

import pytest
from tests.builders import addresses, browsing, worlds
from tests.builders.addresses import Address
from tests.builders.browsing import Browser, Desk

from bookbag.policy.permissions import Role

pytestmark = pytest.mark.usefixtures("db", "assets")
OWN = {
    *("policy-rule-off", "policy-rule-on", "policy-need", "policy-need-open", "policy-conflict", "rules-seen"),
    *("policy-review-day", "begin-review", "policy-review", "begin-version"),
    *("ask-version", "withdraw-version", "activate-version", "draft"),
}
CONFLICT = {"policy-conflict", "rules-seen"}


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def forms(desk: Desk) -> list[Address]:
    found = [each for each in addresses.every(desk) if each.name in OWN]
    assert {each.name for each in found} >= OWN - {"ask-version", "activate-version"}
    return found


def answers(role: Role, desk: Desk, forms: list[Address]) -> dict[str, set[int]]:
    """What somebody with this role alone is answered, read and sent, each with the ids that are there."""
    client = Browser(worlds.staff(desk.school, f"Tara {role}", role)).client
    found: dict[str, set[int]] = {}
    for each in forms:
        got = found.setdefault(each.name, set())
        if each.reads:
            got.add(client.get(each.url()).status_code)
        if each.sends is not None:
            got.add(client.post(each.url(), each.sends).status_code)
    return found


@pytest.mark.parametrize("role", [Role.TRUST_OFFICER, Role.CHIEF_EXECUTIVE, Role.EXECUTIVE_HEAD])
def test_what_is_a_schools_own_is_not_there_for_roles_of_the_trust(
    desk: Desk, forms: list[Address], role: Role
) -> None:
    assert answers(role, desk, forms) == {each.name: {404} for each in forms}


def test_nor_is_it_offered_to_them(desk: Desk) -> None:
    officer = Browser(worlds.staff(desk.school, "Tara Voss", Role.TRUST_OFFICER))
    for page in ("policy-rules", "policy-versions", "policy-reviews"):
        html = officer.client.get(Address(page).url()).content.decode()
        for each in ("rules/off", "rules/on", "needs", "conflict", "reviews/begin", "review-day"):
            assert f"policy/{each}" not in html, (page, each)
        assert "Begin a new version<" not in html


def test_a_conflict_opens_for_the_head_and_for_no_other_keeper(desk: Desk, forms: list[Address]) -> None:
    conflict = [each for each in forms if each.name in CONFLICT]
    assert answers(Role.BUSINESS_MANAGER, desk, conflict) == {name: {404} for name in CONFLICT}
    assert not any(status >= 400 for got in answers(Role.HEAD, desk, conflict).values() for status in got)
