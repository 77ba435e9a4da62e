"""The calendar's page: the year in words, what is missing in red, and each change with what it did to open dates."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk, read

from bookbag.desk.actions import retiming
from bookbag.desk.models import Duty
from bookbag.policy.permissions import Role
from bookbag.schools import queries as schools
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")


@pytest.fixture
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' own clock stands at Monday 2 March 2026, 11.40 am: what today is decides what a page offers."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 11, 40, 30, tzinfo=UTC))


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def office(desk: Desk) -> Browser:
    return Browser(desk.office)


def first_due(desk: Desk) -> str:
    with tenancy.atomic(desk.school.id):
        return f"{Duty.objects.order_by('due').values_list('due', flat=True)[0]:%d %H:%M}"


def test_the_year_is_said_month_by_month(office: Browser) -> None:
    words = office.get("calendar", "wyton").words
    assert "School year 2025 to 2026" in words
    assert "September 2025 21 Tuesday 2 September: Autumn 1 begins" in words
    assert "May 2026 15 Friday 22 May: Summer 1 ends Monday 4 May: May Day Monday 25 May: Spring Bank Holiday" in words


def test_another_year_can_be_turned_to(office: Browser) -> None:
    office.post("term", "wyton", name="Autumn 1", first_day="2026-09-02", last_day="2026-10-23")
    words = office.get("calendar", "wyton", year="2026").words
    assert "School year 2026 to 2027" in words
    assert "October 2026 17 Friday 23 October: Autumn 1 ends" in words


def test_what_is_missing_stands_in_red_with_a_word(office: Browser) -> None:
    missing = "Terms after Tuesday 21 July 2026 are not entered: no date after that can be worked out."
    assert missing in office.get("calendar", "wyton").words
    office.post("term", "wyton", name="Autumn 1", first_day="2026-09-02", last_day="2026-10-23")
    assert "are not entered" not in office.get("calendar", "wyton").words


def test_a_snow_day_moves_dates_and_says_how_many(desk: Desk, office: Browser) -> None:
    assert first_due(desk) == "04 16:00"
    page = office.post("close-days", "wyton", why="Snow", first_day="2026-03-03", stops=["working_days", "school_days"])
    assert "Tuesday 3 March 2026: closed. Two dates moved." in page.words
    assert "Tuesday 3 March 2026 Snow" in page.words
    assert first_due(desk) == "05 16:00"
    page = office.post("reopen-day", "wyton", day="2026-03-03")
    assert "Tuesday 3 March 2026 is a school day again. Two dates moved." in page.words
    assert first_due(desk) == "04 16:00"


def test_school_closes_today_by_one_button_and_opens_by_another(office: Browser) -> None:
    page = office.post("close-today", "wyton", why="Snow", do="from-now")
    assert "School is closed from now on. No open date hangs on it." in page.words
    assert "School is closed from 11.40 am: Snow." in page.words
    assert "Close school all day" not in page.words
    assert "Close school all day" in office.post("reopen-day", "wyton", day="2026-03-02").words
    assert "School is closed: Boiler." in office.post("close-today", "wyton", why="Boiler", do="whole").words


def test_today_without_a_reason_is_asked_for_it(office: Browser) -> None:
    assert "Say why school is closed." in office.post("close-today", "wyton", why=" ", do="whole").words


def test_on_a_weekend_there_is_nothing_to_close(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 7, 9, tzinfo=UTC))
    assert "Today is no school day: weekend." in Browser(desk.office).get("calendar", "wyton").words


def test_a_day_may_end_early_and_count_all_the_same(office: Browser) -> None:
    sent = {"why": "Fair", "first_day": "2026-03-27", "from_time": "12:00", "stops": ["school_days"]}
    assert "Fair, from 12 noon; counts as a working day" in office.post("close-days", "wyton", **sent).words


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"first_day": "2026-03-28"}, "Saturday 28 March 2026 is no school day anyway: school holiday."),
        ({"why": ""}, "Say why school is closed."),
        ({"first_day": ""}, "Say which day."),
        ({"stops": []}, "Say which dates wait."),
        ({"last_day": "2026-03-02"}, "The last day cannot be before the first."),
        ({"from_time": "17:00"}, "A day is cut short between 8.30 am and 4 pm."),
        ({"from_time": "noon"}, "Write the time as 14:30."),
    ],
)
def test_what_closes_nothing_is_said_beside_its_field(
    office: Browser, change: dict[str, object], sentence: str
) -> None:
    sent = {"why": "Snow", "first_day": "2026-03-03", "stops": ["working_days"]} | change
    assert sentence in office.post("close-days", "wyton", **sent).words


def test_a_term_is_changed_and_taken_out(office: Browser) -> None:
    page = office.get("calendar", "wyton")
    term = next(link.partition("term=")[2] for link in page.links if "term?term=" in link)
    assert "Change Autumn 1" in office.get("term", "wyton", term=term).words
    changed = office.post("term", "wyton", term=term, name="Autumn", first_day="2025-09-02", last_day="2025-10-23")
    assert "Autumn is changed. No open date hangs on it." in changed.words
    assert "The term is taken out." in office.post("remove-term", "wyton", term=term).words
    assert "Autumn Tuesday" not in office.get("calendar", "wyton").words
    office.get("term", "wyton", term=term, status=404)


def test_a_term_that_overlaps_is_refused_beside_its_field(office: Browser) -> None:
    page = office.post("term", "wyton", name="Again", first_day="2026-03-02", last_day="2026-03-03")
    assert "Spring 2 is on these days already: Monday 23 February 2026 to Friday 27 March 2026." in page.words


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SENIOR_LEADER, Role.DSL, Role.GOVERNOR])
def test_others_have_no_such_page_but_may_take_the_file(desk: Desk, role: Role) -> None:
    other = Browser(worlds.staff(desk.school, "Tom Hale", role))
    other.get("calendar", "wyton", status=404)
    assert "Calendar" not in read(other.client.get("/wyton/", follow=True)).words
    assert other.client.get("/wyton/calendar.ics").status_code == 200


def test_a_page_says_that_dates_still_wait(desk: Desk, office: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = "Open dates are being worked out again."
    assert waiting not in office.post("close-today", "wyton", why="Snow", do="whole").words
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 11, 41, tzinfo=UTC))
    assert waiting in office.get("calendar", "wyton").words
    retiming.retime(desk.school.id, now=worlds.NOW)
    assert waiting not in office.get("calendar", "wyton").words


def test_staff_may_be_in_on_a_closed_day(desk: Desk) -> None:
    office = Browser(desk.office)
    office.post("close-days", "wyton", why="INSET", first_day="2026-06-01", staff_in="on", stops=["working_days"])
    assert "INSET; staff are in" in office.get("calendar", "wyton").words
    with tenancy.atomic(desk.school.id):
        closed = schools.calendar_of(desk.school).closed
    assert [day for day, each in closed.items() if each.staff_in] == [date(2026, 6, 1)]
