"""Term dates are taken over from a file after a look at what would change, and the calendar is given out as one."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.builders import browsing
from tests.builders.browsing import Browser, Desk, Page

from bookbag.policy import termdates
from bookbag.policy.calendar import Calendar
from bookbag.policy.termdates.plans import plan
from bookbag.schools import tenancy
from bookbag.schools.queries import calendar_of

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")
TABLE = """name,first day,last day,kind
Autumn 1,2026-09-02,2026-10-23,term
INSET,2026-06-01,,closed
Mother's Day tea,2026-03-13,,
Harvest,2026-13-01,,
"""


@pytest.fixture
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 11, 40, tzinfo=UTC))


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def kept(desk: Desk) -> Calendar:
    with tenancy.atomic(desk.school.id):
        return calendar_of(desk.school)


def upload(desk: Desk, content: bytes, name: str = "dates.csv") -> Page:
    return Browser(desk.office).post("take-dates", "wyton", file=SimpleUploadedFile(name, content))


def take(desk: Desk, *days: str) -> Page:
    return Browser(desk.office).post("take-dates", "wyton", text=TABLE, close=list(days), do="take")


def test_the_first_look_says_what_would_change_and_changes_nothing(desk: Desk) -> None:
    before = kept(desk)
    page = upload(desk, TABLE.encode())
    assert "Autumn 1, Wednesday 2 September 2026 to Friday 23 October 2026, is entered." in page.words
    assert "Line 5: '2026-13-01' is no day." in page.words
    ticks = {each["value"]: "checked" in each for each in page.controls if each.get("name") == "close"}
    assert ticks == {"2026-03-13": False, "2026-06-01": True}
    assert kept(desk) == before


def test_only_the_ticked_days_are_closed(desk: Desk) -> None:
    page = take(desk, "2026-06-01")
    assert "The term dates are taken over." in page.words
    assert set(kept(desk).closed) == {date(2026, 6, 1)}
    assert kept(desk).terms[-1].name == "Autumn 1"


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    take(desk, "2026-06-01", "2026-03-13")
    page = upload(desk, TABLE.encode())
    assert "Nothing would change: the calendar says all of this already." in page.words
    assert "Monday 1 June 2026 is closed already: INSET." in page.words


def test_a_day_that_the_file_does_not_offer_cannot_be_closed_by_it(desk: Desk) -> None:
    sent = {"text": TABLE, "close": ["2026-06-15"], "do": "take"}
    assert Browser(desk.office).client.post("/wyton/calendar/take-dates", sent).status_code == 409
    assert kept(desk).closed == {}


def test_nothing_ticked_and_nothing_new_is_said(desk: Desk) -> None:
    take(desk)
    assert "There is nothing to take over: no new term, and no day is ticked." in take(desk).words


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The submitted file is empty."),
        (b"\x89PNG\r\n\x1a\n", "This is neither a calendar file nor a table of term dates."),
        (b"BEGIN:VCALENDAR\r\nX", "This begins like a calendar file and goes on as none."),
    ],
)
def test_what_is_no_file_of_dates_is_said(desk: Desk, content: bytes, sentence: str) -> None:
    assert sentence in upload(desk, content).words
    assert "Choose a file first." in Browser(desk.office).post("take-dates", "wyton").words


def test_a_table_of_an_old_spreadsheet_is_read(desk: Desk) -> None:
    assert "Café day" in upload(desk, "name,first day\nCafé day,2026-06-02\n".encode("cp1252")).words


def test_what_is_given_out_is_taken_back_without_a_change(desk: Desk) -> None:
    Browser(desk.office).post(
        "close-days", "wyton", why="Carols; then home, early", first_day="2026-03-26", from_time="13:30",
        stops=["school_days"],
    )  # fmt: skip
    take(desk, "2026-06-01")
    answer = Browser(desk.teacher).client.get("/wyton/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = termdates.read(
        answer.content.decode(), today=date(2026, 3, 2), opens=kept(desk).opens, closes=kept(desk).closes
    )
    assert found.terms == kept(desk).terms
    closings = [(each.day, each.why, each.from_time) for each in found.closings if each.likely]
    assert closings == [(day, each.why, each.from_time) for day, each in sorted(kept(desk).closed.items())]
    assert plan(found, kept(desk)).is_empty
