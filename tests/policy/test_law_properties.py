"""What must hold of every date that law gives, whatever the calendar, the kind of school and the receipt."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bookbag.policy import packs
from bookbag.policy.calendar import Calendar, ClosedDay, Nation, Term, why_no_uk_work
from bookbag.policy.lawtime import months_on, span
from bookbag.policy.rules.timed import Within
from bookbag.policy.values import LegalKind
from bookbag.schools.models import LegalKind as SchoolKind

calm = settings(deadline=None)
FIRST, LAST = date(2025, 9, 2), date(2027, 7, 21)
receipts = st.datetimes(datetime(2025, 9, 2), datetime(2026, 10, 1), timezones=st.just(UTC))
waits = st.timedeltas(timedelta(0), timedelta(days=40))
LAWS = [
    Within(uk_working_days=20, without_sessions_up_to=60),
    Within(uk_working_days=20),
    Within(session_days=15),
    Within(calendar_months=1),
    Within(calendar_days=30),
    Within(hours=72),
]
withins = st.sampled_from(LAWS)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    shut = draw(st.dictionaries(st.dates(FIRST, LAST), st.just(ClosedDay("Shut")), max_size=12))
    summer = draw(st.dates(date(2026, 7, 1), date(2026, 7, 25)))
    terms = (
        Term("One", FIRST, summer),
        Term("Two", summer + timedelta(days=draw(st.integers(1, 60))), LAST),
    )
    return Calendar("Europe/London", Nation.ENGLAND_AND_WALES, terms, shut, time(8, 30), time(16))


@calm
@given(calendars(), receipts, waits, withins)
def test_what_comes_later_is_never_due_earlier(calendar, received, wait, within) -> None:
    first = span(received, within=within, calendar=calendar).due
    assert span(received + wait, within=within, calendar=calendar).due >= first > received


@calm
@given(calendars(), receipts, withins)
def test_no_date_falls_on_a_weekend_or_a_bank_holiday_save_hours(calendar, received, within) -> None:
    assume(not within.hours)
    assert calendar.why_no_work(span(received, within=within, calendar=calendar).due.date()) is None


@calm
@given(calendars(), receipts)
def test_freedom_of_information_lies_between_twenty_and_sixty_uk_working_days(calendar, received) -> None:
    found = span(received, within=LAWS[0], calendar=calendar)
    day, passed = received.astimezone(calendar.zone).date(), 0
    while day < found.due.date():
        day += timedelta(days=1)
        passed += why_no_uk_work(day) is None
    assert 20 <= passed <= 60
    assert len(found.counted) == 20 or passed == 60
    assert all(calendar.why_no_session(each) is None for each in found.counted)


@calm
@given(calendars(), receipts, withins, st.dates(FIRST, LAST))
def test_a_closed_day_brings_nothing_forward_taking_it_back_restores_and_months_do_not_know_it(
    calendar, received, within, day
) -> None:
    before = span(received, within=within, calendar=calendar).due
    closed = replace(calendar, closed={**calendar.closed, day: ClosedDay("Shut")})
    after = span(received, within=within, calendar=closed).due
    assert after >= before
    if within.calendar_months or within.calendar_days or within.hours:
        assert after == before
    assert span(received, within=within, calendar=replace(closed, closed=calendar.closed)).due == before


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_months_on_is_in_the_right_month_on_the_same_day_or_the_last(day, number) -> None:
    found = months_on(day, number)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == number
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_every_kind_of_school_has_its_law() -> None:
    assert {kind.value for kind in SchoolKind} == {kind.value for kind in LegalKind} - {"trust"}
    for kind in LegalKind:
        (pack,) = packs.law("england", kind)
        assert pack.is_law
        assert "subject-access" in {rule.id for rule in pack.promises}
    assert packs.law("atlantis", LegalKind.ACADEMY) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"hours": 1, "calendar_days": 2},
        {"without_sessions_up_to": 60},
        {"session_days": 15, "without_sessions_up_to": 60},
        {"uk_working_days": 20, "without_sessions_up_to": 19},
        {"hours": None},
    ],
)
def test_a_time_has_one_clock_and_a_limit_only_where_it_makes_sense(wrong) -> None:
    with pytest.raises(ValueError, match=r"give either working_days|'without_sessions_up_to'"):
        Within.model_validate(wrong)
