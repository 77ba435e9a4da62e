"""One person's page: week, absences, meetings, line manager; who may change them, and what is said when they cannot stand."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.policy.permissions import Actor, Role

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")
WEEK = {"from_day": "2026-03-02", "starts_0": "09:00", "ends_0": "12:00"}


@pytest.fixture
def _monday(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)


def test_a_week_is_entered_and_emptied_again(desk: Desk, head: Actor) -> None:
    browser = Browser(head)
    words = browser.post("staff-week", "wyton", head.staff_id, **WEEK).words
    assert "The week of Hetty Marsh is changed." in words
    assert "Now: free until 12:00" in words
    assert "Monday 9 am to 12 noon now" in words
    assert "Monday to Friday" not in words
    words = browser.post("staff-week", "wyton", head.staff_id, from_day="2026-03-02").words
    assert "Monday to Friday 8.30 am to 4 pm" in words


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ends_0": ""}, "Monday: enter both times, or neither."),
        ({"ends_0": "09:00"}, "Monday: it must end after it starts."),
        ({"ends_0": "noon"}, "Write the time as 14:30."),
        ({"from_day": ""}, "Say from which day on."),
    ],
)
def test_what_cannot_be_a_week_is_said_beside_its_field(desk: Desk, change: dict[str, str], says: str) -> None:
    words = Browser(desk.office).post("staff-week", "wyton", desk.teacher.staff_id, **WEEK | change).words
    assert words.count(says) == 2, "once at the top, once beside the field"


def test_a_week_of_lessons_alone_is_warned_of(desk: Desk) -> None:
    browser = Browser(desk.office)
    words = browser.post("staff-week", "wyton", desk.teacher.staff_id, **WEEK).words
    assert "counts all of these hours as lessons, so nothing can reach Tess Barrow in them" in words
    assert "no time outside lessons" in browser.get("staff", "wyton", name="Barrow").words


def test_days_away_are_seen_by_all_with_who_stands_in_and_without_a_reason(desk: Desk, head: Actor) -> None:
    away = {"first_day": "2026-03-02", "last_day": "2026-03-04", "stand_in": str(head.staff_id)}
    words = Browser(desk.office).post("staff-absence", "wyton", desk.teacher.staff_id, **away).words
    assert "Tess Barrow is entered as away." in words
    assert "Monday 2 March to Wednesday 4 March Hetty Marsh Back today" in words
    other = Browser(worlds.staff(desk.school, "Tom Hale", Role.TEACHER))
    words = other.get("staff-member", "wyton", desk.teacher.staff_id).words
    assert "Now: away until Wednesday 4 March. Free again Thursday 5 March, 8.30 am." in words
    assert "Hetty Marsh" in words
    assert "Back today" not in words


def test_a_stand_in_who_is_away_is_refused_beside_the_field(desk: Desk, head: Actor) -> None:
    browser, days = Browser(desk.office), {"first_day": "2026-03-09", "last_day": "2026-03-10"}
    browser.post("staff-absence", "wyton", head.staff_id, **days)
    refused = browser.post("staff-absence", "wyton", desk.teacher.staff_id, **days, stand_in=str(head.staff_id)).words
    assert refused.count("Hetty Marsh is away then, until Tuesday 10 March 2026.") == 2


def test_a_meeting_is_entered_and_taken_out(desk: Desk) -> None:
    browser = Browser(desk.teacher)
    meeting = {"what": "in a meeting", "day": "2026-03-02", "starts": "15:40", "ends": "16:40"}
    page = browser.post("staff-busy", "wyton", desk.teacher.staff_id, **meeting)
    assert "Monday 2 March, 3.40 pm to 4.40 pm in a meeting" in page.words
    both = browser.post("staff-busy", "wyton", desk.teacher.staff_id, **meeting | {"weekday": "1"}).words
    assert "Say on which day, or choose a day of the week." in both


def test_a_colleague_changes_nothing_of_somebody_else(desk: Desk, head: Actor) -> None:
    browser = Browser(desk.teacher)
    assert "Change the week" not in browser.get("staff-member", "wyton", head.staff_id).words
    for page in ("staff-week", "staff-absence", "staff-busy"):
        browser.get(page, "wyton", head.staff_id, status=404)
        browser.get(page, "wyton", desk.teacher.staff_id)
    assert "Line manager" not in browser.get("staff-member", "wyton", desk.teacher.staff_id).words


def test_the_office_says_who_leads_whom_and_the_person_sees_it(desk: Desk, head: Actor) -> None:
    words = Browser(desk.office).post("staff-manager", "wyton", desk.teacher.staff_id, manager=str(head.staff_id)).words
    assert "The line manager of Tess Barrow is noted." in words
    assert (
        "Line manager: Hetty Marsh" in Browser(desk.teacher).get("staff-member", "wyton", desk.teacher.staff_id).words
    )


def test_governors_are_nobody_to_ring(desk: Desk) -> None:
    words = Browser(desk.office).get("staff", "wyton").words
    assert "Olive Trent free until 16:30 now" in words
    assert "Gwen Ash" not in words
    assert "Nobody of this name works here." in Browser(desk.office).get("staff", "wyton", name="Ash").words
