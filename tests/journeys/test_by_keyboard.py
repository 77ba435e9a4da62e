"""The desk without a mouse: by tabbing alone, and faster by single keys that never get in the way of writing."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.builders import browsing, busy

from bookbag.outbox.models import Dispatch
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()") == name:
            assert page.evaluate("document.activeElement.matches(':focus-visible')"), f"{name} does not show its focus"
            return
    pytest.fail(f"Tab never reached {name}", pytrace=False)


def test_a_case_is_answered_by_tabbing_alone(visit: Any) -> None:
    desk = browsing.desk()
    with visit(desk.office) as page:
        page.goto("/wyton/inbox")
        tab_to(page, "Skip to main content")
        page.keyboard.press("Enter")
        tab_to(page, "Swimming lesson")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Swimming lesson")
        tab_to(page, "Your answer")
        page.keyboard.type("Dear Mrs Khan, of course.")
        tab_to(page, "Read it over")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Answer")
        tab_to(page, "Send")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Your answer leaves in")
        tab_to(page, "Undo")
    with tenancy.atomic(desk.school.id):
        assert Dispatch.objects.filter(draft__isnull=False).count() == 1


def test_single_keys_walk_the_inbox_and_open_what_is_wanted(visit: Any) -> None:
    morning = busy.morning(many=4)
    with visit(morning.office) as page:
        page.goto("/wyton/inbox")
        links = page.locator("[data-row] .bb-list__main a")
        page.keyboard.press("j")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        expect(links.nth(1)).to_be_focused()
        subject = links.nth(1).inner_text()
        page.keyboard.press("o")
        expect(page.get_by_role("heading", level=1)).to_have_text(subject)
        page.keyboard.press("a")
        expect(page.get_by_label("Give it to")).to_be_focused()
        page.get_by_role("heading", level=1).click()
        page.keyboard.press("r")
        expect(page.get_by_label("Your answer")).to_be_focused()


def test_no_key_is_stolen_from_somebody_who_writes(visit: Any) -> None:
    desk = browsing.desk()
    with visit(desk.office) as page:
        page.goto(f"/wyton/cases/{desk.case.id}")
        page.get_by_label("Your answer").focus()
        page.keyboard.type("jokar?")
        expect(page.get_by_label("Your answer")).to_have_value("jokar?")
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_help_opens_closes_and_turns_the_keys_off(visit: Any) -> None:
    desk = browsing.desk()
    with visit(desk.office) as page:
        page.goto("/wyton/inbox")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        page.get_by_label("Turn these keys off on this machine").check()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.reload()
        page.keyboard.press("j")
        expect(page.locator("[data-row] .bb-list__main a").first).not_to_be_focused()
