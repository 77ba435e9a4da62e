"""iCalendar files of term dates: what is a term, what may close the school, and what closes nothing."""

from datetime import date, time

import pytest

from bookbag.errors import Invalid
from bookbag.policy import termdates
from bookbag.policy.calendar import Term
from bookbag.policy.termdates import TermDates
from bookbag.policy.termdates.values import Closing

TODAY = date(2026, 9, 1)


def ical(*events: str, head: str = "") -> str:
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}@council.example\r\n{event}\r\nEND:VEVENT\r\n"
        for number, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{body}END:VCALENDAR\r\n"


def event(name: str, starts: str, ends: str = "", more: str = "") -> str:
    lines = [f"SUMMARY:{name}", f"DTSTART{starts}", *([f"DTEND{ends}"] if ends else []), *([more] if more else [])]
    return "\r\n".join(lines)


def days(name: str, first: str, end: str = "", more: str = "") -> str:
    """An event of whole days. Its end is the first day that no longer belongs to it."""
    return event(name, f";VALUE=DATE:{first}", f";VALUE=DATE:{end}" if end else "", more)


def read(*events: str, head: str = "") -> TermDates:
    return termdates.read(ical(*events, head=head), today=TODAY, opens=time(8, 45), closes=time(15, 15))


def test_the_end_of_a_whole_day_is_the_first_day_that_is_out() -> None:
    found = read(days("Autumn term", "20260902", "20261219"))
    assert found.terms == (Term("Autumn term", date(2026, 9, 2), date(2026, 12, 18)),)
    assert found.faults == ()


def test_a_half_term_splits_its_term_and_weekends_do_not_begin_one() -> None:
    found = read(days("Autumn term", "20260902", "20261219"), days("Half term", "20261024", "20261102"))
    assert found.terms == (
        Term("Autumn term 1", date(2026, 9, 2), date(2026, 10, 23)),
        Term("Autumn term 2", date(2026, 11, 2), date(2026, 12, 18)),
    )
    assert found.closings == ()


def test_first_and_last_days_are_put_together() -> None:
    found = read(
        days("Autumn term begins", "20260902"),
        days("Last day of term", "20261218"),
        days("First day of term", "20270104"),
        days("Term ends", "20270325"),
    )
    assert found.terms == (
        Term("Autumn term", date(2026, 9, 2), date(2026, 12, 18)),
        Term("Spring term", date(2027, 1, 4), date(2027, 3, 25)),
    )


def test_a_first_day_without_a_last_is_said_by_its_line() -> None:
    found = read(days("Autumn term begins", "20260902"), days("Spring term begins", "20270104"))
    assert found.terms == ()
    assert found.faults == (
        "Line 4: 'Autumn term begins' has no last day; enter that term yourself.",
        "Line 9: 'Spring term begins' has no last day; enter that term yourself.",
    )


@pytest.mark.parametrize(
    "name", ["INSET", "Inset day (school closed to pupils)", "Non-pupil day", "Staff training day", "Occasional day"]
)
def test_a_closed_day_is_known_by_its_words(name: str) -> None:
    assert read(days(name, "20260902")).closings == (Closing(date(2026, 9, 2), name),)


@pytest.mark.parametrize(
    "name",
    [
        "Mother's Day tea",
        "World Book Day",
        "Summer fair",
        "School photographs",
        "Closing date for applications",
        "Half term begins",
        "School closes for half term",
        "Parents' evening",
    ],
)
def test_an_observance_closes_nothing_by_itself(name: str) -> None:
    assert [each.likely for each in read(days(name, "20270308")).closings if each.why == name] in ([False], [])


def test_what_comes_round_again_comes_round_without_its_exceptions() -> None:
    weekly = days("Staff training day", "20261106", more="RRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;VALUE=DATE:20261113")
    assert [each.day for each in read(weekly).closings] == [date(2026, 11, 6), date(2026, 11, 20)]


def test_what_comes_round_for_ever_ends_with_the_years_ahead() -> None:
    # 1 September falls on a weekend in 2029 and 2030, and a weekend needs no closing.
    yearly = days("INSET", "20200901", more="RRULE:FREQ=YEARLY")
    assert [each.day.year for each in read(yearly).closings] == [2025, 2026, 2027, 2028]


@pytest.mark.parametrize("often", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_what_comes_round_all_day_long_is_left_out_and_said(often: str) -> None:
    found = read(days("INSET", "20260902", more=f"RRULE:FREQ={often}"))
    assert found.closings == ()
    assert found.faults == ("Line 4: 'INSET' comes round several times a day; it was left out.",)


def test_a_day_written_as_moments_of_another_zone_is_londons_day() -> None:
    found = read(event("INSET", ":20270531T230000Z", ":20270601T230000Z"))
    assert found.closings == (Closing(date(2027, 6, 1), "INSET"),)


def test_a_time_of_another_zone_is_told_by_londons_clocks() -> None:
    found = read(
        event("School closes early", ";TZID=Europe/Paris:20270601T130000", ";TZID=Europe/Paris:20270601T163000")
    )
    assert found.closings == (Closing(date(2027, 6, 1), "School closes early", time(12)),)


def test_an_event_in_school_hours_closes_nothing_and_one_at_night_is_not_even_offered() -> None:
    found = read(
        event("INSET twilight", ":20261105T160000", ":20261105T180000"),
        event("Harvest festival", ":20261005T100000", ":20261005T110000"),
    )
    assert found.closings == (Closing(date(2026, 10, 5), "Harvest festival", time(10), likely=False),)


def test_training_over_the_whole_school_day_closes_the_whole_day() -> None:
    assert read(event("INSET", ":20260902T083000", ":20260902T160000")).closings == (
        Closing(date(2026, 9, 2), "INSET"),
    )


def test_a_bank_holiday_of_the_file_is_known_without_it() -> None:
    assert read(days("Early May Bank Holiday - school closed", "20270503")).closings == ()


def test_a_cancelled_event_is_none() -> None:
    assert read(days("INSET", "20260902", more="STATUS:CANCELLED")).closings == ()


@pytest.mark.parametrize("broken", [event("INSET", ":no-day"), "SUMMARY:INSET", days("INSET", "20260904", "20260902")])
def test_an_event_without_a_day_is_said_by_its_line(broken: str) -> None:
    found = read(days("Autumn term", "20260902", "20261219"), broken)
    assert found.faults == ("Line 10: 'INSET' has no day that can be read.",)
    assert len(found.terms) == 1


@pytest.mark.parametrize("text", ["BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nnonsense", "BEGIN:VCALENDAR\n\x00:\n\xff;;;"])
def test_half_a_file_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Invalid, match="calendar file"):
        termdates.read(text, today=TODAY, opens=time(8, 45), closes=time(15, 15))
