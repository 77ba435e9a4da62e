"""Triage suggests on the case's page what a message is, with its words; a person says so, and only then anything follows."""

import pytest
from tests.builders import browsing, mails
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Case, Duty, Suggestion
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")

CROSS = (
    "I am making a formal complaint. Nobody has marked my son's books since September and I have asked twice. "
    "I want a written answer from the headteacher."
)


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def complaint(desk: Desk) -> Case:
    return browsing.brought(
        desk.school, mails.mail(CROSS, subject="Formal complaint: his books", message_id="cross@home.example")
    )


def suggestion(desk: Desk, case: Case) -> Suggestion:
    with tenancy.atomic(desk.school.id):
        return Suggestion.objects.get(message__case=case)


def test_what_it_looks_like_stands_on_the_case_with_the_words_that_say_so(desk: Desk) -> None:
    page = Browser(desk.office).get("case", "wyton", complaint(desk).id).words
    assert "This looks like: complaint" in page
    assert "Perhaps a complaint: " in page
    assert page.count("Nobody has marked my son's books") + page.count("I am making a formal complaint") > 2


def test_nothing_follows_before_a_person_has_said_so(desk: Desk) -> None:
    case = complaint(desk)
    assert case.category == "enquiry"
    Browser(desk.office).post(
        "settle-suggestion", "wyton", case.id, suggestion=suggestion(desk, case).id, category="complaint", urgent=""
    )
    with tenancy.atomic(desk.school.id):
        assert Case.objects.get(id=case.id).category == "complaint"
        assert Duty.objects.filter(case=case, clause="WYT-090").exists()
    assert "This looks like" not in Browser(desk.office).get("case", "wyton", case.id).words


def test_a_wrong_suggestion_is_kept_as_wrong_and_goes(desk: Desk) -> None:
    case = complaint(desk)
    Browser(desk.office).post(
        "settle-suggestion", "wyton", case.id, suggestion=suggestion(desk, case).id, category="enquiry"
    )
    kept = suggestion(desk, case)
    assert (kept.category, kept.settled_category, kept.settled_urgent) == ("complaint", "enquiry", False)
    assert "This looks like" not in Browser(desk.office).get("case", "wyton", case.id).words


def test_it_is_said_once(desk: Desk) -> None:
    case = complaint(desk)
    said = {"suggestion": suggestion(desk, case).id, "category": "enquiry"}
    client = Browser(desk.office).client
    addresses = [f"/wyton/cases/{case.id}/suggestion"] * 2
    assert [client.post(address, said).status_code for address in addresses] == [302, 409]


def test_an_ordinary_question_has_no_suggestion_beside_it(desk: Desk) -> None:
    case = browsing.brought(
        desk.school,
        mails.mail("Which day does the swimming start?", subject="Swimming", message_id="swim@home.example"),
    )
    assert "Bookbag only suggests" not in Browser(desk.office).get("case", "wyton", case.id).words


def test_a_typed_letter_is_judged_as_well(desk: Desk) -> None:
    letter = {"from_name": "Mr Bell", "text": CROSS, "subject": "Books", "category": "enquiry", "do": "enter"}
    page = Browser(desk.office).post("new-letter", "wyton", **letter, received_on="2026-03-02", received_time="08:00")
    assert "This looks like: complaint" in page.words
