"""When a length of time of a rule is over, and how two of them compare."""

from datetime import UTC, datetime, timedelta
from math import inf

from bookbag.policy import lawtime, worktime
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.rules.timed import Lapse
from bookbag.policy.values import Clock

_DAYS = {
    "minutes": 1 / 1440,
    "hours": 1 / 24,
    "working_days": 7 / 5,
    "school_days": 7 / 5,
    "days": 1.0,
    "weeks": 7.0,
    "months": 365 / 12,
    "terms": 365 / 3,
    "years": 365.0,
}
"""About how many days each unit is: to say which of two lengths is the longer, and for nothing else."""


def about_days(lapse: Lapse | None) -> float:
    """About how many days a length of time is; endless where none is given."""
    return _figure(lapse) * _DAYS[_unit(lapse)] if lapse else inf


def end(lapse: Lapse, start: datetime, calendar: Calendar) -> datetime | None:
    """Give the moment at which it is over; None where the school's calendar does not reach so far."""
    unit, figure = _unit(lapse), _figure(lapse)
    start = start.astimezone(calendar.zone)
    if unit in {"minutes", "hours"}:
        return (start.astimezone(UTC) + timedelta(**{unit: figure})).astimezone(calendar.zone)
    if unit in {"days", "weeks"}:
        return start + timedelta(**{unit: figure})
    if unit in {"months", "years"}:
        day = lawtime.months_on(start.date(), figure * (12 if unit == "years" else 1))
        return datetime.combine(day, start.timetz())
    if unit == "terms":
        begins = [term.first_day for term in calendar.terms if term.first_day > start.date()]
        return datetime.combine(begins[figure - 1], calendar.opens, calendar.zone) if len(begins) >= figure else None
    try:
        return worktime.span(start, clock=Clock(unit), days=figure, calendar=calendar).due
    except OutsideCalendar:
        return None


def close_of(day: datetime, calendar: Calendar) -> datetime:
    """Give the close of school on a day; its own time where school has closed already, or never opened."""
    day = day.astimezone(calendar.zone)
    if calendar.why_shut(day.date(), Clock.SCHOOL_DAYS):
        return day
    closes = calendar.closes_on(day.date(), Clock.SCHOOL_DAYS)
    return max(day, datetime.combine(day.date(), closes, calendar.zone))


def _unit(lapse: Lapse) -> str:
    (unit,) = lapse.model_fields_set
    return unit


def _figure(lapse: Lapse) -> int:
    return int(getattr(lapse, _unit(lapse)))
