"""Every due date says why, in English that a parent could read."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bookbag.policy import packs
from bookbag.policy.calendar import ClosedDay
from bookbag.policy.decisions import decide
from bookbag.policy.values import Category, Channel, Clock, Event, EventKind, Facts

THURSDAY = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.ENQUIRY, datetime(2026, 2, 26, 10, tzinfo=UTC))


def test_it_gives_the_day_the_clause_and_the_days_counted_and_not_counted(calendar) -> None:
    acknowledge = decide(THURSDAY, Facts(), [packs.load("wyton")], calendar).duties[0]
    assert acknowledge.because == (
        "Acknowledge by Monday 2 March 2026, 4 pm, because letters and e-mails from parents or carers are acknowledged "
        "within two working days in term time (WYT-083). Two working days counted: Friday 27 February, Monday 2 March. "
        "Not counted: Saturday 28 February, Sunday 1 March (weekend)."
    )


def test_long_holidays_are_drawn_together(calendar) -> None:
    before_christmas = replace(THURSDAY, channel=Channel.PHONE, at=datetime(2025, 12, 19, 10, tzinfo=UTC))
    (call_back,) = decide(before_christmas, Facts(), [packs.load("wyton")], calendar).duties
    assert call_back.because.endswith(
        "One working day counted: Monday 5 January. "
        "Not counted: Saturday 20 December to Sunday 4 January (school holiday)."
    )


def test_a_clock_of_elapsed_time_says_when_it_starts(calendar) -> None:
    saturday = replace(THURSDAY, at=datetime(2026, 3, 7, 20, tzinfo=UTC))
    (answer,) = decide(saturday, Facts(), [packs.load("spring-partnership")], calendar).duties
    assert answer.because == (
        "Answer by Wednesday 11 March 2026, 8.30 am, because an e-mail that calls for an answer is answered inside "
        "48 hours, meaning two school days (SPT-042). The clock starts on Monday 9 March, 8.30 am. "
        "Two school days counted: Tuesday 10 March, Wednesday 11 March. Not counted: Sunday 8 March (weekend)."
    )


def test_a_closed_day_that_counts_all_the_same_is_named(calendar) -> None:
    inset = replace(calendar, closed={date(2026, 2, 27): ClosedDay("INSET", frozenset({Clock.SCHOOL_DAYS}))})
    acknowledge = decide(THURSDAY, Facts(), [packs.load("wyton")], inset).duties[0]
    assert "Friday 27 February counts although it is closed: INSET." in acknowledge.because


def test_what_is_due_behind_the_end_of_the_calendar_is_owed_without_a_day(calendar) -> None:
    july = replace(THURSDAY, at=datetime(2026, 7, 16, 10, tzinfo=UTC))
    found = decide(july, Facts(), [packs.load("wyton")], calendar)
    assert [duty.clause for duty in found.duties] == ["WYT-083"]
    (answer,) = found.untimed
    assert answer.because == (
        "Answer within ten working days, because every letter or e-mail gets a response as soon as can be and inside "
        "ten working days in term time (WYT-087). The day cannot be given. "
        "The school's calendar ends on Tuesday 21 July 2026; enter the terms that follow."
    )
