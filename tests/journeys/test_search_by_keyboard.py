"""Search without a mouse, on a phone, and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import expect
from tests.builders import browsing

pytestmark = pytest.mark.usefixtures("db")


def test_a_key_leads_to_the_field_from_anywhere_and_keys_walk_what_was_found(visit: Any) -> None:
    desk = browsing.desk()
    with visit(desk.office) as page:
        page.goto("/wyton/inbox")
        page.keyboard.press("/")
        field = page.get_by_label("Search messages, notes and people")
        expect(field).to_be_focused()
        page.keyboard.type("a/b swim")
        expect(field).to_have_value("a/b swim")
        field.fill("swim")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Search")
        page.keyboard.press("j")
        expect(page.get_by_role("link", name="Swimming lesson")).to_be_focused()
        page.keyboard.press("o")
        expect(page.get_by_role("heading", level=1)).to_have_text("Swimming lesson")


def test_it_works_on_a_phone_without_javascript(visit: Any) -> None:
    desk = browsing.desk()
    with visit(desk.office, narrow=True, javascript=False) as page:
        page.goto("/wyton/today")
        page.get_by_label("Search messages, notes and people").fill("thursday")
        page.get_by_role("search", name="Everything").get_by_role("button", name="Search").click()
        expect(page.get_by_role("mark")).to_have_text("Thursday")
        page.get_by_text("Narrow it down").click()
        page.get_by_label("What for").select_option("Complaint")
        page.get_by_role("button", name="Show these").click()
        expect(page.get_by_text("Nothing that fits these choices is written about")).to_be_visible()
        page.get_by_role("link", name="Look everywhere, at any time").click()
        expect(page.get_by_role("link", name="Swimming lesson")).to_be_visible()
