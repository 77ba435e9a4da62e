"""School years as English schools keep them, for whatever day the demo is started on."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import holidays

from bookbag.policy.calendar import Term

WEEK = timedelta(weeks=1)
MONDAY, FRIDAY = 0, 4


def around(today: date) -> tuple[list[Term], Mapping[date, str]]:
    """The terms and closed days of the school year that holds this day, of the one before and of the next."""
    year = today.year if today.month >= 9 else today.year - 1
    years = [school_year(each) for each in (year - 1, year, year + 1)]
    return [term for terms, _ in years for term in terms], {
        day: why for _, closed in years for day, why in closed.items()
    }


def school_year(autumn: int) -> tuple[list[Term], Mapping[date, str]]:
    """Six half-terms from this September on; the first days of the autumn, spring and last half-term are INSET."""
    spring = autumn + 1
    october = _last(MONDAY, date(autumn, 10, 31))
    february = _first(MONDAY, date(spring, 2, 15))
    may = _last(MONDAY, date(spring, 5, 31))
    easter = _easter(spring)
    terms = [
        Term("Autumn 1", _first(_is_weekday, date(autumn, 9, 2)), october - timedelta(days=3)),
        Term("Autumn 2", october + WEEK, _last(FRIDAY, date(autumn, 12, 20))),
        Term("Spring 1", _first(MONDAY, date(spring, 1, 4)), february - timedelta(days=3)),
        Term("Spring 2", february + WEEK, easter - timedelta(days=9)),
        Term("Summer 1", easter + timedelta(days=8), may - timedelta(days=3)),
        Term("Summer 2", may + WEEK, _last(_is_weekday, date(spring, 7, 21))),
    ]
    return terms, {terms[number].first_day: "INSET" for number in (0, 2, 5)}


def _easter(year: int) -> date:
    england = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return next(day for day, name in england.items() if name == "Good Friday") + timedelta(days=2)


def _is_weekday(day: date) -> bool:
    return day.weekday() <= FRIDAY


def _first(wanted: int | Callable[[date], bool], day: date) -> date:
    while not (wanted(day) if callable(wanted) else day.weekday() == wanted):
        day += timedelta(days=1)
    return day


def _last(wanted: int | Callable[[date], bool], day: date) -> date:
    while not (wanted(day) if callable(wanted) else day.weekday() == wanted):
        day -= timedelta(days=1)
    return day
