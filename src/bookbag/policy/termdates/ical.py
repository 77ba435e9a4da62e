"""Reads the events of an iCalendar file (RFC 5545): whole days, times of any zone as London's, what comes round again."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]  # it carries no types of its own

from bookbag.errors import Invalid
from bookbag.policy.termdates.values import Entry

LONDON = ZoneInfo("Europe/London")
BACK, AHEAD = timedelta(days=400), timedelta(days=4 * 366)
MOST = 5_000
_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_LAST_MINUTE = time(23, 59)
DAY = timedelta(days=1)


def entries(text: str, today: date) -> tuple[list[Entry], list[str]]:
    """Give the events from a year before today to four years ahead, and a sentence for each that cannot be read."""
    try:
        calendar = icalendar.Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError) as error:
        raise Invalid(
            "This begins like a calendar file and goes on as none. Save it again where it comes from."
        ) from error
    faults = list(_set_aside(calendar, [number for number, _ in _beginnings(text)]))
    found = recurring_ical_events.of(calendar, skip_bad_series=True).between(today - BACK, today + AHEAD)
    lines = {name: number for number, name in reversed(list(_beginnings(text)))}
    read = [_entry(event, lines) for event in found[:MOST] if event.get("STATUS") != "CANCELLED"]
    if len(found) > MOST:
        faults.append(f"This file holds more than {MOST:,} events; the rest was left out.")
    return sorted(read, key=lambda entry: (entry.first_day, entry.line)), faults


def _beginnings(text: str) -> Iterator[tuple[int, str]]:
    """Give the line on which each event begins, and its identifier."""
    began, uid = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        word = line.upper()
        if word.startswith("BEGIN:VEVENT"):
            began, uid = number, ""
        elif word.startswith("UID:"):
            uid = line[4:].strip()
        elif word.startswith("END:VEVENT"):
            yield began, uid


def _set_aside(calendar: icalendar.Component, lines: list[int]) -> Iterator[str]:
    """Take out what has no day, and what comes round so often that it is no date of a school's."""
    kept: list[icalendar.Component] = []
    numbers = iter(lines)
    for part in calendar.subcomponents:
        if not isinstance(part, icalendar.Event):
            kept.append(part)
            continue
        line = next(numbers, 0)
        if not _has_days(part):
            yield f"Line {line}: {_name(part)} has no day that can be read."
        elif _comes_too_often(part):
            yield f"Line {line}: {_name(part)} comes round several times a day; it was left out."
        else:
            kept.append(part)
    calendar.subcomponents = kept


def _has_days(event: icalendar.Event) -> bool:
    try:
        return event.start <= event.end
    except (ValueError, TypeError, AttributeError):  # no day at all, what is none, or a day with a time as its end
        return False


def _comes_too_often(event: icalendar.Component) -> bool:
    rules = event.get("RRULE", [])
    every = rules if isinstance(rules, list) else [rules]
    return any(str(word).upper() in _TOO_OFTEN for rule in every for word in rule.get("FREQ", []))


def _name(event: icalendar.Component) -> str:
    return repr(_title(event)) if _title(event) else "an event"


def _title(event: icalendar.Component) -> str:
    return " ".join(str(event.get("SUMMARY", "")).split())[:100]


def _entry(event: icalendar.Event, lines: dict[str, int]) -> Entry:
    """Read one event. An end is the first day, or moment, that no longer belongs to it."""
    starts, ends = event.start, event.end
    line = lines.get(str(event.get("UID", "")), 0)
    title = _title(event) or "An event without a name"
    # Our own two words only: calendars of observances call Mother's Day a "Holiday".
    kind = next((word.lower() for word in event.categories if word.lower() in {"term", "closed"}), "")
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        return Entry(line, title, starts, max(starts, ends - DAY), kind=kind)
    first, last = _local(starts), _local(ends)
    if first.time() == time(0) and last > first and last.time() in {time(0), _LAST_MINUTE}:
        return Entry(line, title, first.date(), (last - timedelta(minutes=1)).date(), kind=kind)
    return Entry(line, title, first.date(), last.date(), first.time(), last.time(), kind)


def _local(moment: datetime) -> datetime:
    """Give a moment on London's clocks, without its zone; one that names no zone is London's already."""
    return (moment.astimezone(LONDON) if moment.tzinfo else moment).replace(tzinfo=None, second=0, microsecond=0)
