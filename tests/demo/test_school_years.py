"""The demo's terms follow the real school year, whatever the day on which it is started."""

import itertools
import json
from datetime import date
from pathlib import Path

import pytest

from bookbag.cli.demo import calendars

CASES = Path("tests/policy/cases/calendars")


def test_the_year_2025_is_that_of_the_schools_own_calendars() -> None:
    written = json.loads((CASES / "wyton-2025-26.json").read_text())
    terms, closed = calendars.school_year(2025)
    assert [(t.name, t.first_day.isoformat(), t.last_day.isoformat()) for t in terms] == [
        (t["name"], t["first_day"], t["last_day"]) for t in written["terms"]
    ]
    inset = {day["date"] for day in written["closed"] if day["why"] == "INSET"}
    assert {day.isoformat() for day in closed} == inset


@pytest.mark.parametrize("autumn", range(2024, 2045))
def test_terms_never_overlap_and_begin_and_end_on_weekdays(autumn: int) -> None:
    terms, closed = calendars.school_year(autumn)
    for before, after in itertools.pairwise(terms):
        assert before.first_day < before.last_day < after.first_day
    assert all(day.weekday() < 5 for term in terms for day in (term.first_day, term.last_day))
    assert all(any(term.first_day <= day <= term.last_day for term in terms) for day in closed)


@pytest.mark.parametrize("today", [date(2026, 8, 31), date(2026, 9, 1), date(2027, 1, 1), date(2027, 7, 31)])
def test_two_months_back_and_a_year_on_are_known(today: date) -> None:
    terms, _ = calendars.around(today)
    assert (today - terms[0].first_day).days > 62
    assert (terms[-1].last_day - today).days > 300
