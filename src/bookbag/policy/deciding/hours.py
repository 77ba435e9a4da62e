"""Hours: whether a time lies in those that a rule names, what follows, and when it is over."""

from collections.abc import Iterator
from datetime import datetime

from bookbag.policy import english, worktime
from bookbag.policy.calendar import OutsideCalendar
from bookbag.policy.clearing import Severity
from bookbag.policy.deciding.asked import Asked
from bookbag.policy.happenings import Leaving
from bookbag.policy.outcomes import Hold, Outcome
from bookbag.policy.rules.timed import Hours
from bookbag.policy.rules.words import Thing, Way
from bookbag.policy.values import Channel, Clock, Event, EventKind

_SAYS = {
    "not_allowed": "Not at this time",
    "not_expected": "Nobody is expected to do this now",
    "not_available": "Teachers are with their classes now",
    "answer_machine": "The answer machine takes calls now",
    "waits": "This can wait for the hours in which people work",
}


def leaving(rule: Hours, leaving: Leaving, asked: Asked) -> Iterator[Outcome]:
    """What leaves outside its hours waits, or its writer hears that it could."""
    if rule.of in _matters(leaving) and rule.effect != "allowed" and applies(rule, asked):
        severity, until = rule.hardness(asked.pack.clauses), over(rule, asked)
        says = f"{_SAYS[rule.effect]}{_until(until)}"
        if rule.effect == "waits" and severity in {Severity.HOLD, Severity.ASK, Severity.BLOCK}:
            yield Hold((), rule.clause, asked.pack.slug, asked.because(says, rule), until, kind=rule.kind)
        elif rule.effect in {"not_allowed", "not_available"}:
            yield from asked.judged(rule, says, _mend(until))
        else:
            yield asked.finding(rule, Severity.ADVISE, says, _mend(until))


def arriving(rule: Hours, event: Event, asked: Asked) -> Iterator[Outcome]:
    """Whoever has a message may know that nobody can be asked, or need answer, before a time."""
    came_in = event.kind is EventKind.MESSAGE_RECEIVED
    matters = {"answers", "telephone"} if event.channel is Channel.PHONE else {"answers"}
    if came_in and rule.of in matters and rule.effect != "allowed" and applies(rule, asked):
        until = over(rule, asked)
        yield asked.finding(rule, Severity.ADVISE, f"{_SAYS[rule.effect]}{_until(until)}")


def applies(rule: Hours, asked: Asked) -> bool:
    """Say whether the rule speaks of this time: inside its hours, or outside where it says so. School days only have hours."""
    at, calendar = asked.at, asked.calendar
    shut = calendar.why_shut(at.date(), Clock.SCHOOL_DAYS) is not None
    if rule.stretches:
        inside = any(stretch.start <= at.time() < stretch.end for stretch in rule.stretches)
    else:
        inside = calendar.opens <= at.time() < calendar.closes_on(at.date(), Clock.SCHOOL_DAYS)
    return (inside and not shut) is not rule.outside


def over(rule: Hours, asked: Asked) -> datetime | None:
    """Give the time at which a rule that applies ceases to; None where the calendar does not reach so far."""
    at, calendar = asked.at, asked.calendar
    if not rule.outside:
        ends = [stretch.end for stretch in rule.stretches if stretch.start <= at.time() < stretch.end]
        end = max(ends) if ends else calendar.closes_on(at.date(), Clock.SCHOOL_DAYS)
        return datetime.combine(at.date(), end, calendar.zone)
    try:
        if not rule.stretches:
            return worktime.opening(at, calendar)
        return _next_stretch(rule, asked)
    except OutsideCalendar:
        return None


def _next_stretch(rule: Hours, asked: Asked) -> datetime:
    at, calendar = asked.at, asked.calendar
    day = at.date()
    while True:
        starts = [datetime.combine(day, each.start, calendar.zone) for each in rule.stretches]
        later = [start for start in starts if start > at]
        if later and not calendar.why_shut(day, Clock.SCHOOL_DAYS):
            return min(later)
        day = calendar.next_day(day)


def _matters(leaving: Leaving) -> set[str]:
    found = {"sending"}
    if Thing.ANSWER in leaving.things:
        found.add("answers")
    if leaving.way is Way.SOCIAL or leaving.things & {Thing.POST, Thing.COMMENT}:
        found.add("social_media")
    if leaving.way is Way.MEETING or Thing.MEETING in leaving.things:
        found.add("meetings")
    return found


def _until(until: datetime | None) -> str:
    return f" until {english.moment(until)}" if until else ""


def _mend(until: datetime | None) -> str:
    return f"It can be done from {english.moment(until)} on." if until else ""
