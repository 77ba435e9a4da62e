"""Every page, wide and narrow: axe finds nothing, nothing runs over the edge, and the picture of it can be kept."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route
from tests.builders import addresses, browsing, worlds
from tests.builders.browsing import Desk
from tests.journeys.conftest import picture
from tests.whole.test_every_address import FOR_THE_HEAD

from bookbag.policy.permissions import Role

pytestmark = pytest.mark.usefixtures("db")
HANDED_OVER = {
    "original",
    "download",
    "preview",
    "absences-file",
    "calendar-file",
    "copies-file",
    "policy-file",
    "policy-report",
    "complaint-receipt",
    "consents-file",
} | {
    *("consent-slips", "pictured-file", "consent-scan", "order-scan"),
    *("concern-file", "chronology-file", "voicemail-file"),
}
"""Files, not pages."""
PICTURED = {"case": "case-on-a-phone", "inbox": "inbox-on-a-phone"}


def faults(page: Page) -> list[str]:
    """What axe says of a page, and whether it is wider than its window."""
    found = Axe().run(page).response
    assert found["passes"], "axe has not looked at anything"
    said = [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*said, *(["wider than its window"] if wide else [])]


def let_scripts_run(route: Route) -> None:
    """A mail's own layout is shown where no script runs, and axe is one: for axe alone the header is left out."""
    answer = route.fetch()
    kept = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    route.fulfill(response=answer, headers=kept)


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_axe_finds_nothing_on_any_page(visit: Any, narrow: bool) -> None:
    desk = browsing.desk()
    every = [address for address in addresses.every(desk) if address.reads and address.name not in HANDED_OVER]
    head = worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)
    lead = worlds.staff(desk.school, "Lena Ware", Role.DSL)
    of_lead = {address.name for address in every if address.name in addresses.FOR_LEADS}
    of_head = {address.name for address in every if address.name in FOR_THE_HEAD} - of_lead
    others = {address.name for address in every} - of_head - of_lead
    wrong: dict[str, list[str]] = {}
    for actor, theirs in ((desk.office, others), (head, of_head), (lead, of_lead)):
        with visit(actor, narrow=narrow) as page:
            page.route("**/as-sent", let_scripts_run)
            for address in every:
                if address.name in theirs:
                    page.goto(address.url())
                    wrong[address.name] = faults(page)
                if narrow and address.name in theirs & PICTURED.keys():
                    picture(page, PICTURED[address.name])
    wrong |= _others(visit, desk, narrow=narrow)
    assert {name: said for name, said in wrong.items() if said} == {}


def _others(visit: Any, desk: Desk, *, narrow: bool) -> dict[str, list[str]]:
    """The pages of governors and of those who have not signed in, and the pages that say no."""
    wrong = {}
    with visit(desk.governor, narrow=narrow) as page:
        for url in ("/wyton/policy", "/wyton/policy/WYT-083", "/wyton/policy/WYT-083/lines", "/accessibility"):
            page.goto(url)
            wrong[f"governor {url}"] = faults(page)
    with visit(None, narrow=narrow) as page:
        for url in ("/sign-in", "/accessibility", "/wyton/write", "/wyton/write?who=parent&topic=danger"):
            page.goto(url)
            wrong[f"signed out {url}"] = faults(page)
    return wrong


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_axe_finds_nothing_where_something_is_wrong(visit: Any, narrow: bool) -> None:
    desk = browsing.desk()
    with visit(desk.office, narrow=narrow) as page:
        page.goto(f"/wyton/cases/{desk.case.id}/close")
        page.get_by_role("button", name="Close the case").click()
        page.get_by_text("There is a problem").wait_for()
        assert faults(page) == []
        page.goto(f"/wyton/cases/{desk.case.id}")
        page.get_by_role("button", name="Read it over").click()
        page.get_by_role("button", name="Send").click()
        page.get_by_text("There is a problem").wait_for()
        assert faults(page) == []
