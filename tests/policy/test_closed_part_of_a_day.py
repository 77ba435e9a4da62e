"""A day on which school shuts early: what that does to each clock, and what it never does."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.policy.test_worktime_properties import calendars, calm, clocks, days, figures, receipts

from bookbag.policy.calendar import EVERY_CLOCK, Calendar, ClosedDay
from bookbag.policy.values import Clock
from bookbag.policy.worktime import opening, span

TUESDAY = date(2026, 3, 3)
NOON = time(12)
PLANNED = ClosedDay("End of term", frozenset({Clock.SCHOOL_DAYS}), NOON)
SNOW = ClosedDay("Snow", EVERY_CLOCK, NOON)


def due(calendar: Calendar, at: str, clock: Clock, days: int) -> str:
    received = datetime.fromisoformat(at).replace(tzinfo=calendar.zone)
    return f"{span(received, clock=clock, days=days, calendar=calendar).due:%d %H:%M}"


@pytest.mark.parametrize(
    ("closing", "clock", "at", "wanted"),
    [
        # A planned early close: the day counts as a working day, and ends with the close.
        (PLANNED, Clock.WORKING_DAYS, "2026-03-02 10:00", "03 12:00"),
        (PLANNED, Clock.WORKING_DAYS, "2026-03-03 15:00", "04 16:00"),
        # One that stops the working days takes the day out, as a whole closed day does.
        (SNOW, Clock.WORKING_DAYS, "2026-03-02 10:00", "04 16:00"),
        # Elapsed time: the morning counts; 2 pm of that day is after the close, so it falls at the next opening.
        (SNOW, Clock.SCHOOL_DAYS, "2026-03-02 10:00", "03 10:00"),
        (SNOW, Clock.SCHOOL_DAYS, "2026-03-02 12:00", "04 08:30"),
        (SNOW, Clock.SCHOOL_DAYS, "2026-03-02 14:00", "04 08:30"),
        # What comes after the close starts at the next opening.
        (SNOW, Clock.SCHOOL_DAYS, "2026-03-03 11:59", "04 11:59"),
        (SNOW, Clock.SCHOOL_DAYS, "2026-03-03 12:00", "05 08:30"),
        # One that does not stop elapsed time leaves it alone.
        (ClosedDay("Sport", frozenset({Clock.WORKING_DAYS}), NOON), Clock.SCHOOL_DAYS, "2026-03-02 14:00", "03 14:00"),
    ],
)
def test_each_clock_has_its_rule(calendar, closing, clock, at, wanted) -> None:
    assert due(replace(calendar, closed={TUESDAY: closing}), at, clock, 1) == wanted


def test_what_falls_after_the_close_of_a_friday_falls_on_monday(calendar) -> None:
    early = replace(calendar, closed={date(2026, 3, 6): SNOW})
    found = span(datetime(2026, 3, 5, 14, tzinfo=UTC), clock=Clock.SCHOOL_DAYS, days=1, calendar=early)
    assert found.due == datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
    assert found.counted == (date(2026, 3, 6),)
    assert found.carried == datetime(2026, 3, 6, 12, tzinfo=UTC)


def test_a_file_says_from_when_on_a_day_is_closed() -> None:
    file = {
        "timezone": "Europe/London",
        "bank_holidays": "england-and-wales",
        "terms": [{"name": "Spring", "first_day": "2026-02-23", "last_day": "2026-03-27"}],
        "closed": [{"date": "2026-03-03", "why": "Snow", "from_time": "12:00"}],
        "school_day": {"opens": "08:30", "closes": "16:00"},
    }
    assert Calendar.from_dict(file).closed == {TUESDAY: SNOW}


closings = st.builds(ClosedDay, st.just("Snow"), st.just(EVERY_CLOCK), st.times(time(6), time(20)))


@st.composite
def closed_early(draw: st.DrawFn) -> tuple[Calendar, Calendar]:
    """A calendar, and the same with one more day on which school closes early."""
    calendar, day = draw(calendars()), draw(days)
    whole = replace(calendar, closed={each: why for each, why in calendar.closed.items() if each != day})
    return whole, replace(whole, closed={**whole.closed, day: draw(closings)})


@calm
@given(closed_early(), receipts, clocks, figures)
def test_a_sudden_close_brings_nothing_forward(both, received, clock, figure) -> None:
    usual, short = (span(received, clock=clock, days=figure, calendar=each) for each in both)
    assert short.due >= usual.due


@calm
@given(closed_early(), receipts, st.timedeltas(timedelta(0), timedelta(days=20)), clocks, figures)
def test_with_short_days_what_comes_later_is_still_never_due_earlier(both, received, wait, clock, figure) -> None:
    earlier = span(received, clock=clock, days=figure, calendar=both[1]).due
    assert span(received + wait, clock=clock, days=figure, calendar=both[1]).due >= earlier


@calm
@given(closed_early(), receipts, clocks, figures)
def test_nothing_falls_due_behind_an_early_close(both, received, clock, figure) -> None:
    short = both[1]
    found = span(received, clock=clock, days=figure, calendar=short).due
    assert found.time() <= short.closes_on(found.date(), clock)
    if clock is Clock.SCHOOL_DAYS:
        assert opening(found, short) == found
