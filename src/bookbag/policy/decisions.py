"""The decision itself: a question, the facts, the packs that bind and a calendar in; what follows, with reasons, out.

Promises are counted here; what every other kind of rule says is asked in `deciding`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bookbag.policy import explain, lawtime, precedence, worktime
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.clearing import Finding
from bookbag.policy.deciding import ranking, running
from bookbag.policy.happenings import Happening, Question
from bookbag.policy.outcomes import Hold, Kept, Notification, Unmet
from bookbag.policy.packs import Pack
from bookbag.policy.rules import Promise
from bookbag.policy.rules import Route as RouteRule
from bookbag.policy.rules.timed import Within
from bookbag.policy.values import Category, Clock, DueDuty, Event, Facts, Named, Route, UntimedDuty
from bookbag.policy.worktime import Span


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policy makes of a question. Duties stand in the order in which they fall due.

    Each outcome says under which clause and why; where several policies speak of one matter, which of them rules.
    """

    duties: tuple[DueDuty, ...] = ()
    untimed: tuple[UntimedDuty, ...] = ()
    routes: tuple[Route, ...] = ()
    holds: tuple[Hold, ...] = ()
    findings: tuple[Finding, ...] = ()
    notifications: tuple[Notification, ...] = ()
    records: tuple[Kept, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    """What would speak here, and rests on something that nobody has said yet."""


def decide(question: Question, facts: Facts, packs: Sequence[Pack], calendar: Calendar) -> Decision:
    """Decide what follows from a message, a happening, or something that leaves, is opened or comes round.

    The same question always has the same answer.
    """
    if isinstance(question, Event) and question.category is Category.AUTO_REPLY:
        return Decision()
    duties, untimed = owed(question, facts, packs, calendar) if isinstance(question, Event) else ((), ())
    rest = running.gathered(question, facts, packs, calendar)
    return Decision(
        duties=duties,
        untimed=untimed,
        routes=routed(question, facts, packs),
        holds=ranking.holds(rest.holds),
        findings=ranking.findings(rest.findings),
        notifications=ranking.notifications(rest.notifications),
        records=ranking.records(rest.records),
        unmet=(*_waiting(question, facts, packs), *rest.unmet),
    )


def routed(question: Question, facts: Facts, packs: Sequence[Pack]) -> tuple[Route, ...]:
    """Give the routes of a decision alone."""
    if isinstance(question, Event) and question.category is Category.AUTO_REPLY:
        return ()
    return tuple(route for pack in packs for route in _routes(pack, question, facts))


def owed(
    event: Event, facts: Facts, packs: Sequence[Pack], calendar: Calendar
) -> tuple[tuple[DueDuty, ...], tuple[UntimedDuty, ...]]:
    """Give the duties of a decision alone, with and without a day, for whoever asks nothing else of a hundred thousand."""
    if event.category is Category.AUTO_REPLY:
        return (), ()
    duties: list[tuple[DueDuty, Pack]] = []
    untimed: list[UntimedDuty] = []
    for pack in packs:
        for given in _given(pack, event, facts):
            duty = _duty(given, pack, event, facts, calendar)
            if isinstance(duty, DueDuty):
                duties.append((duty, pack))
            else:
                untimed.append(duty)
    return precedence.ranked(duties), tuple(untimed)


def _waiting(question: Question, facts: Facts, packs: Sequence[Pack]) -> Iterator[Unmet]:
    """Give the promises and routes that would hold and rest on an unmet need."""
    for pack in packs:
        for rule in pack.rules:
            if rule.rests_on and isinstance(rule, Promise | RouteRule) and _speaks(rule, question, facts):
                waits = running.unmet_of(rule, pack)
                yield from [waits] if waits else []


def _given(pack: Pack, event: Event, facts: Facts) -> Iterator[tuple[Promise, Within]]:
    """Give the promises that bind, with the time there is; those marked `otherwise` only where no other does."""
    binding = [promise for promise in pack.promises if promise.binds(event, facts)]
    settled = any(not promise.otherwise for promise in binding)
    for promise in binding:
        within = promise.allowed(facts)
        if within and not (settled and promise.otherwise):
            yield promise, within


def _speaks(rule: Promise | RouteRule, question: Question, facts: Facts) -> bool:
    if isinstance(question, Event):
        return rule.binds(question, facts)
    return isinstance(rule, RouteRule) and isinstance(question, Happening) and rule.event is question.what


def _routes(pack: Pack, question: Question, facts: Facts) -> Iterator[Route]:
    for rule in pack.routes:
        if _speaks(rule, question, facts):
            because = explain.because_routed(rule.to, pack.clauses[rule.clause])
            told = {"clause": rule.clause, "pack": pack.slug, "because": because, "promptly": rule.promptly or ""}
            yield from (Route(to=post, first=rule.first, **told) for post in rule.to)


def _duty(
    given: tuple[Promise, Within], pack: Pack, event: Event, facts: Facts, calendar: Calendar
) -> DueDuty | UntimedDuty:
    promise, within = given
    clause = pack.clauses[promise.clause]
    if since := promise.stands_since(facts):
        return UntimedDuty(
            duty=promise.duty,
            clause=clause.id,
            pack=pack.slug,
            version=pack.version,
            because=explain.because_standing(promise.duty, clause, within, since),
            met_by=promise.met_by,
            stands_since=since,
        )
    try:
        span = _span(promise, within, event, facts, calendar)
    except OutsideCalendar as missing:
        return UntimedDuty(
            duty=promise.duty,
            clause=clause.id,
            pack=pack.slug,
            version=pack.version,
            because=explain.because_unknown(promise.duty, clause, within, str(missing)),
            met_by=promise.met_by,
        )
    return DueDuty(
        duty=promise.duty,
        clause=clause.id,
        pack=pack.slug,
        version=pack.version,
        due=span.due,
        counted=span.counted,
        skipped=span.skipped,
        because=explain.because(promise.duty, clause, within, span, calendar.closed) + explain.stood_still(span),
        met_by=promise.met_by,
        letter=promise.law.letter if promise.law else "",
        remind_at=_asked_at(promise, span, calendar),
        late_to=promise.late_to,
    )


def _asked_at(promise: Promise, span: Span, calendar: Calendar) -> datetime | None:
    ahead = promise.remind
    return worktime.ahead(span.due, clock=ahead.clock, days=ahead.days, calendar=calendar) if ahead else None


def _span(promise: Promise, within: Within, event: Event, facts: Facts, calendar: Calendar) -> Span:
    clock = within.clock
    if isinstance(clock, Named):
        assert facts.promised, "a promise until a named day is given only where one was named"
        return worktime.named(event.at, day=facts.promised, calendar=calendar)
    if isinstance(clock, Clock):
        return worktime.span(event.at, clock=clock, days=within.figure, calendar=calendar)
    starts = promise.runs_from(event.at, facts)
    return lawtime.span(starts, within=within, calendar=calendar, law=promise.law, pauses=facts.pauses)
