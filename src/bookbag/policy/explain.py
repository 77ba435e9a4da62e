"""Says in plain English, with the clause, why something is due when it is. Decides nothing."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from bookbag.policy import english
from bookbag.policy.calendar import ClosedDay
from bookbag.policy.clauses import Clause
from bookbag.policy.rules.timed import Within
from bookbag.policy.values import Clock, DutyKind, LawClock, Named, Skipped
from bookbag.policy.worktime import Span

_VERBS = {
    DutyKind.ACKNOWLEDGE: "Acknowledge",
    DutyKind.RESPOND: "Answer",
    DutyKind.REPORT: "Report it",
    DutyKind.LOG: "Note what was said",
    DutyKind.BEGIN: "Begin with it",
    DutyKind.DECIDE: "Decide whom to bring in",
}
UNITS: dict[Clock | LawClock | Named, str] = {
    Clock.WORKING_DAYS: "working day",
    Clock.SCHOOL_DAYS: "school day",
    LawClock.UK_WORKING_DAYS: "working day",
    LawClock.SESSION_DAYS: "school day",
    LawClock.CALENDAR_DAYS: "day",
    LawClock.CALENDAR_MONTHS: "month",
    LawClock.HOURS: "hour",
    Named.PROMISED: "day that was named",
}


def because(duty: DutyKind, clause: Clause, within: Within, span: Span, closed: Mapping[date, ClosedDay]) -> str:
    """Say what is due when, under which clause, and which days were counted and skipped."""
    if isinstance(within.clock, LawClock):
        return _because_of_law(duty, clause, within, span)
    if isinstance(within.clock, Named):
        return _because_named(duty, clause, span)
    parts = [f"{_VERBS[duty]} by {english.full_moment(span.due)}, because {reason(clause)}."]
    if within.clock is Clock.SCHOOL_DAYS:
        parts.append(f"The clock starts on {english.moment(span.starts)}.")
    counted = english.count(len(span.counted), UNITS[within.clock])
    parts.append(f"{counted.capitalize()} counted: {english.days(span.counted)}.")
    parts += [
        f"{english.day(day)} counts although {_shut(closed[day])}: {closed[day].why}."
        for day in span.counted
        if day in closed
    ]
    if span.carried:
        parts.append(f"School closes on {english.moment(span.carried)}, so it falls due when it next opens.")
    if span.skipped:
        parts.append(f"Not counted: {_left_out(span.skipped)}.")
    return " ".join(parts)


def _because_named(duty: DutyKind, clause: Clause, span: Span) -> str:
    first = span.skipped[0].day if span.skipped else span.due.date()
    how = "Arranged" if duty is DutyKind.LOG else "Promised"
    parts = [
        f"{_VERBS[duty]} by {english.full_moment(span.due)}, because {reason(clause)}.",
        f"{how} on {english.day(span.starts.date())} for {english.day(first)}.",
    ]
    parts += [f"Not counted: {_left_out(span.skipped)}."] if span.skipped else []
    return " ".join(parts)


def _because_of_law(duty: DutyKind, clause: Clause, within: Within, span: Span) -> str:
    length = english.count(within.figure, UNITS[within.clock])
    if within.clock is LawClock.HOURS:
        return (
            f"{_VERBS[duty]} by {english.full_moment(span.due)}, because {reason(clause)}. "
            f"{length.capitalize()} by the clock from {english.moment(span.starts)}, weekends and holidays too."
        )
    parts = [
        f"{_VERBS[duty]} by the end of {english.full_day(span.due.date())}, because {reason(clause)}.",
        f"Day 0 is {english.day(span.starts.date())}.",
    ]
    if within.clock in {LawClock.CALENDAR_DAYS, LawClock.CALENDAR_MONTHS}:
        parts.append(f"{length.capitalize()} of the calendar; school holidays and closed days do not stop it.")
        parts += [f"Moved on from: {_left_out(span.skipped)}."] if span.skipped else []
        return " ".join(parts)
    counted = english.count(len(span.counted), UNITS[within.clock])
    parts.append(f"{counted.capitalize()} counted{_listed(span.counted)}.")
    if len(span.counted) < within.figure:
        limit = english.count(within.without_sessions_up_to or 0, UNITS[within.clock])
        parts.append(f"It ends there because {limit} have passed, school days or not.")
    parts += [f"Not counted: {_left_out(span.skipped)}."] if span.skipped else []
    return " ".join(parts)


def _listed(days: tuple[date, ...]) -> str:
    return f": {english.days(days)}" if days else ""


@lru_cache(maxsize=4096)
def _left_out(skipped: tuple[Skipped, ...]) -> str:
    reasons = groupby(skipped, key=lambda each: each.why)
    return "; ".join(f"{english.days(tuple(each.day for each in run))} ({why})" for why, run in reasons)


def _shut(closed: ClosedDay) -> str:
    return f"school closes at {english.clock(closed.from_time)}" if closed.from_time else "it is closed"


def because_unknown(duty: DutyKind, clause: Clause, within: Within, missing: str) -> str:
    """Say what is owed where the calendar does not reach far enough to say when."""
    owed = f"{_VERBS[duty]} {length(within)}, because {reason(clause)}."
    return f"{owed} The day cannot be given. {missing}"


def because_standing(duty: DutyKind, clause: Clause, within: Within, since: date) -> str:
    """Say what is owed where the time stands still until the school is told what it needs."""
    owed = f"{_VERBS[duty]} {length(within)}, because {reason(clause)}."
    return f"{owed} The time stands still since {english.full_day(since)}, until we are told what we asked."


def stood_still(span: Span) -> str:
    """Say for how long the time stood still, where that moved a date on."""
    return (
        f" It stood still {english.listed([_between(*each) for each in span.stood_still])}." if span.stood_still else ""
    )


def _between(first: date, last: date) -> str:
    return f"on {english.day(first)}" if first == last else f"from {english.day(first)} to {english.day(last)}"


def length(within: Within) -> str:
    """Say how long there is: "within two working days", "by the day that was named"."""
    if isinstance(within.clock, Named):
        return "by the day that was named"
    return f"within {english.count(within.figure, UNITS[within.clock])}"


def because_routed(to: Sequence[str], clause: Clause) -> str:
    """Say to whom something goes, and under which clause."""
    return f"For {english.listed([post.replace('_', ' ') for post in to])}, because {reason(clause)}."


_COUNTED = re.compile(r"[^.:]* counted: [^.]*\.")
_LEFT_OUT = re.compile(r"(Not counted|Moved on from): .*")


def remarks(because: str, clause: str) -> str:
    """What a reason says beyond the clause and the days, which a page lists by themselves: when the clock starts, and why
    a day counts all the same."""
    _, _, rest = because.partition(f"({clause}). ")
    return " ".join(_COUNTED.sub("", _LEFT_OUT.sub("", rest)).split())


def reason(clause: Clause) -> str:
    """Give a clause as the reason in a sentence: "answers to letters are approved first (SPT-034)"."""
    says = clause.says.rstrip().rstrip(".")
    return f"{says[:1].lower()}{says[1:]} ({clause.id})"
