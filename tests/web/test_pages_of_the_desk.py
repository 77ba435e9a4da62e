"""The desk's pages open and hold what they promise, from the first mail to the closed case."""

import pytest
from tests.builders import browsing
from tests.builders.browsing import Browser, Desk

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def test_the_inbox_names_who_what_and_when(desk: Desk) -> None:
    page = Browser(desk.office).get("inbox", "wyton")
    assert "Samina Khan (Amira, 4B)" in page.words
    assert "Swimming lesson" in page.words
    assert "nobody" in page.words


def test_the_case_shows_words_dates_and_people(desk: Desk) -> None:
    page = Browser(desk.office).get("case", "wyton", desk.case.id)
    assert "Amira has a sore ear" in page.words
    assert "WYT-083" in page.words
    assert "This is the e-mail address that we hold." in page.words


def test_today_is_empty_and_kind_until_something_is_mine(desk: Desk) -> None:
    browser = Browser(desk.teacher)
    assert "Nothing waits for you." in browser.get("today", "wyton").words
    browser.post("assign", "wyton", desk.case.id, owner=str(desk.teacher.staff_id))
    assert "Swimming lesson" in browser.get("today", "wyton").words
