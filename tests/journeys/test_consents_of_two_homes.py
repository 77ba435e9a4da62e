"""In the browser: a separated pair with different consents, and a parent without e-mail or mobile who takes a yes back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.builders import worlds
from tests.journeys.conftest import picture

from bookbag.people.models import ContactPoint, Relationship
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


def say(page: Page, who: str, what: str, how: str) -> None:
    page.get_by_role("link", name=re.compile("Enter an answer.*on the school’s website")).click()
    page.get_by_label("Who?").select_option(label=who)
    page.get_by_label(what, exact=True).check()
    page.get_by_label(how).check()
    page.get_by_label("Where it can be seen").fill("Olive saw to it")
    page.get_by_role("button", name="Enter the answer").click()
    page.get_by_text("Entered: Photographs on the school’s website.").wait_for()


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_two_homes_differ_and_one_takes_it_back_by_phone(visit: Any, narrow: bool) -> None:
    school = worlds.school()
    worlds.family(school, adults=("Samina Khan", "Omar Khan"))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    with tenancy.atomic(school.id):
        Relationship.objects.update(parental_responsibility=True)
        ContactPoint.objects.filter(folded="samina.khan@home.example").delete()
    with visit(office, narrow=narrow) as page:
        page.goto("/wyton/consents")
        page.get_by_role("link", name="Amira Khan").click()
        say(page, "Samina Khan", "They say yes", "Paper slip")
        say(page, "Omar Khan", "They say no", "In person")
        page.get_by_text("Parents answered differently").wait_for()
        picture(page, f"consents-{'on-a-phone' if narrow else 'of-two-homes'}")
        page.get_by_role("link", name="Note that you have spoken with both").click()
        page.get_by_label("With whom did you speak").fill("Rang both.")
        page.get_by_role("button", name="I have spoken with both").click()
        page.get_by_text("The answers stay as they are.").wait_for()
        say(page, "Samina Khan", "They take back their yes", "Phone")
        page.get_by_role("cell", name="Photographs on the school’s website: withdrawn").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
