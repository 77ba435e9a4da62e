"""The bank holidays of this year and the next are known, each worked out here from the rule that the nation follows.

This fails, and is meant to, when a new year begins and the `holidays` package has nothing for the one behind it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bookbag.policy.calendar import Nation, bank_holidays

THIS_YEAR = datetime.now(UTC).year


def easter(year: int) -> date:
    """Easter Sunday, by the Gregorian rule: the Sunday behind the paschal full moon."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 100 % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def monday(day: date) -> date:
    """The first Monday from this day on."""
    return day + timedelta(days=-day.weekday() % 7)


def in_lieu(*days: date) -> Iterator[date]:
    """The days themselves, or the next weekday that is not taken already where one falls on a weekend."""
    taken: set[date] = {day for day in days if day.weekday() < 5}
    for day in days:
        found = day
        while found.weekday() > 4 or (found in taken and found != day):
            found += timedelta(days=1)
        taken.add(found)
        yield found


def by_rule(nation: Nation, year: int) -> set[date]:
    """What no proclamation is needed for."""
    sunday = easter(year)
    found = {sunday - timedelta(days=2), monday(date(year, 5, 1)), monday(date(year, 5, 25))}
    found |= set(in_lieu(date(year, 12, 25), date(year, 12, 26)))
    if nation is Nation.SCOTLAND:
        found |= {monday(date(year, 8, 1)), *in_lieu(date(year, 1, 1), date(year, 1, 2)), *in_lieu(date(year, 11, 30))}
    else:
        found |= {sunday + timedelta(days=1), monday(date(year, 8, 25)), *in_lieu(date(year, 1, 1))}
    if nation is Nation.NORTHERN_IRELAND:
        found |= {*in_lieu(date(year, 3, 17)), *in_lieu(date(year, 7, 12))}
    return found


@pytest.mark.parametrize("year", [THIS_YEAR, THIS_YEAR + 1])
@pytest.mark.parametrize("nation", Nation)
def test_the_bank_holidays_of_this_year_and_the_next_are_known(nation: Nation, year: int) -> None:
    assert by_rule(nation, year) <= set(bank_holidays(nation, year))
