"""A letter is typed in by the office, found its sender by name, and starts the policy's clocks on the day it came."""

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Case, Duty
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
TYPED = {
    "received_on": "2026-03-02",
    "received_time": "08:00",
    "category": "enquiry",
    "subject": "The fete",
    "text": "Dear school, may I help?",
    "do": "enter",
}


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def test_looking_for_a_name_keeps_what_was_typed_and_enters_nothing(desk: Desk) -> None:
    page = Browser(desk.office).post("new-letter", "wyton", **TYPED | {"search": "kha", "do": "search"})
    assert "Samina Khan (Amira Khan, 4B)" in page.words
    assert "Dear school, may I help?" in page.words
    with tenancy.atomic(desk.school.id):
        assert Case.objects.count() == 1


def test_a_letter_of_a_parent_has_their_name_child_and_dates(desk: Desk) -> None:
    contact = str(desk.family.contacts["Samina"].id)
    page = Browser(desk.office).post("new-letter", "wyton", **TYPED | {"search": "khan", "contact": contact})
    assert "Samina Khan wrote a letter" in page.words
    assert "Amira Khan, 4B" in page.words
    with tenancy.atomic(desk.school.id):
        dues = list(Duty.objects.filter(case__subject="The fete").values_list("due", flat=True))
    assert worlds.NOW.replace(day=4, hour=16) in dues


def test_a_letter_of_anybody_else_has_the_name_under_it(desk: Desk) -> None:
    assert (
        "Mrs Bell wrote a letter"
        in Browser(desk.office).post("new-letter", "wyton", **TYPED | {"from_name": "Mrs Bell"}).words
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"from_name": ""}, "Say who the letter is from."),
        ({"text": " "}, "Type the letter, or the gist of it."),
        ({"received_on": "2099-01-01"}, "The letter cannot have come later than now."),
        ({"received_on": ""}, "Say on which day the letter came."),
        ({"received_time": "noon"}, "Write the time as 14:30."),
    ],
)
def test_what_is_missing_is_asked_for_beside_its_field(desk: Desk, change: dict[str, str], sentence: str) -> None:
    page = Browser(desk.office).post("new-letter", "wyton", **TYPED | {"from_name": "Mrs Bell"} | change)
    assert sentence in page.words


def test_a_teacher_enters_no_letters(desk: Desk) -> None:
    Browser(desk.teacher).get("new-letter", "wyton", status=404)
