"""In the browser: a letter home to adults who read Polish, need large print and need audio, from the first word to done."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.builders import homes, reading
from tests.builders.answering import london
from tests.journeys.conftest import picture
from tests.journeys.test_pages_are_for_everybody import faults

pytestmark = pytest.mark.usefixtures("db")
WORDS, POLISH = "Swimming starts on Monday 9 March.", "Basen zaczyna się w poniedziałek 9 marca."


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """Set the pages' own clock, in London's time."""

    def set_to(when: str) -> datetime:
        moment = london(when)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to


def type_and_wait(page: Page, label: str, words: str) -> None:
    with page.expect_response(lambda answer: answer.url.endswith("/reply")):
        page.get_by_label(label).fill(words)


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_each_adult_gets_what_they_can_read(
    visit: Any, at: Callable[[str], datetime], tmp_path: Path, narrow: bool
) -> None:
    now = at("2026-03-03 09:00")
    home = homes.homes("Ewa Nowak", "Omar Ash", "Samina Khan", "Noor Bell")
    reading.needs(home.office, home.school, home.adult("Ewa"), title="Mrs", language="pl")
    reading.needs(home.office, home.school, home.adult("Omar"), "large_print", title="Mr")
    reading.needs(home.office, home.school, home.adult("Noor"), "audio", title="Ms")
    with visit(home.office, narrow=narrow) as page:
        page.goto(f"/spring/children/{home.child}/write")
        page.get_by_label("In a few words").fill("Swimming")
        page.get_by_role("button", name="Go on to the letter").click()
        type_and_wait(page, "Your letter", WORDS)
        page.get_by_text("3 recipients need another version").first.wait_for()
        if narrow:
            picture(page, "other-versions-on-a-phone")
        assert faults(page) == []
        type_and_wait(page, "The words in Polish", POLISH)
        page.get_by_text("2 recipients need another version").first.wait_for()
        picture(page, "other-versions")
        with page.expect_response(lambda answer: answer.url.endswith("/reply")):
            page.get_by_label("Mr Ash").check()
        page.get_by_text("Mr Ash needs large print and would get the ordinary version instead.").first.wait_for()
        with page.expect_response(lambda answer: answer.url.endswith("/reply")):
            page.get_by_label("Mr Ash").uncheck()
        page.get_by_text("2 recipients need another version").first.wait_for()
        page.get_by_role("button", name="Send").click()
        page.get_by_text("audio to be made").first.wait_for()
        went = reading.left(home.school, now=now + timedelta(minutes=1))
        assert POLISH in went["ewa.nowak@home.example"].body
        assert [each.name for each in went["omar.ash@home.example"].files] == ["Large print.pdf"]
        assert went["samina.khan@home.example"].body.startswith(f"{WORDS}\n")

        page.goto("/spring/today")
        expect(page.get_by_role("table", name="Versions to make")).to_contain_text("Noor Bell")
        picture(page, "versions-to-make")
        assert faults(page) == []
        page.get_by_role("link", name="Audio to be made for Noor Bell").click()
        picture(page, "a-version-to-make")
        recording = tmp_path / "Swimming.mp3"
        recording.write_bytes(b"ID3")
        page.get_by_label("The file that was made").set_input_files(recording)
        page.get_by_role("button", name="Send it to Noor Bell").click()
        page.get_by_text("audio leaves in a moment").wait_for()
        reading.left(home.school, now=now + timedelta(minutes=2))
        page.reload()
        page.get_by_text("audio delivered, Tuesday 3 March").wait_for()
        page.get_by_text("Complete: everybody has it.").wait_for()
        expect(page.get_by_role("link", name="Large print.pdf")).to_have_count(1)
        picture(page, "versions-delivered")
        assert faults(page) == []
