"""What must hold of everybody's hours, whatever the calendar, the pattern, the lessons and the absences."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.policy.test_worktime_properties import calendars, calm, days

from bookbag.policy.availability import Absence, Busy, Contracted, Hours, Pattern, Stretch, Weekly
from bookbag.policy.calendar import ClosedDay

moments = st.datetimes(datetime(2025, 8, 25), datetime(2026, 7, 31), timezones=st.just(UTC))
halves = st.builds(
    Stretch,
    st.sampled_from([time(7), time(8, 30), time(9)]),
    st.sampled_from([time(11), time(12, 15), time(15, 30), time(18)]),
)
weekdays = st.integers(0, 6)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    """The core hours, one weekday only, or several, some of them from a day on or until one."""
    one = st.builds(Contracted, weekdays, halves)
    some = st.dictionaries(weekdays, halves, min_size=1).map(
        lambda week: tuple(Contracted(weekday, stretch) for weekday, stretch in week.items())
    )
    dated = st.builds(Contracted, weekdays, halves, from_day=days, until_day=st.none())
    return Pattern(
        draw(halves), draw(st.just(()) | one.map(lambda each: (each,)) | some | dated.map(lambda each: (each,)))
    )


@st.composite
def people(draw: st.DrawFn) -> Hours:
    absent = st.builds(lambda first, more: Absence(first, first + timedelta(days=more)), days, st.integers(0, 20))
    busy = st.builds(
        lambda start, more: Busy(start, start + timedelta(minutes=more), "in a meeting"), moments, st.integers(1, 4000)
    )
    weekly = st.builds(Weekly, weekdays, halves, st.just("teaching"), lessons=st.booleans())
    return Hours(
        draw(calendars()),
        draw(patterns()),
        tuple(draw(st.lists(absent, max_size=2))),
        tuple(draw(st.lists(busy, max_size=3))),
        tuple(draw(st.lists(weekly, max_size=4))),
    )


@calm
@given(people(), moments)
def test_the_next_time_is_one_at_which_the_person_can_be_reached(hours: Hours, after: datetime) -> None:
    found = hours.next_reached(after)
    if found is not None:
        assert found >= after
        assert hours.may_be_reached(found)
        assert hours.works_on(found.date())
        assert hours.next_reached(found) == found


@calm
@given(people(), moments)
def test_reached_now_means_the_next_time_is_now(hours: Hours, after: datetime) -> None:
    assert bool(hours.may_be_reached(after)) == (hours.next_reached(after) == after)


@calm
@given(people(), moments, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_whoever_asks_later_is_never_told_an_earlier_time(hours: Hours, after: datetime, wait: timedelta) -> None:
    sooner, later = hours.next_reached(after), hours.next_reached(after + wait)
    assert later is None or (sooner is not None and sooner <= later)


@calm
@given(people(), moments)
def test_nobody_is_in_on_a_closed_day_or_away_from_their_pattern(hours: Hours, after: datetime) -> None:
    for found in (hours.next_reached(after), hours.next_in(after)):
        if found is not None:
            assert hours.calendar.why_no_staff(found.date()) is None
            assert hours.absent_on(found.date()) is None
            assert any(each.starts <= found.time() < each.ends for each in hours.pattern.on(found.date()))


@calm
@given(people(), moments)
def test_nobody_is_reached_before_they_are_in(hours: Hours, after: datetime) -> None:
    reached, is_in = hours.next_reached(after), hours.next_in(after)
    assert reached is None or (is_in is not None and is_in <= reached)


@calm
@given(people(), moments, days)
def test_a_further_closed_day_brings_no_time_forward(hours: Hours, after: datetime, day: date) -> None:
    shut = replace(hours, calendar=replace(hours.calendar, closed={**hours.calendar.closed, day: ClosedDay("Snow")}))
    sooner, later = hours.next_reached(after), shut.next_reached(after)
    assert later is None or (sooner is not None and sooner <= later)


@calm
@given(people(), moments, st.timedeltas(timedelta(minutes=1), timedelta(days=9)))
def test_whoever_has_time_before_it_is_due_can_be_reached_before(hours: Hours, now: datetime, wait: timedelta) -> None:
    if hours.has_time_before(now + wait, now=now):
        found = hours.next_reached(now)
        assert found is not None
        assert found < now + wait
