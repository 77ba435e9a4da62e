"""The family pages in a browser: a whole visit on a phone without JavaScript; axe finds nothing, wide or narrow."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from tests.builders import browsing, families, worlds
from tests.builders.browsing import Desk
from tests.journeys.conftest import picture
from tests.journeys.test_pages_are_for_everybody import faults

pytestmark = pytest.mark.usefixtures("db")
SAMINA = "samina.khan@home.example"
OPEN = ("/wyton/family/sign-in", "/wyton/family/slip", "/wyton/family/privacy", "/wyton/family/accessibility")
SIGNED_IN = {
    "/wyton/family": "family-home",
    "/wyton/family/messages": "family-messages",
    "/wyton/family/write": "family-choose",
    "/wyton/family/write?topic=complaint&child=none": "family-write",
    "/wyton/family/details": "family-details",
    "/wyton/family/details/how": "family-how",
    "/wyton/family/details/add/email": "family-add",
    "/wyton/family/consents": "family-consents",
    "/wyton/family/consents/me": "family-consents-me",
    "/wyton/family/signed-in": "family-signed-in",
}


def let_in(page: Page, client: Client) -> None:
    """Give the browser what signing in gave the client."""
    secret = client.cookies["bookbag_family"].value
    here = page.evaluate("location.origin")
    page.context.add_cookies([{"name": "bookbag_family", "value": secret, "url": f"{here}/wyton/family"}])


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_axe_finds_nothing_on_the_family_pages(visit: Any, narrow: bool) -> None:
    desk = browsing.desk()
    client = families.signed_in(desk.school, SAMINA, now=timezone.now())
    wrong = {}
    with visit(None, narrow=narrow) as page:
        for url in OPEN:
            page.goto(url)
            wrong[url] = faults(page)
        let_in(page, client)
        for url, name in SIGNED_IN.items():
            page.goto(url)
            wrong[url] = faults(page)
            if narrow:
                picture(page, name)
    with visit(desk.office, narrow=narrow) as page:
        page.goto(f"/wyton/adults/{desk.family.contacts['Omar'].id}/code")
        wrong["slip"] = faults(page)
        page.get_by_label("In person").check()
        page.get_by_role("button", name="Make the code").click()
        page.get_by_role("heading", name="Code for Omar Khan").wait_for()
        wrong["slip made"] = faults(page)
    assert {url: said for url, said in wrong.items() if said} == {}


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def test_a_parent_without_e_mail_or_mobile_is_served_like_everybody(visit: Any, desk: Desk) -> None:
    """The office gives a slip; on a borrowed phone without JavaScript she signs in, writes, reads, and signs out."""
    aunt = worlds.family(desk.school, "Leo Marsh", ("Grace Marsh",), class_name="2A").contacts["Grace"]
    with visit(desk.office) as page:
        page.goto(f"/wyton/adults/{aunt.id}/code")
        page.get_by_label("In person").check()
        page.get_by_role("button", name="Make the code").click()
        code = page.locator("main strong").first.inner_text()
    with visit(None, narrow=True, javascript=False) as page:
        page.goto("/wyton/family")
        page.get_by_role("link", name="I have a code from the school office").click()
        page.get_by_label("Code from the school office").fill(code)
        page.get_by_role("button", name="Sign in").click()
        assert page.get_by_role("heading", name="Leo").is_visible()
        page.get_by_role("link", name="Write to the school").click()
        page.get_by_label("A complaint").check()
        page.get_by_label("Leo").check()
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("In a few words").fill("The coat")
        page.get_by_label("Your message").fill("His coat is gone.")
        page.get_by_role("button", name="Send").click()
        assert page.get_by_text("We have your message.").is_visible()
        assert page.get_by_text("His coat is gone.").is_visible()
        page.get_by_role("button", name="Sign out").click()
        page.goto("/wyton/family/messages")
        assert page.get_by_role("heading", name="Sign in for parents and carers").is_visible()


def test_two_homes_see_nothing_of_each_other(visit: Any, desk: Desk) -> None:
    """Each of a separated pair has a page; neither shows the other's name, address or words."""
    now = timezone.now()
    for email, theirs, others in (
        (SAMINA, "Amira has a sore ear", ("Omar", "omar.khan")),
        ("omar.khan@home.example", "stands on this page", ("Samina", "sore ear", "samina.khan")),
    ):
        client = families.signed_in(desk.school, email, now=now)
        with visit(None, narrow=True) as page:
            page.goto("/wyton/family/sign-in")
            let_in(page, client)
            for url in SIGNED_IN:
                page.goto(url)
                assert not [other for other in others if other in page.content()], url
            page.goto("/wyton/family/messages")
            assert theirs in page.content()
