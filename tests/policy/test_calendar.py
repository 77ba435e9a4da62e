"""Which days count, why the others do not, and how far a calendar reaches."""

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.policy.conftest import CASES

from bookbag.errors import Invalid
from bookbag.policy.calendar import Calendar, ClosedDay, Nation, OutsideCalendar, bank_holidays, means_inset
from bookbag.policy.values import Clock


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 3, 2), None),
        (date(2026, 3, 7), "weekend"),
        (date(2026, 2, 13), None),
        (date(2026, 2, 14), "school holiday"),
        (date(2026, 2, 22), "school holiday"),
        (date(2026, 2, 23), None),
        (date(2026, 5, 4), "May Day"),
        (date(2026, 12, 25), "school holiday"),
        (date(2025, 9, 1), "school holiday"),
    ],
)
def test_a_day_says_why_it_does_not_count(calendar, day, why) -> None:
    assert {calendar.why_shut(day, clock) for clock in Clock} == {why}


def test_a_closed_day_stops_every_clock_unless_it_says_which(calendar) -> None:
    snow, inset = date(2026, 3, 3), date(2026, 3, 4)
    closing = replace(
        calendar, closed={snow: ClosedDay("Snow"), inset: ClosedDay("INSET", frozenset({Clock.SCHOOL_DAYS}))}
    )
    assert closing.why_shut(snow, Clock.WORKING_DAYS) == closing.why_shut(snow, Clock.SCHOOL_DAYS) == "Snow"
    assert closing.why_shut(inset, Clock.WORKING_DAYS) is None
    assert closing.why_shut(inset, Clock.SCHOOL_DAYS) == "INSET"


@pytest.mark.parametrize(
    ("nation", "own", "not_own"),
    [
        (Nation.ENGLAND_AND_WALES, date(2026, 8, 31), date(2026, 11, 30)),
        (Nation.SCOTLAND, date(2026, 11, 30), date(2026, 8, 31)),
        (Nation.NORTHERN_IRELAND, date(2026, 3, 17), date(2026, 11, 30)),
    ],
)
def test_each_nation_keeps_its_own_bank_holidays(nation, own, not_own) -> None:
    assert own in bank_holidays(nation, 2026)
    assert not_own not in bank_holidays(nation, 2026)


def test_behind_its_last_day_a_calendar_knows_nothing(calendar) -> None:
    assert calendar.next_day(date(2026, 7, 20)) == date(2026, 7, 21)
    with pytest.raises(OutsideCalendar, match=r"ends on Tuesday 21 July 2026; enter the terms that follow\."):
        calendar.next_day(date(2026, 7, 21))


def test_the_year_before_its_first_day_is_holiday_and_what_was_before_that_is_not_known(calendar) -> None:
    assert calendar.next_day(date(2024, 9, 1)) == date(2024, 9, 2)
    with pytest.raises(OutsideCalendar, match="begins on Tuesday 2 September 2025"):
        calendar.next_day(date(2024, 8, 31))


def test_a_calendar_without_terms_says_so(calendar) -> None:
    with pytest.raises(OutsideCalendar, match="no terms yet"):
        replace(calendar, terms=()).next_day(date(2026, 3, 2))


def plain() -> dict:
    return json.loads((CASES / "calendars" / "wyton-2025-26.json").read_text())


def test_a_file_says_which_clocks_a_closed_day_stops() -> None:
    given = plain() | {"closed": [{"date": "2026-03-12", "why": "INSET", "stops": ["school_days"]}]}
    closed = Calendar.from_dict(given).closed
    assert closed == {date(2026, 3, 12): ClosedDay("INSET", frozenset({Clock.SCHOOL_DAYS}))}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"timezone": "Europe/Wyton"}, "'timezone': there is no time zone called 'Europe/Wyton'."),
        ({"bank_holidays": "wales"}, "'bank_holidays' is 'wales', and must be 'england-and-wales', "),
        ({"terms": [{"name": "Autumn", "first_day": "2025-09-02"}]}, "'last_day' is missing."),
        ({"closed": [{"date": "2026-03-12", "why": "INSET", "stop": []}]}, "'stop' is not a key that belongs here."),
        ({"school_day": {"opens": "08:30", "closes": "08:30"}}, "the school must close after it opens."),
        ({"closed": [{"date": "2026-02-30", "why": "Snow"}]}, "'date' is '2026-02-30'."),
        (
            {"terms": [{"name": "Autumn", "first_day": "2025-12-19", "last_day": "2025-09-02"}]},
            "the term 'Autumn' ends before it begins.",
        ),
        (
            {
                "terms": [
                    {"name": "Autumn", "first_day": "2025-09-02", "last_day": "2025-12-19"},
                    {"name": "Spring", "first_day": "2025-12-19", "last_day": "2026-03-27"},
                ]
            },
            "the term 'Spring' begins before 'Autumn' has ended.",
        ),
    ],
)
def test_a_faulty_calendar_says_in_a_sentence_what_is_wrong(wrong, sentence) -> None:
    with pytest.raises(Invalid) as refused:
        Calendar.from_dict(plain() | wrong)
    assert sentence in str(refused.value)


def test_a_term_may_be_one_day_long() -> None:
    given = plain() | {"terms": [{"name": "Taster", "first_day": "2026-07-01", "last_day": "2026-07-01"}]}
    assert Calendar.from_dict(given).why_shut(date(2026, 7, 1), Clock.WORKING_DAYS) is None


def test_a_calendar_without_its_closed_days_is_refused() -> None:
    with pytest.raises(Invalid, match="'closed' is missing"):
        Calendar.from_dict({key: value for key, value in plain().items() if key != "closed"})


def test_what_is_no_calendar_at_all_is_refused() -> None:
    with pytest.raises(Invalid):
        Calendar.from_dict(["Autumn"])


@pytest.mark.parametrize(
    ("why", "means"),
    [("INSET", True), ("Inset day", True), ("Staff training", True), ("Snow", False), ("Trainers' day", False)],
)
def test_words_that_mean_a_day_on_which_staff_are_in(why: str, means: bool) -> None:
    assert means_inset(why) is means


def test_staff_are_in_on_inset_days_and_on_school_days_only(calendar) -> None:
    closed = {date(2026, 3, 3): ClosedDay("INSET", staff_in=True), date(2026, 3, 4): ClosedDay("Snow")}
    closing = replace(calendar, closed=closed)
    days = {day: closing.why_no_staff(date(2026, 3, day)) for day in (2, 3, 4, 7)}
    assert days == {2: None, 3: None, 4: "Snow", 7: "weekend"}
