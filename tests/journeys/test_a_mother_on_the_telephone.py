"""In the browser: a mother rings; the office finds her in one press, hears of two homes, and enters a foster carer."""

from typing import Any

import pytest
from playwright.sync_api import Page
from tests.builders import browsing, worlds
from tests.journeys.conftest import picture

from bookbag.people.actions import points
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_found_in_one_press_and_her_new_address_makes_a_second_home(visit: Any, narrow: bool) -> None:
    desk = browsing.desk()
    with tenancy.atomic(desk.school.id):
        by: dict[str, Any] = {"by": desk.office, "now": worlds.NOW}
        points.add(desk.family.contacts["Samina"].id, "telephone", "07700 900123", **by)
        points.add(desk.family.contacts["Omar"].id, "post", "3 Mill Lane, Wyton, WY1 4CD", **by)
    with visit(desk.office, narrow=narrow) as page:
        page.goto("/wyton/families")
        page.keyboard.type("07700900123")  # the field has the focus
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Samina Khan").click()
        page.get_by_role("link", name="Add a number, e-mail or address").click()
        page.get_by_label("Address", exact=True).check()
        page.get_by_label("Number, e-mail or address").fill("14 Hill Road, Wyton, WY1 2AB")
        page.get_by_role("button", name="Add it").click()
        page.get_by_role("link", name="Amira Khan", exact=True).click()
        page.get_by_text("Two homes:").wait_for()
        page.get_by_role("link", name="Change two homes, care or fostering").click()
        page.get_by_label("The parents live apart").fill("2026-03-02")
        page.get_by_label("Who told the school?").fill("the mother, by telephone")
        page.get_by_role("button", name="Keep it").click()
        page.get_by_text("the mother, by telephone.").wait_for()
        assert fits(page)
        picture(page, f"a-child-of-two-homes{'-on-a-phone' if narrow else ''}")


def test_without_javascript_a_foster_carer_is_entered_and_a_link_ended(visit: Any) -> None:
    desk = browsing.desk()
    with visit(desk.office, javascript=False) as page:
        page.goto(f"/wyton/children/{desk.family.pupil.id}")
        page.get_by_role("link", name="Add an adult").click()
        page.get_by_role("link", name="Enter an adult whom we do not hold yet").click()
        page.get_by_label("Family name").fill("Foxley")
        page.get_by_label("Is the child’s").select_option("foster carer")
        page.get_by_label("Telephone").fill("01632 960306")
        page.get_by_role("button", name="Enter this adult").click()
        page.get_by_role("link", name="Foxley", exact=True).wait_for()
        page.get_by_role("link", name="Change what Foxley is to Amira Khan").click()
        page.get_by_role("button", name="End this link").click()
        page.get_by_text("Foxley is no longer linked to Amira Khan.").wait_for()
