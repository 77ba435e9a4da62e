"""In the browser: an order "no address shown" that ends in a week, a stepparent, a grandparent with parental responsibility."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.builders import browsing, homes, mails
from tests.builders.answering import london
from tests.journeys.conftest import picture

from bookbag.people.models import ContactPoint, Pupil, Relationship
from bookbag.people.points import compared
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")
NUMBER = "07700 900456"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """Set the pages' own clock, in London's time."""

    def set_to(when: str) -> datetime:
        moment = london(when)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to


def held(home: homes.Homes, adult: str, kind: str, value: str) -> None:
    with tenancy.atomic(home.school.id):
        contact = home.family.contacts[adult]
        ContactPoint.objects.create(
            school=home.school, contact=contact, kind=kind, value=value, folded=compared(kind, value)
        )


def tied(home: homes.Homes, adult: str, **what: Any) -> None:
    with tenancy.atomic(home.school.id):
        Relationship.objects.filter(contact=home.family.contacts[adult]).update(**what)


def live_apart(home: homes.Homes) -> None:
    with tenancy.atomic(home.school.id):
        Pupil.objects.update(told_apart_on="2026-03-02", told_apart_by="The mother")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def write(page: Page, words: str) -> None:
    """Type, and wait until the checks have looked."""
    with page.expect_response(lambda answer: answer.url.endswith("/reply")):
        page.get_by_label("Your letter").fill(words)


def answer_with_her_number(page: Page, case: object, words: str) -> None:
    page.goto(f"/spring/cases/{case}")
    page.get_by_label("Your answer").fill(words)
    page.get_by_role("button", name="Read it over").click()
    page.get_by_role("button", name="Send").click()


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_an_order_that_shows_no_address_holds_for_a_week_and_ends_by_itself(
    visit: Any, at: Callable[[str], datetime], narrow: bool
) -> None:
    now, home = at("2026-03-02 09:00"), homes.homes()
    held(home, "Samina", "telephone", NUMBER)
    with visit(home.office, narrow=narrow) as page:
        page.goto(f"/spring/children/{home.child}")
        page.get_by_role("link", name="Somebody speaks of a court order").click()
        page.get_by_label("Omar Khan").check()
        page.get_by_label("Address: nothing may show").check()
        page.get_by_label("Who says so").fill("His mother, by telephone. She brings it today.")
        page.get_by_label("First day").fill("2026-03-02")
        page.get_by_label("Last day").fill("2026-03-09")
        assert fits(page)
        page.get_by_role("button", name="Pass it on").click()
        page.get_by_text("Passed on to the head and the safeguarding leads.").wait_for()
        expect(page.get_by_text("Ask the office before")).to_have_count(0)
    with visit(home.dsl, narrow=narrow) as page:
        page.goto("/spring/")
        page.goto("/spring/today")
        page.get_by_role("link", name="Somebody says there is an order about Omar Khan").click()
        page.get_by_role("button", name="I have seen the order").click()
        page.get_by_label("What have you seen").fill("The order of the Family Court, on paper.")
        page.get_by_role("button", name="I have seen the order").click()
        page.get_by_text("Holds until Monday 9 March 2026.").wait_for()
        assert fits(page)
        picture(page, f"court-order{'-on-a-phone' if narrow else ''}")
    raw = mails.mail(
        "What is her number?", sender=f"Omar Khan <{homes.OMAR}>", to=home.school.email, message_id="o@home.example"
    )
    case = browsing.brought(home.school, raw, now=now).id
    words = f"Her number is {NUMBER.replace(' ', '')}."
    with visit(home.office, narrow=narrow) as page:
        page.goto(f"/spring/children/{home.child}")
        page.get_by_text("Ask the office before you give Omar Khan any address or number.").wait_for()
        answer_with_her_number(page, case, words)
        page.get_by_role("link", name="These words show “07700900456” to another home").wait_for()
        assert homes.sent(home.school) == []
    at("2026-03-10 09:00")
    with visit(home.office, narrow=narrow) as page:
        page.goto(f"/spring/children/{home.child}")
        expect(page.get_by_text("Ask the office before")).to_have_count(0)
        page.goto(f"/spring/cases/{case}/reply")
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Undo").first.wait_for()
        assert [each.to_address for each in homes.sent(home.school)] == [homes.OMAR]


def test_a_stepparent_without_responsibility_may_be_left_out_and_a_parent_may_not(
    visit: Any, at: Callable[[str], datetime]
) -> None:
    at("2026-03-03 09:00")
    home = homes.homes("Samina Khan", "Omar Khan", "Ben Ash")
    live_apart(home)
    tied(home, "Ben", kind="stepfather", parental_responsibility=False, lives_with=True)
    for adult in ("Samina", "Ben"):
        held(home, adult, "post", "2 Mill Row, Fenbridge, FB1 2AB")
    with visit(home.office) as page:
        page.goto(f"/spring/children/{home.child}")
        page.get_by_role("link", name="Write home about Amira").click()
        page.get_by_label("In a few words").fill("Swimming")
        page.get_by_role("button", name="Go on to the letter").click()
        page.get_by_text("Goes to Ben Ash, Omar Khan and Samina Khan: change").click()
        page.get_by_label("Ben Ash").uncheck()
        page.get_by_label("Omar Khan").uncheck()
        write(page, "Swimming starts on 9 March.")
        page.get_by_role("button", name="Send").click()
        page.get_by_role("link", name="Omar Khan would not get this.").wait_for()
        expect(page.get_by_text("Ben Ash would not get this.")).to_have_count(0)
        with page.expect_response(lambda answer: answer.url.endswith("/reply")):
            page.get_by_label("Omar Khan").check()
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Undo").first.wait_for()
    assert [each.to_address for each in homes.sent(home.school)] == [homes.OMAR, homes.SAMINA]


def test_a_grandparent_with_parental_responsibility_is_told_as_a_parent_is(
    visit: Any, at: Callable[[str], datetime]
) -> None:
    at("2026-03-03 09:00")
    home = homes.homes("Samina Khan", "Noor Begum")
    live_apart(home)
    tied(home, "Noor", kind="grandmother", parental_responsibility=True, lives_with=True)
    with tenancy.atomic(home.school.id):
        ContactPoint.objects.filter(contact=home.family.contacts["Noor"]).delete()
    held(home, "Noor", "post", "7 Church Lane, Fenbridge, FB1 3CD")
    with visit(home.teacher) as page:
        page.goto(f"/spring/children/{home.child}/write")
        page.get_by_label("A report or how the child is getting on").check()
        page.get_by_label("In a few words").fill("Reading")
        page.get_by_role("button", name="Go on to the letter").click()
        page.get_by_text("The copy for Noor Begum goes by post: you print it from the case.").first.wait_for()
        write(page, "Amira reads well.")
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Noor Begum: to be posted").wait_for()
        picture(page, "letter-home-of-two-homes")
        page.get_by_role("link", name="Print it for Noor Begum").click()
        page.get_by_text("7 Church Lane, Fenbridge, FB1 3CD").wait_for()
        expect(page.get_by_text("Samina")).to_have_count(0)
        page.get_by_role("link", name="note the day on which it was posted").click()
        page.get_by_role("button", name="It was posted").click()
        page.get_by_text("Noor Begum: by post, Tuesday 3 March").wait_for()
