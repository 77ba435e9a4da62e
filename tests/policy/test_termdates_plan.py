"""What taking over a file would change: said in sentences, nothing twice, and only what a person chose."""

from dataclasses import replace
from datetime import date, time

import pytest

from bookbag.policy.calendar import Calendar, ClosedDay, Nation, Term
from bookbag.policy.termdates.plans import plan
from bookbag.policy.termdates.values import Closing, TermDates

AUTUMN = Term("Autumn", date(2026, 9, 2), date(2026, 12, 18))
SPRING = Term("Spring", date(2027, 1, 4), date(2027, 3, 25))
INSET = Closing(date(2026, 9, 2), "INSET")
TEA = Closing(date(2026, 10, 5), "Harvest tea", likely=False)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar("Europe/London", Nation.ENGLAND_AND_WALES, (AUTUMN,), {}, time(8, 45), time(15, 15))


def dates(*things: Term | Closing) -> TermDates:
    terms = tuple(each for each in things if isinstance(each, Term))
    return TermDates(terms, tuple(each for each in things if isinstance(each, Closing)), ())


def test_it_says_what_would_change_and_what_is_there(calendar: Calendar) -> None:
    made = plan(dates(AUTUMN, SPRING, INSET, TEA), calendar)
    assert made.sentences == [
        "Spring, Monday 4 January 2027 to Thursday 25 March 2027, is entered.",
        "Closed on Wednesday 2 September 2026: INSET.",
    ]
    assert made.stays == ("Autumn, Wednesday 2 September 2026 to Friday 18 December 2026, is there already.",)
    assert made.offered == (INSET, TEA)


def test_only_chosen_days_are_closed(calendar: Calendar) -> None:
    assert plan(dates(INSET, TEA), calendar, chosen={TEA.day}).closes == (TEA,)


def test_the_same_again_changes_nothing(calendar: Calendar) -> None:
    found = dates(AUTUMN, SPRING, INSET)
    after = replace(calendar, terms=(AUTUMN, SPRING), closed={INSET.day: ClosedDay("INSET")})
    assert plan(found, after).is_empty


def test_terms_give_way_to_those_of_the_file_that_they_touch(calendar: Calendar) -> None:
    one, two = (
        replace(AUTUMN, name="Autumn 1", last_day=date(2026, 10, 23)),
        Term("Autumn 2", date(2026, 11, 2), date(2026, 12, 18)),
    )
    made = plan(dates(one, two), replace(calendar, terms=(AUTUMN, SPRING)))
    assert (made.goes, made.comes) == ((AUTUMN,), (one, two))


def test_a_closed_day_keeps_its_reason(calendar: Calendar) -> None:
    made = plan(dates(INSET), replace(calendar, closed={INSET.day: ClosedDay("Flood")}))
    assert made.is_empty
    assert made.stays == ("Wednesday 2 September 2026 is closed already: Flood.",)


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2026, 8, 31), date(2027, 3, 26)])
def test_a_day_out_of_term_or_a_bank_holiday_is_not_offered(calendar: Calendar, day: date) -> None:
    assert plan(dates(replace(INSET, day=day)), calendar).offered == ()
