"""Dates of birth as lists have them. Whether the day or the month stands first is asked of the whole column, then of Britain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_NUMBERS = re.compile(r"^(\d{1,2})[./ -](\d{1,2})[./ -](\d{2}|\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})[./ -]?(\d{1,2})[./ -]?(\d{1,2})$")
_RUN_TOGETHER = re.compile(r"^(\d{2})(\d{2})((?:19|20)\d{2})$")
_IN_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ ./-]*(?:of )?([a-z]{3,9})[ .,/-]*(\d{2}|\d{4})$", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"^([a-z]{3,9})[ .-]*(\d{1,2})(?:st|nd|rd|th)?[ .,-]+(\d{2}|\d{4})$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,. ]+", re.IGNORECASE)
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?(Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_SERIAL = re.compile(r"^(\d{5})(\.0+)?$")
_SPREADSHEETS_BEGIN = date(1899, 12, 30)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Order:
    """How the dates of one column are written: the month first or not, and whether the column itself says so."""

    month_first: bool = False
    certain: bool = False


def order_of(column: Iterable[str]) -> Order:
    """Ask all dates of a column which number is the day: one that cannot be a month decides. Both kinds: mixed, day first."""
    first_is_day = second_is_day = False
    for written in column:
        if found := _NUMBERS.match(_bare(written)):
            first_is_day |= int(found[1]) > 12 >= int(found[2])
            second_is_day |= int(found[2]) > 12 >= int(found[1])
    return Order(month_first=second_is_day and not first_is_day, certain=first_is_day != second_is_day)


def day_of(written: str, order: Order, *, today: date) -> date | None:
    """Give the day that is written, or None where it is none. A year of two figures is the last such year before today."""
    words = _RUN_TOGETHER.sub(r"\1/\2/\3", _bare(written))
    if found := _YEAR_FIRST.match(words):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(words):
        first, second, year = int(found[1]), int(found[2]), _year(found[3], today)
        month_first = (order.month_first and first <= 12) or second > 12
        return _made(year, first, second) if month_first else _made(year, second, first)
    if found := _IN_WORDS.match(words):
        return _made(_year(found[3], today), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.match(words):
        return _made(_year(found[3], today), _month(found[1]), int(found[2]))
    if found := _SERIAL.match(words):
        return _SPREADSHEETS_BEGIN + timedelta(days=int(found[1]))
    return None


def is_ambiguous(written: str, order: Order) -> bool:
    """Say whether a date may mean two days, and its column does not say which."""
    found = _NUMBERS.match(_bare(written))
    return bool(found and not order.certain and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2])


def _bare(written: str) -> str:
    return _WEEKDAY.sub("", _TIME.sub("", written.strip().lstrip("'"))).strip()


def _year(figures: str, today: date) -> int:
    if len(figures) == 4:
        return int(figures)
    year = today.year - today.year % 100 + int(figures)
    return year if year <= today.year else year - 100


def _month(word: str) -> int:
    short = word[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
