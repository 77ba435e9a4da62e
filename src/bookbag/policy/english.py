"""Days, times and lists as British people write them. No locale of the machine is asked."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day(value: date) -> str:
    """Name a day without its year: "Tuesday 3 March"."""
    return f"{_WEEKDAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}"


def full_day(value: date) -> str:
    """Name a day with its year: "Tuesday 3 March 2026"."""
    return f"{day(value)} {value.year}"


def month(value: date) -> str:
    """Name the month of a day: "March"."""
    return _MONTHS[value.month - 1]


def clock(value: time) -> str:
    """Say a time of day: "4 pm", "8.45 am", "12 noon", "midnight"."""
    if value.minute == 0 and value.hour % 12 == 0:
        return "12 noon" if value.hour else "midnight"
    minutes = f".{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes} {'am' if value.hour < 12 else 'pm'}"


def moment(value: datetime) -> str:
    """Say a day and time in the zone that the value carries: "Tuesday 3 March, 4 pm"."""
    return f"{day(value)}, {clock(value.time())}"


def full_moment(value: datetime) -> str:
    """Say a day with its year, and the time: "Tuesday 3 March 2026, 4 pm"."""
    return f"{full_day(value)}, {clock(value.time())}"


def number(value: int) -> str:
    """Write numbers up to ten as words and the rest as figures."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else f"{value:,}"


def count(value: int, one: str, many: str = "") -> str:
    """Count things: "one working day", "two working days"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def listed(items: Sequence[str], *, last: str = "and") -> str:
    """Join words as a sentence does: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


@lru_cache(maxsize=4096)
def days(values: tuple[date, ...]) -> str:
    """Name days in order, with three or more on end drawn together: "Monday 2 March to Friday 6 March, Monday 9 March"."""
    runs: list[list[date]] = []
    for value in values:
        if runs and runs[-1][-1] + timedelta(days=1) == value:
            runs[-1].append(value)
        else:
            runs.append([value])
    return ", ".join(
        f"{day(run[0])} to {day(run[-1])}" if len(run) > 2 else ", ".join(day(each) for each in run) for run in runs
    )


def short_days(values: Sequence[date]) -> str:
    """Name days shortly, each by itself, with the month once: "Mon 30, Tue 31 March, Wed 1 April"."""
    said = []
    for position, value in enumerate(values):
        following = values[position + 1] if position + 1 < len(values) else None
        same_month = following is not None and (following.year, following.month) == (value.year, value.month)
        said.append(f"{_WEEKDAYS[value.weekday()][:3]} {value.day}{'' if same_month else ' ' + month(value)}")
    return ", ".join(said)
