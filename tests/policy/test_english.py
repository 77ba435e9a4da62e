"""Days, times and lists in words."""

from datetime import date, datetime, time

import pytest

from bookbag.policy import english


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (time(0), "midnight"),
        (time(0, 5), "12.05 am"),
        (time(8, 45), "8.45 am"),
        (time(12), "12 noon"),
        (time(12, 30), "12.30 pm"),
        (time(16), "4 pm"),
        (time(23, 59), "11.59 pm"),
    ],
)
def test_times_of_day(value, words) -> None:
    assert english.clock(value) == words


def test_days_and_moments() -> None:
    at = datetime(2026, 3, 3, 16)
    assert english.day(at) == "Tuesday 3 March"
    assert english.full_day(at) == "Tuesday 3 March 2026"
    assert english.moment(at) == "Tuesday 3 March, 4 pm"
    assert english.full_moment(at) == "Tuesday 3 March 2026, 4 pm"


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(items, words) -> None:
    assert english.listed(items) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "no days"), (1, "one day"), (2, "two days"), (10, "ten days"), (11, "11 days"), (1200, "1,200 days")],
)
def test_counted_things(value, words) -> None:
    assert english.count(value, "day") == words


def test_a_plural_of_its_own() -> None:
    assert english.count(3, "child", "children") == "three children"


def test_days_on_end_are_drawn_together_from_three_on() -> None:
    march = [date(2026, 3, day) for day in (2, 3, 4, 6, 7, 9)]
    assert english.days(tuple(march)) == (
        "Monday 2 March to Wednesday 4 March, Friday 6 March, Saturday 7 March, Monday 9 March"
    )


def test_single_days_are_named_shortly_with_their_month_once() -> None:
    assert english.short_days([]) == ""
    assert (
        english.short_days([date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)])
        == "Mon 30, Tue 31 March, Wed 1 April"
    )
    assert english.short_days([date(2025, 12, 19), date(2026, 1, 5)]) == "Fri 19 December, Mon 5 January"
