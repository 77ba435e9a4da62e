"""A secretary brings a class list in: chooses it, says what a column means, reads what it would change, takes it over."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.builders import worlds
from tests.journeys.conftest import picture
from tests.journeys.test_pages_are_for_everybody import faults

from bookbag.people.actions import import_runs
from bookbag.people.models import ContactPoint, Pupil
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
LIST = (
    "First name,Last name,Date of birth,Class,Parent 1,Parent 2,Email\n"
    "Zoe,Poe,23/04/2016,3B,Jo Poe,Sam Poe,jo.poe@home.example\n"
    "Ben,,21/12/2016,3B,Jo Ash,,\n"
    "Amira,Khan,13/05/2016,3B,Samina Khan,Omar Cole,samina@home.example\n"
)


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


def read(page: Page, school: School) -> None:
    """The worker's part; then the page is looked at again."""
    now = datetime.now(UTC)
    assert import_runs.work_next(school.id, now=now, today=now.date())
    page.reload()


def choose(page: Page, file: Path, school: School) -> None:
    page.goto("/wyton/people/import")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("You can leave this page and come back.").wait_for()
    read(page, school)


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_a_list_is_chosen_mended_looked_at_and_taken_over_and_the_second_time_does_nothing(
    visit: Any, school: School, office: Actor, tmp_path: Path, narrow: bool
) -> None:
    file = tmp_path / "3B.csv"
    file.write_text(LIST)
    with visit(office, narrow=narrow) as page:
        choose(page, file, school)
        page.get_by_text("it does not say whose it is").wait_for()
        page.get_by_text("Line 3: there is no family name.").wait_for()
        assert faults(page) == []
        picture(page, f"import-plan{'-narrow' if narrow else ''}")
        page.get_by_role("link", name="Was a column misread?").click()
        page.get_by_label("Email").select_option(label="First adult named: e-mail")
        assert faults(page) == []
        page.get_by_role("button", name="Read it like this").click()
        page.get_by_text("The columns are remembered.").wait_for()
        read(page, school)
        page.get_by_text("Zoe Poe is new, in 3B.").wait_for()
        page.get_by_text("2 children are new.").wait_for()
        page.get_by_role("button", name="Take it over").click()
        page.get_by_text("You can leave this page and come back.").wait_for()
        read(page, school)
        page.get_by_text("Taken over.").wait_for()
        choose(page, file, school)
        page.get_by_text("2 children stay as they are.").wait_for()
        assert page.get_by_role("heading", name="New", exact=True).count() == 0
    with tenancy.atomic(school.id):
        assert {str(one) for one in Pupil.objects.all()} == {"Zoe Poe", "Amira Khan"}
        emails = ContactPoint.objects.filter(kind="email").values_list("contact__given_name", "value")
        assert set(emails) == {("Jo", "jo.poe@home.example"), ("Samina", "samina@home.example")}
