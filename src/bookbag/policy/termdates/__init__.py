"""Term dates as schools and councils publish them: a file's text in; terms and days that may be closed out. Nothing is saved here."""

from datetime import date, time

from bookbag.errors import Invalid
from bookbag.policy.termdates import ical, meaning, table
from bookbag.policy.termdates.values import TermDates

LARGEST = 1_000_000
"""Characters. A council's calendar of ten years has a tenth of that."""


def read(text: str, *, today: date, opens: time, closes: time) -> TermDates:
    """Read an iCalendar file or a table with commas. `Invalid` where it is neither; what is wrong inside is said by line.

    What comes round again is read for the school years around `today`. The school's hours tell an early close from an
    evening's event.
    """
    if len(text) > LARGEST:
        raise Invalid("This file is too large for term dates. Choose the calendar of term dates alone.")
    reader = ical if text.lstrip()[:15].upper() == "BEGIN:VCALENDAR" else table
    found, faults = reader.entries(text, today)
    return meaning.understood(found, faults, opens=opens, closes=closes)


def text_of(raw: bytes) -> str:
    """Give the text of a file: UTF-8, or what older spreadsheets write instead."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
