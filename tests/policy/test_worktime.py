"""The two clocks at their edges: receipt, opening, closing, shut days, the change of the clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bookbag.policy.calendar import ClosedDay
from bookbag.policy.values import Clock, Skipped
from bookbag.policy.worktime import opening, span


def due(calendar, at: str, clock: Clock, days: int) -> str:
    received = datetime.fromisoformat(at).replace(tzinfo=calendar.zone)
    return f"{span(received, clock=clock, days=days, calendar=calendar).due:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("at", ["2026-03-02 00:00", "2026-03-02 08:30", "2026-03-02 16:00", "2026-03-02 23:59"])
def test_working_days_count_from_the_day_after_receipt_whatever_the_hour(calendar, at) -> None:
    assert due(calendar, at, Clock.WORKING_DAYS, 2) == "2026-03-04 16:00"


@pytest.mark.parametrize("at", ["2026-02-13 12:00", "2026-02-14 12:00", "2026-02-18 12:00", "2026-02-22 12:00"])
def test_a_day_of_receipt_in_the_holidays_is_day_nought_too(calendar, at) -> None:
    assert due(calendar, at, Clock.WORKING_DAYS, 1) == "2026-02-23 16:00"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-02 00:00", "2026-03-04 08:30"),
        ("2026-03-02 08:29", "2026-03-04 08:30"),
        ("2026-03-02 08:30", "2026-03-04 08:30"),
        ("2026-03-02 08:31", "2026-03-04 08:31"),
        ("2026-03-02 15:59", "2026-03-04 15:59"),
        ("2026-03-02 16:00", "2026-03-05 08:30"),  # at the closing time itself the school is shut
        ("2026-03-06 16:00", "2026-03-11 08:30"),
        ("2026-02-13 15:59", "2026-02-24 15:59"),
        ("2026-02-13 16:00", "2026-02-25 08:30"),
    ],
)
def test_school_days_run_from_an_open_moment_to_the_same_time_of_day(calendar, at, expected) -> None:
    assert due(calendar, at, Clock.SCHOOL_DAYS, 2) == expected


def test_the_days_between_a_receipt_and_the_opening_are_shown_as_skipped(calendar) -> None:
    received = datetime(2026, 3, 6, 17, tzinfo=calendar.zone)
    found = span(received, clock=Clock.SCHOOL_DAYS, days=2, calendar=calendar)
    assert found.starts == datetime(2026, 3, 9, 8, 30, tzinfo=calendar.zone)
    assert found.counted == (date(2026, 3, 10), date(2026, 3, 11))
    assert found.skipped == (Skipped(date(2026, 3, 7), "weekend"), Skipped(date(2026, 3, 8), "weekend"))


def test_a_day_that_stops_one_clock_only_lets_the_other_run(calendar) -> None:
    inset = {date(2026, 3, 3): ClosedDay("INSET", frozenset({Clock.SCHOOL_DAYS}))}
    closing = replace(calendar, closed=inset)
    assert due(closing, "2026-03-02 09:00", Clock.WORKING_DAYS, 2) == "2026-03-04 16:00"
    assert due(closing, "2026-03-02 09:00", Clock.SCHOOL_DAYS, 2) == "2026-03-05 09:00"


def test_what_comes_on_a_closed_day_starts_when_school_opens_again(calendar) -> None:
    closing = replace(calendar, closed={date(2026, 3, 2): ClosedDay("Snow")})
    assert due(closing, "2026-03-02 10:00", Clock.SCHOOL_DAYS, 2) == "2026-03-05 08:30"


def test_the_change_of_the_clocks_moves_no_time_of_day(calendar) -> None:
    # The clocks go back on Sunday 26 October 2025; a term that runs through it has 73 hours between the two instants.
    through = replace(calendar, terms=(replace(calendar.terms[0], last_day=date(2025, 10, 31)), *calendar.terms[1:]))
    received = datetime(2025, 10, 24, 9, tzinfo=UTC)
    found = span(received, clock=Clock.SCHOOL_DAYS, days=1, calendar=through).due
    assert found.isoformat() == "2025-10-27T10:00:00+00:00"
    assert found.astimezone(UTC) - received == timedelta(hours=73)


def test_the_day_of_receipt_is_the_schools_own_not_that_of_the_offset_it_came_with(calendar) -> None:
    # 23:30 UTC on 11 May is 00:30 on 12 May in London.
    found = span(datetime(2026, 5, 11, 23, 30, tzinfo=UTC), clock=Clock.WORKING_DAYS, days=1, calendar=calendar)
    assert found.due.isoformat() == "2026-05-13T16:00:00+01:00"


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-03-06T17:00:00+00:00", "2026-03-09T08:30:00+00:00"),
        ("2026-03-09T10:15:00+00:00", "2026-03-09T10:15:00+00:00"),
        ("2026-03-27T17:00:00+00:00", "2026-04-13T08:30:00+01:00"),
    ],
)
def test_a_message_is_read_when_school_is_next_open(calendar, at, opens) -> None:
    assert opening(datetime.fromisoformat(at), calendar).isoformat() == opens
