"""Reads term dates from a table with commas, semicolons or tabs (CSV), whatever it calls its columns."""

import csv
import re
from datetime import date, datetime, time

from bookbag.errors import Invalid
from bookbag.policy.termdates.values import KINDS, Entry

_COLUMNS = {
    "name": ("name", "what", "title", "subject", "summary", "event", "description", "term"),
    "first_day": ("first day", "first", "start", "start date", "starts", "from", "begins", "date", "day", "opens"),
    "last_day": ("last day", "last", "end", "end date", "ends", "to", "until", "finishes"),
    "closes": ("closes", "closes at", "from time", "start time", "time"),
    "kind": ("kind", "type", "category"),
}
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
_WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,?\s+", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
_TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?\s*(am|pm)?$", re.IGNORECASE)


class _LineError(ValueError):
    """What is wrong with one line, as a sentence."""


def entries(text: str, today: date) -> tuple[list[Entry], list[str]]:  # noqa: ARG001 - the readers are called alike
    """Give the lines of a table as entries, and a sentence for each that cannot be read."""
    lines = text.splitlines()
    rows = csv.reader(lines, delimiter=_delimiter(lines[0] if lines else ""))
    places = _places(next(rows, []))
    found, faults = [], []
    for row in rows:
        if any(cell.strip() for cell in row):
            try:
                found.append(_entry(row, places, rows.line_num))
            except _LineError as wrong:
                faults.append(f"Line {rows.line_num}: {wrong}")
    return sorted(found, key=lambda entry: (entry.first_day, entry.line)), faults


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _places(head: list[str]) -> dict[str, int]:
    """Find the column of each thing that is known here, by the first line."""
    words = [" ".join(re.sub(r"[^a-z]+", " ", cell.lower()).split()) for cell in head]
    places = {
        thing: next(words.index(name) for name in names if name in words)
        for thing, names in _COLUMNS.items()
        if set(names) & set(words)
    }
    if not {"name", "first_day"} <= set(places):
        raise Invalid(
            "This is neither a calendar file nor a table of term dates. The first line of a table names its columns:"
            " name, first day, last day; and if need be kind and closes at."
        )
    return places


def _entry(row: list[str], places: dict[str, int], line: int) -> Entry:
    cells = {thing: row[place].strip() if place < len(row) else "" for thing, place in places.items()}
    name = " ".join(cells["name"].split())[:100]
    if not name:
        raise _LineError("there is no name.")
    first = _day(cells["first_day"])
    last = _day(cells["last_day"]) if cells.get("last_day") else first
    if last < first:
        raise _LineError(f"{name!r} ends before it begins.")
    kind = cells.get("kind", "").lower()
    starts = _time(cells["closes"]) if cells.get("closes") else None
    return Entry(line, name, first, last, starts, None, KINDS.get(kind, ""))


def _day(words: str) -> date:
    plain = _ORDINAL.sub("", _WEEKDAY.sub("", words))
    for form in _DAYS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _LineError(f"{words!r} is no day. Write it like 2026-09-02, 02/09/2026 or 2 September 2026.")


def _time(words: str) -> time:
    found = _TIME.match(words)
    if not found:
        raise _LineError(f"{words!r} is no time of day. Write it like 12:00.")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise _LineError(f"{words!r} is no time of day. Write it like 12:00.") from error
