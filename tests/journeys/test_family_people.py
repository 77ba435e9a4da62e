"""Families as they are, at their pages: two schools, one mailbox after a separation, and a parent who works here."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from tests.builders import browsing, families, worlds
from tests.builders.browsing import Desk
from tests.journeys.test_family_pages import let_in

from bookbag.people.models import ContactPoint
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
SAMINA = "samina.khan@home.example"


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def sign_in(page: Page, school: School, email: str) -> None:
    """Ask for a code as anybody does, let the worker send it, and type it in."""
    page.goto(f"/{school.slug}/family")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("heading", name="Type in your code").wait_for()
    families.looked(school, now=timezone.now())
    page.get_by_label("Code").fill(families.code_in(families.mail_of(school, page.url.partition(f"/{school.slug}")[2])))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="My children").wait_for()


def test_a_parent_of_children_in_two_schools_is_let_in_to_each_by_its_own_code(visit: Any, desk: Desk) -> None:
    norton = School.objects.get(slug="norton")
    worlds.family(norton, child="Yusuf Khan", adults=("Samina Khan",), class_name="1A")
    with visit(None, narrow=True, javascript=False) as page:
        sign_in(page, desk.school, SAMINA)
        assert page.get_by_role("heading", name="Amira").is_visible()
        page.goto("/norton/family/messages")
        assert page.get_by_role("heading", name="Sign in for parents and carers").is_visible()
        sign_in(page, norton, SAMINA)
        for url in ("/norton/family", "/norton/family/messages", "/norton/family/details", "/norton/family/consents"):
            page.goto(url)
            assert not re.search("Amira|sore ear|Wyton", page.content()), url
        page.goto("/wyton/family")
        assert "Yusuf" not in page.content()
        page.get_by_role("button", name="Sign out").click()
        page.goto("/norton/family")
        assert page.get_by_role("heading", name="Yusuf").is_visible()


def test_a_mailbox_that_both_read_signs_nobody_in_and_the_offices_slip_does(visit: Any, desk: Desk) -> None:
    """After a separation the old mailbox is still held for both: neither is let in by it, each by a slip of their own."""
    with tenancy.atomic(desk.school.id):
        ContactPoint.objects.filter(contact=desk.family.contacts["Omar"], kind="email").update(
            value=SAMINA, folded=SAMINA
        )
    with visit(None, narrow=True) as page:
        page.goto("/wyton/family")
        page.get_by_label("Your e-mail address").fill(SAMINA)
        page.get_by_role("button", name="Send me a code").click()
        page.get_by_role("heading", name="Type in your code").wait_for()
    families.looked(desk.school, now=timezone.now())
    (mail,) = families.mails(desk.school)
    assert "more than one adult" in mail.body
    assert "Your code is" not in mail.body
    with visit(desk.office) as page:
        page.goto(f"/wyton/adults/{desk.family.contacts['Omar'].id}/code")
        page.get_by_label("In person").check()
        page.get_by_role("button", name="Make the code").click()
        code = page.locator("main strong").first.inner_text()
    with visit(None, narrow=True, javascript=False) as page:
        page.goto("/wyton/family/slip")
        page.get_by_label("Code from the school office").fill(code)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="What the school holds about me").click()
        assert page.get_by_text("Omar Khan").first.is_visible()
        assert "Samina" not in page.content()


def test_a_colleague_who_is_a_parent_is_two_people_in_one_browser(visit: Any, desk: Desk) -> None:
    """She works at the desk and is a mother: neither page knows of the other, and signing out of one leaves the other."""
    client = families.signed_in(desk.school, SAMINA, now=timezone.now())
    with visit(desk.office) as page:
        page.goto("/wyton/today")
        let_in(page, client)
        for url in ("/wyton/family", "/wyton/family/details"):
            page.goto(url)
            assert "Samina Khan" in page.content()
            assert not re.search("Olive Trent|Inbox", page.content())
        page.goto("/wyton/inbox")
        assert "Olive Trent" in page.content()
        page.goto("/wyton/family")
        page.get_by_role("button", name="Sign out").click()
        page.goto("/wyton/inbox")
        assert page.get_by_role("heading", name="Inbox").is_visible()
        page.goto("/wyton/family")
        assert page.get_by_role("heading", name="Sign in for parents and carers").is_visible()
