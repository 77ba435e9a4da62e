"""A day that an answer names becomes the due day of the full one, and says so; without it the pack says what there is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bookbag.policy import packs
from bookbag.policy.calendar import Calendar, ClosedDay
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts

HELD = Event(EventKind.ANSWER_HELD, Channel.LETTER, Category.ENQUIRY, datetime(2026, 3, 9, 10, tzinfo=UTC))
ST_PATRICKS = date(2026, 3, 17)


def held(calendar: Calendar, pack: str, promised: date | None) -> Decision:
    return decide(HELD, Facts(promised=promised), [packs.load(pack)], calendar)


def test_it_is_due_at_the_close_of_the_day_and_says_when_it_was_promised(calendar: Calendar) -> None:
    (answer,) = held(calendar, "spring-partnership", ST_PATRICKS).duties
    assert answer.because == (
        "Answer by Tuesday 17 March 2026, 4 pm, because a holding answer from the school counts as that response "
        "(SPT-032). Promised on Monday 9 March for Tuesday 17 March."
    )
    assert (answer.counted, answer.skipped) == ((), ())


@pytest.mark.parametrize(("pack", "due"), [("spring-partnership", ["2026-03-11 10:00"]), ("wyton", [])])
def test_without_a_day_the_pack_says_what_is_owed(calendar: Calendar, pack: str, due: list[str]) -> None:
    assert [f"{duty.due:%Y-%m-%d %H:%M}" for duty in held(calendar, pack, None).duties] == due


def test_a_promised_day_on_which_school_came_to_be_shut_goes_on_to_the_next(calendar: Calendar) -> None:
    snow = replace(calendar, closed={ST_PATRICKS: ClosedDay("snow")})
    (answer,) = held(snow, "wyton", ST_PATRICKS).duties
    assert f"{answer.due:%Y-%m-%d %H:%M}" == "2026-03-18 16:00"
    assert answer.because.endswith(
        "Promised on Monday 9 March for Tuesday 17 March. Not counted: Tuesday 17 March (snow)."
    )


def test_a_promised_day_behind_the_terms_that_are_known_is_owed_without_a_date(calendar: Calendar) -> None:
    found = held(calendar, "wyton", date(2026, 9, 1))
    assert not found.duties
    (answer,) = found.untimed
    assert answer.because.startswith("Answer by the day that was named, because")
