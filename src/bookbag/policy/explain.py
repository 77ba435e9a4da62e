"""Says in plain English, with the clause, why something is due when it is. Decides nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from bookbag.policy import english
from bookbag.policy.calendar import ClosedDay
from bookbag.policy.clauses import Clause
from bookbag.policy.values import Clock, DutyKind
from bookbag.policy.worktime import Span

_VERBS = {DutyKind.ACKNOWLEDGE: "Acknowledge", DutyKind.RESPOND: "Answer"}
_DAYS = {Clock.WORKING_DAYS: "working day", Clock.SCHOOL_DAYS: "school day"}


def because(duty: DutyKind, clause: Clause, clock: Clock, span: Span, closed: Mapping[date, ClosedDay]) -> str:
    """Say what is due when, under which clause, and which days were counted and skipped."""
    parts = [f"{_VERBS[duty]} by {english.full_moment(span.due)}, because {_reason(clause)}."]
    if clock is Clock.SCHOOL_DAYS:
        parts.append(f"The clock starts on {english.moment(span.starts)}.")
    counted = english.count(len(span.counted), _DAYS[clock])
    parts.append(f"{counted.capitalize()} counted: {english.days(span.counted)}.")
    parts += [
        f"{english.day(day)} counts although {_shut(closed[day])}: {closed[day].why}."
        for day in span.counted
        if day in closed
    ]
    if span.carried:
        parts.append(f"School closes on {english.moment(span.carried)}, so it falls due when it next opens.")
    if span.skipped:
        reasons = groupby(span.skipped, key=lambda skipped: skipped.why)
        parts.append(
            f"Not counted: {'; '.join(f'{english.days([s.day for s in run])} ({why})' for why, run in reasons)}."
        )
    return " ".join(parts)


def _shut(closed: ClosedDay) -> str:
    return f"school closes at {english.clock(closed.from_time)}" if closed.from_time else "it is closed"


def because_unknown(duty: DutyKind, clause: Clause, clock: Clock, days: int, missing: str) -> str:
    """Say what is owed where the calendar does not reach far enough to say when."""
    owed = f"{_VERBS[duty]} within {english.count(days, _DAYS[clock])}, because {_reason(clause)}."
    return f"{owed} The day cannot be given. {missing}"


def because_routed(to: Sequence[str], clause: Clause) -> str:
    """Say to whom something goes, and under which clause."""
    return f"For {english.listed([post.replace('_', ' ') for post in to])}, because {_reason(clause)}."


def _reason(clause: Clause) -> str:
    says = clause.says.rstrip().rstrip(".")
    return f"{says[:1].lower()}{says[1:]} ({clause.id})"
