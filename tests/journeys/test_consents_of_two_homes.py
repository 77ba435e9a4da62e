"""Consents in a browser: a separated pair, each on their own family page; a child in care; a parent with only paper."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from tests.builders import families, worlds
from tests.builders.worlds import Family
from tests.journeys.conftest import picture
from tests.journeys.test_family_pages import let_in
from tests.journeys.test_pages_are_for_everybody import faults

from bookbag.people.models import Contact, ContactPoint, Pupil, Relationship
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
WEBSITE = "Photographs on the school’s website"


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


@pytest.fixture
def khans(school: School) -> Family:
    made = worlds.family(school, adults=("Samina Khan", "Omar Khan"))
    with tenancy.atomic(school.id):
        Relationship.objects.update(parental_responsibility=True)
    return made


def say(page: Page, topic: str, who: str, what: str, how: str) -> None:
    """The office enters what somebody has said."""
    page.get_by_role("link", name=re.compile(f"Enter an answer.*{topic}")).click()
    page.get_by_label("Who?").select_option(label=who)
    page.get_by_label(what, exact=True).check()
    page.get_by_label(how).check()
    page.get_by_label("Where it can be seen").fill("Olive saw to it")
    page.get_by_role("button", name="Enter the answer").click()
    page.get_by_text(f"Entered: {topic}.").wait_for()


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_two_homes_answer_for_themselves_and_the_no_holds(
    visit: Any, school: School, office: Actor, khans: Family, narrow: bool
) -> None:
    """She says yes on her page, he no on his; neither sees the other; the office speaks with both; she takes it back."""
    for email, answer, others in (("samina", "Yes", "Omar"), ("omar", "No", "Samina")):
        client = families.signed_in(school, f"{email}.khan@home.example", now=timezone.now())
        with visit(None, narrow=narrow, javascript=False) as page:
            page.goto("/wyton/family/sign-in")
            let_in(page, client)
            page.goto("/wyton/family")
            page.get_by_role("link", name=re.compile("My consents")).click()
            page.get_by_role("link", name="About Amira").click()
            page.get_by_role("button", name=re.compile(f"^{answer}.*{WEBSITE}")).click()
            page.get_by_text(f"You said {answer.lower()}: {WEBSITE}.").wait_for()
            assert others not in page.content()
            picture(page, f"family-consents-{email}-{'narrow' if narrow else 'wide'}")
    with visit(office, narrow=narrow) as page:
        page.goto("/wyton/consents")
        assert faults(page) == []
        page.get_by_role("link", name="Amira Khan").first.click()
        page.get_by_text("Parents answered differently").wait_for()
        picture(page, f"consents-{'on-a-phone' if narrow else 'of-two-homes'}")
        page.get_by_role("link", name="Note that you have spoken with both").click()
        page.get_by_label("With whom did you speak").fill("Rang both.")
        page.get_by_role("button", name="I have spoken with both").click()
        page.get_by_text("The answers stay as they are.").wait_for()
    client = families.signed_in(school, "samina.khan@home.example", now=timezone.now())
    with visit(None, narrow=narrow) as page:
        page.goto("/wyton/family/sign-in")
        let_in(page, client)
        page.goto(f"/wyton/family/consents/{khans.pupil.id}")
        assert faults(page) == []
        page.get_by_role("button", name=re.compile(f"Take my yes back.*{WEBSITE}")).click()
        page.get_by_text("You took your yes back").wait_for()
        assert page.get_by_role("button", name=re.compile(f"Take my yes back.*{WEBSITE}")).count() == 0
    with visit(office, narrow=narrow) as page:
        page.goto("/wyton/consents")
        page.get_by_role("link", name=f"Take down and stop: {WEBSITE}").click()
        page.get_by_label("What did you take down or stop").fill("The picture in the hall.")
        page.get_by_role("button", name="It is done").click()
        page.get_by_role("cell", name=f"{WEBSITE}: withdrawn").wait_for()
        assert page.get_by_text("Take down what is up").count() == 0


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_of_a_child_in_care_whoever_decides_is_asked(visit: Any, school: School, office: Actor, narrow: bool) -> None:
    worlds.family(school, "Leo Marsh", ("Fay Hill", "Sol Wood", "Grace Marsh"))
    with tenancy.atomic(school.id):
        Pupil.objects.update(looked_after_by="Fenshire Council")
        Contact.objects.filter(given_name="Sol").update(organisation="Fenshire Council, Sol Wood")
        ties = Relationship.objects
        ties.filter(contact__given_name="Fay").update(decides=["day-trips"], parental_responsibility=False)
        ties.filter(contact__given_name="Sol").update(decides=["photo-press"], parental_responsibility=True)
        ties.filter(contact__given_name="Grace").update(parental_responsibility=True)
    with visit(office, narrow=narrow) as page:
        page.goto("/wyton/consents")
        page.get_by_role("link", name="Leo Marsh").click()
        page.get_by_text("Fenshire Council looks after Leo Marsh.").wait_for()
        page.get_by_text("Ask Fay Hill.").wait_for()
        picture(page, f"consents-in-care-{'narrow' if narrow else 'wide'}")
        assert faults(page) == []
        say(page, "Day trips close to school", "Fay Hill", "They say yes", "Paper slip")
        page.get_by_text("Given by Fay Hill").wait_for()
        page.get_by_role("link", name=re.compile("Enter an answer.*given to the press")).click()
        page.get_by_text("nobody has said that Fay Hill decides this").wait_for()
    client = families.signed_in(school, "grace.marsh@home.example", now=timezone.now())
    with visit(None, narrow=narrow) as page:
        page.goto("/wyton/family/sign-in")
        let_in(page, client)
        page.goto("/wyton/family/consents")
        page.get_by_role("link", name="About Leo").click()
        page.get_by_text("The school asks somebody else about what is not shown here.").wait_for()
        assert not [other for other in ("Fay", "Fenshire") if other in page.content()]


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_a_parent_with_only_paper_gives_on_a_slip_and_takes_back_on_a_slip(
    visit: Any, school: School, office: Actor, khans: Family, narrow: bool
) -> None:
    with tenancy.atomic(school.id):
        ContactPoint.objects.filter(contact=khans.contacts["Samina"]).delete()
    with visit(office, narrow=narrow) as page:
        page.goto("/wyton/consents")
        with page.expect_download() as printed:
            page.get_by_role("link", name=re.compile("Print 2 slips for 4B")).click()
        assert printed.value.suggested_filename.endswith(".pdf")
        page.get_by_role("button", name="They went home today").click()
        page.get_by_text("Noted: 2 slips went home today.").wait_for()
        page.get_by_role("link", name="Amira Khan").click()
        page.get_by_role("link", name=re.compile("Enter an answer.*on the school’s website")).click()
        page.get_by_label("A scan of the slip").set_input_files(
            {"name": "slip.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 signed"}
        )
        page.get_by_label("Who?").select_option(label="Samina Khan")
        page.get_by_label("They say yes", exact=True).check()
        page.get_by_label("Paper slip").check()
        assert faults(page) == []
        page.get_by_role("button", name="Enter the answer").click()
        page.get_by_role("link", name="Open the scan").wait_for()
        page.goto("/wyton/consents/pictured?class=4B")
        assert page.get_by_role("cell", name=re.compile("Yes$")).count() == 1
        picture(page, f"pictured-{'narrow' if narrow else 'wide'}")
        page.goto(f"/wyton/consents/{khans.pupil.id}")
        say(page, WEBSITE, "Samina Khan", "They take back their yes", "Paper slip")
        page.get_by_role("cell", name=f"{WEBSITE}: withdrawn").wait_for()
        page.goto("/wyton/consents/pictured?class=4B")
        assert page.get_by_role("cell", name=re.compile("Yes$")).count() == 0
