"""What must hold of every deadline, whatever the calendar, the receipt and the figure."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bookbag.policy.calendar import Calendar, ClosedDay, Nation, Term
from bookbag.policy.values import Clock
from bookbag.policy.worktime import span

FIRST, LAST = date(2025, 9, 2), date(2026, 7, 21)
# Receipts keep clear of the end of the calendar: behind it no deadline can be known, which is tested elsewhere.
calm = settings(deadline=None)  # the first look at a nation's bank holidays loads them, and the machine may be busy
receipts = st.datetimes(datetime(2025, 8, 25), datetime(2026, 4, 30), timezones=st.just(UTC))
clocks = st.sampled_from(Clock)
figures = st.integers(1, 10)
days = st.dates(FIRST, LAST)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    breaks = sorted(draw(st.lists(st.dates(date(2025, 9, 20), date(2026, 4, 20)), max_size=4, unique=True)))
    starts = [FIRST, *(day + timedelta(days=draw(st.integers(1, 16))) for day in breaks)]
    ends = [*breaks, LAST]
    terms = [Term(f"{start}", start, end) for start, end in zip(starts, ends, strict=True) if start <= end]
    shut = draw(
        st.dictionaries(days, st.builds(ClosedDay, st.just("Shut"), st.sets(clocks).map(frozenset)), max_size=12)
    )
    opens, closes = draw(st.sampled_from([(time(8, 30), time(16)), (time(8, 45), time(15, 15)), (time(7), time(19))]))
    return Calendar("Europe/London", draw(st.sampled_from(Nation)), tuple(terms), shut, opens, closes)


@calm
@given(calendars(), receipts, st.timedeltas(timedelta(0), timedelta(days=20)), clocks, figures)
def test_what_comes_later_is_never_due_earlier(calendar, received, wait, clock, figure) -> None:
    earlier = span(received, clock=clock, days=figure, calendar=calendar).due
    assert span(received + wait, clock=clock, days=figure, calendar=calendar).due >= earlier


@calm
@given(calendars(), receipts, clocks, figures)
def test_nothing_is_due_on_a_shut_day_or_outside_opening_hours(calendar, received, clock, figure) -> None:
    found = span(received, clock=clock, days=figure, calendar=calendar)
    assert calendar.why_shut(found.due.date(), clock) is None
    assert calendar.opens <= found.due.time() <= calendar.closes
    assert found.due > received


@calm
@given(calendars(), receipts, clocks, figures)
def test_the_days_counted_and_skipped_are_all_the_days_there_are(calendar, received, clock, figure) -> None:
    found = span(received, clock=clock, days=figure, calendar=calendar)
    assert len(found.counted) == figure
    assert found.counted[-1] == found.due.date()
    told = {*found.counted, *(skipped.day for skipped in found.skipped)}
    first = received.astimezone(calendar.zone).date()
    between = {first + timedelta(days=n) for n in range(1, (found.due.date() - first).days + 1)}
    assert told == between - {found.starts.date()}
    assert all(calendar.why_shut(each.day, clock) == each.why for each in found.skipped)


@calm
@given(calendars(), receipts, clocks, figures, days)
def test_a_further_closed_day_brings_nothing_forward_and_taking_it_back_restores(
    calendar, received, clock, figure, day
) -> None:
    before = span(received, clock=clock, days=figure, calendar=calendar)
    closing = replace(calendar, closed={**calendar.closed, day: ClosedDay("Snow")})
    assert span(received, clock=clock, days=figure, calendar=closing).due >= before.due
    opening = replace(closing, closed={each: why for each, why in closing.closed.items() if each != day})
    if day not in calendar.closed:
        assert span(received, clock=clock, days=figure, calendar=opening) == before


@calm
@given(calendars(), receipts, clocks, figures)
def test_the_zone_in_which_a_time_is_written_changes_nothing(calendar, received, clock, figure) -> None:
    local = received.astimezone(calendar.zone)
    assert span(local, clock=clock, days=figure, calendar=calendar) == span(
        received, clock=clock, days=figure, calendar=calendar
    )
