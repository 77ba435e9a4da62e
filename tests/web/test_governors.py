"""Governors are told where their proof will be, and are shown no name, subject or word."""

import pytest
from tests.builders import browsing
from tests.builders.browsing import Browser

pytestmark = pytest.mark.usefixtures("db", "assets")


def test_a_governor_is_told_what_will_stand_here() -> None:
    page = Browser(browsing.desk().governor).get("school", "wyton")
    assert "Proof of the policy" in page.words
    assert "Khan" not in page.words
    assert not [link for link in page.links if "inbox" in link or "today" in link]


def test_everybody_else_is_taken_to_what_waits_for_them() -> None:
    browser = Browser(browsing.desk().office)
    answer = browser.client.get("/wyton/")
    assert answer.headers["Location"] == "/wyton/today"
