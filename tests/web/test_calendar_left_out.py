"""Which open dates a closed day has moved, and why: from the calendar, as far as one may see the cases."""

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Case
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def closed(desk: Desk, at) -> Browser:
    at("2026-03-02 10:00")
    office = Browser(desk.office)
    office.post("close-days", "wyton", why="Boiler", first_day="2026-03-04", stops=["working_days", "school_days"])
    return office


def test_the_calendar_leads_to_the_dates_without_a_closed_day_and_each_says_why(desk: Desk, closed: Browser) -> None:
    assert "/wyton/calendar/without/2026-03-04" in closed.get("calendar", "wyton").links
    page = closed.get("left-out", "wyton", "2026-03-04")
    assert "That day is closed: Boiler." in page.words
    assert "Thursday 4 pm Samina Khan (Amira, 4B) Swimming lesson Acknowledge it Why: Acknowledge it" in page.words
    assert "Counted Tue 3, Thu 5 March Left out Wed 4 March: Boiler" in page.words
    assert page.links.count(f"/wyton/cases/{desk.case.id}") == 2


def test_where_no_date_hangs_on_it_it_says_so(desk: Desk, closed: Browser) -> None:
    closed.post("close-days", "wyton", why="INSET", first_day="2026-06-05", stops=["working_days", "school_days"])
    assert "No open date hangs on that day." in closed.get("left-out", "wyton", "2026-06-05").words


@pytest.mark.parametrize("day", ["2026-03-05", "snow", "20260304"])
def test_a_day_that_is_not_closed_is_not_found(desk: Desk, closed: Browser, day: str) -> None:
    closed.get("left-out", "wyton", day, status=404)


def test_a_sealed_case_is_not_among_them(desk: Desk, closed: Browser) -> None:
    manager = Browser(worlds.staff(desk.school, "Bea Hart", Role.BUSINESS_MANAGER))
    assert "Swimming lesson" in manager.get("left-out", "wyton", "2026-03-04").words
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=desk.case.id).update(sight=Sight.SAFEGUARDING)
    assert "Swimming lesson" not in manager.get("left-out", "wyton", "2026-03-04").words
