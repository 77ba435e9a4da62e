"""All of the desk's work can be done in a browser that runs no script."""

from typing import Any

import pytest
from playwright.sync_api import expect
from tests.builders import browsing, busy

from bookbag.outbox.models import Dispatch
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


def test_the_inbox_is_narrowed_and_paged(visit: Any) -> None:
    morning = busy.morning()
    with visit(morning.office, javascript=False) as page:
        page.goto("/wyton/inbox")
        page.get_by_role("link", name="Next 25").click()
        expect(page.locator("[data-row]")).to_have_count(4)
        page.get_by_label("What for").select_option("complaint")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("[data-row]").first).to_contain_text("Complaint about the trip refund")
        expect(page.get_by_text("Lost coat")).to_have_count(0)


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_a_case_is_given_noted_on_and_answered(visit: Any, narrow: bool) -> None:
    desk = browsing.desk()
    with visit(desk.office, narrow=narrow, javascript=False) as page:
        page.goto("/wyton/inbox")
        page.get_by_role("link", name="Swimming lesson").click()
        page.get_by_label("Give it to").select_option(label="Tess Barrow")
        page.get_by_role("button", name="Give").click()
        expect(page.get_by_text("This case is with Tess Barrow now.")).to_be_visible()
        page.get_by_text("Write a note for colleagues").click()
        page.get_by_label("Note for colleagues").fill("She rang.")
        page.get_by_role("button", name="Add the note").click()
        expect(page.get_by_text("Note by Olive Trent")).to_be_visible()
        page.get_by_label("Your answer").fill("Dear Mrs Khan, of course.")
        page.get_by_role("button", name="Read it over").click()
        page.get_by_role("button", name="Send").click()
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("Your answer leaves in")
    with tenancy.atomic(desk.school.id):
        assert Dispatch.objects.filter(draft__isnull=False, state="queued").count() == 1
