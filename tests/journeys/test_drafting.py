"""A rule is changed in a real browser: with the keyboard alone, told at once what is wrong, and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.builders import worlds
from tests.journeys.test_pages_are_for_everybody import faults

from bookbag.adoption.actions import versions
from bookbag.adoption.models import Version
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
CHANGED = (
    "An answer to an e-mail, form or letter (not a complaint) from a parent or carer is owed within five working days instead"
    " of ten (WYT-087)."
)


@pytest.fixture
def head() -> Actor:
    return worlds.staff(worlds.school(), "Hetty Marsh", Role.HEAD)


@pytest.fixture
def rule(head: Actor) -> str:
    """The address of a rule of a draft."""
    with tenancy.atomic(head.school_id):
        school = School.objects.get(id=head.school_id)
        begun = versions.begin(school, "wyton", by=head, now=worlds.NOW)
    assert isinstance(begun, Version)
    return f"/wyton/policy/drafts/{begun.id}/rules/answer-letters-and-emails"


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by tabbing")


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_by_keyboard_the_fault_stands_beside_the_field_and_the_focus_stays(
    visit: Any, head: Actor, rule: str, narrow: bool
) -> None:
    with visit(head, narrow=narrow) as page:
        page.goto(rule)
        tab_to(page, "#id_within")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("0")
        expect(page.locator("#id_within_wrong")).to_contain_text("This is 0, and must be at least 1.")
        expect(page.locator("#id_within")).to_be_focused()
        assert faults(page) == []
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("5")
        expect(page.locator("#findings")).to_contain_text(CHANGED)
        expect(page.locator("#id_within_wrong")).to_be_empty()
        tab_to(page, "button[value=keep]")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="What changes")).to_be_visible()
        expect(page.get_by_text(CHANGED)).to_be_visible()
        assert faults(page) == []


def test_without_javascript_a_button_checks_and_another_keeps(visit: Any, head: Actor, rule: str) -> None:
    with visit(head, javascript=False) as page:
        page.goto(rule)
        page.get_by_label("Within").fill("0")
        page.get_by_role("button", name="Check it").click()
        expect(page.get_by_text("There is a problem")).to_be_visible()
        page.get_by_label("Within").fill("5")
        page.get_by_role("button", name="Keep this rule").click()
        expect(page.get_by_text(CHANGED)).to_be_visible()
