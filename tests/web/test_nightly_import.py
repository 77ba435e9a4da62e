"""Where the list of people is fetched at night, on its page and on Today."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.actions import pulls

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")
FOLDER = {"reach": "folder", "source": "csv", "folder": "lists", "port": "22"}


@pytest.fixture
def _monday(at: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "IMPORT_ROOT", tmp_path)
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def test_what_was_entered_is_shown_again_and_a_failure_stands_on_today(desk: Desk) -> None:
    browser = Browser(desk.office)
    assert "Not fetched yet." in browser.post("nightly-import", "wyton", **FOLDER).words
    pulls.pull(desk.school.id, now=worlds.NOW)
    assert "There is no folder" in browser.get("nightly-import", "wyton").words
    assert "The list of people could not be fetched" in browser.get("today", "wyton").words
    assert "Nothing is fetched any more." in browser.post("stop-import", "wyton").words
    assert "could not be fetched" not in browser.get("today", "wyton").words


def test_our_key_is_shown_and_a_token_never(desk: Desk) -> None:
    browser = Browser(desk.office)
    entered = {"reach": "wonde", "source": "csv", "school_number": "A1", "token": "token-of-ours", "port": "22"}
    page = browser.post("nightly-import", "wyton", **entered)
    assert "ssh-ed25519 " in page.words
    assert "token-of-ours" not in page.words


def test_what_is_missing_is_said(desk: Desk) -> None:
    words = Browser(desk.office).post("nightly-import", "wyton", reach="sftp", source="csv").words
    assert "Enter the server." in words
    assert "Enter the server’s key." in words


def test_a_teacher_has_no_such_page(desk: Desk) -> None:
    Browser(desk.teacher).get("nightly-import", "wyton", status=404)
