"""Writes a school's calendar as iCalendar (RFC 5545): terms and closed days, each under a name of its own that stays."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar

from bookbag.policy.calendar import Calendar

DAY = timedelta(days=1)


def published(calendar: Calendar, name: str, slug: str) -> str:
    """Give the calendar as the text of a file. What is read back from it is what was written."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Bookbag//School calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for term in calendar.terms:
        made.add_component(
            _event(f"term-{term.first_day}@{slug}", term.name, "Term", term.first_day, term.last_day + DAY)
        )
    for day, closed in sorted(calendar.closed.items(), key=lambda each: each[0]):
        starts: date = datetime.combine(day, closed.from_time, calendar.zone) if closed.from_time else day
        ends: date = (
            datetime.combine(day, max(calendar.closes, closed.from_time), calendar.zone)
            if closed.from_time
            else day + DAY
        )
        made.add_component(_event(f"closed-{day}@{slug}", closed.why, "Closed", starts, ends))
    return str(made.to_ical(), "utf-8")


def _event(uid: str, name: str, kind: str, starts: date, ends: date) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", uid)
    # Not the time of writing: the same calendar is the same file.
    event.add("dtstamp", datetime.combine(starts, time(0), UTC))
    event.add("summary", name)
    event.add("categories", [kind])
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("transp", "TRANSPARENT")
    return event
