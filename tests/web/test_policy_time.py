"""Figures are told for a school year, a term or a month, as the address says; this school year where it says nothing."""

import pytest
from tests.builders.browsing import Browser, Desk
from tests.governance import promised

from bookbag.desk.models import Duty
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
FEBRUARY, MARCH = "2026-02-01.2026-02-28", "2026-03-01.2026-03-31"


@pytest.fixture
def desk() -> Desk:
    desk = promised.desk()
    promised.promise(desk.case, "WYT-083", "kept", "kept", "met late")
    return desk


@pytest.mark.parametrize(
    ("period", "name", "came_up"),
    [
        (promised.YEAR.key, "the school year 2025–26", 3),
        ("2026-02-24.2026-03-20", "Tuesday 24 February 2026 to Friday 20 March 2026", 3),
        (FEBRUARY, "February 2026", 3),
        (MARCH, "March 2026", 0),
        ("2024-09-01.2025-08-31", "the school year 2024–25", 0),
    ],
)
def test_the_figures_are_those_of_the_time_that_is_asked_for(desk: Desk, period: str, name: str, came_up: int) -> None:
    words = Browser(desk.governor).get("clause", "wyton", "WYT-083", period=period).words
    assert f"How often in {name}" in words
    assert f"Came up{came_up}" in words


@pytest.mark.parametrize(
    "period", ["nonsense", "2026-03-31.2026-03-01", "2026-02-30.2026-03-01", "2020-01-01.2026-01-01"]
)
def test_a_time_that_cannot_be_is_not_found(desk: Desk, period: str) -> None:
    for name, args in (("policy", ()), ("clause", ("WYT-083",)), ("clause-lines", ("WYT-083",))):
        Browser(desk.governor).get(name, "wyton", *args, status=404, period=period)


def test_the_way_to_a_clause_keeps_the_time(desk: Desk) -> None:
    page = Browser(desk.governor).get("policy", "wyton", period=MARCH)
    assert f"/wyton/policy/WYT-083?period={MARCH}" in page.links
    assert f"/wyton/policy.pdf?period={MARCH}" in page.links


def test_an_hour_into_the_next_day_is_of_the_next_month(desk: Desk) -> None:
    with tenancy.atomic(desk.school.id):
        # At the end of March the clock has gone forward: it is half past midnight in London.
        Duty.objects.update(due="2026-03-31T23:30:00+00:00", ended_at="2026-03-31T23:30:00+00:00", state="met")
    words = Browser(desk.governor).get("clause", "wyton", "WYT-083", period="2026-04-01.2026-04-30").words
    assert "Came up3" in words
