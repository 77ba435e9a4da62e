"""A page a month says how good the suggestions were, by what people said of them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.actions import cases
from bookbag.desk.models import Case, Suggestion
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
CROSS = (
    "I am making a formal complaint. Nobody has marked my son's books since September and I have asked twice. "
    "I want a written answer from the headteacher."
)


@pytest.fixture
def desk(at: Callable[[str], datetime]) -> Desk:
    at("2026-03-02 10:00")
    return browsing.desk()


def brought(desk: Desk, number: int) -> Case:
    return browsing.brought(
        desk.school, mails.mail(CROSS, subject="Formal complaint: his books", message_id=f"{number}@home.example")
    )


def test_right_and_wrong_are_counted_apart(desk: Desk) -> None:
    browser = Browser(desk.office)
    right, wrong, by_hand, _ = [brought(desk, number) for number in range(4)]
    with tenancy.atomic(desk.school.id):
        ids = {each.message.case_id: each.id for each in Suggestion.objects.select_related("message")}
    browser.post("settle-suggestion", "wyton", right.id, suggestion=ids[right.id], category="complaint", urgent="")
    browser.post("settle-suggestion", "wyton", wrong.id, suggestion=ids[wrong.id], category="enquiry", urgent="yes")
    browser.post("categorise", "wyton", by_hand.id, category="payment")
    words = browser.get("suggested", "wyton").words
    assert "How good the suggestions were in March 2026" in words
    assert "Somebody has said of 3 what they are; 1 was as suggested." in words
    assert "Complaint 3 1 (33%) 0 enquiry (1), payment (1)" in words
    assert "Urgent 0 0 1 0%" in words
    assert "A complaint 3 1 (33%) 0 100%" in words


def test_a_month_without_any_says_so_and_what_is_no_month_is_not_there(desk: Desk) -> None:
    brought(desk, 1)
    browser = Browser(desk.office)
    words = browser.client.get("/wyton/suggestions?month=2026-02").content.decode()
    assert "No message of this month has a suggestion." in " ".join(words.split())
    assert [browser.client.get(f"/wyton/suggestions?month={each}").status_code for each in ("2026-13", "x")] == [
        404
    ] * 2


def test_a_teacher_has_no_such_page_and_a_reader_counts_what_they_may_see(desk: Desk) -> None:
    case = brought(desk, 1)
    assert Browser(desk.teacher).client.get("/wyton/suggestions").status_code == 404
    before = Browser(desk.office).get("suggested", "wyton").words
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        cases.set_sight(case, Sight.SAFEGUARDING, by=worlds.staff(desk.school, "Dee Lead", Role.DSL), now=worlds.NOW)
    after = Browser(desk.office).get("suggested", "wyton").words
    assert ("what 2 messages are" in before, "what 1 message is" in after) == (True, True)
