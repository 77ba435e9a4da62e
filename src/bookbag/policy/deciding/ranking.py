"""Of what several policies say of one matter: what rules, and what stands beside it. Nothing is left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bookbag.policy.clearing import Finding, Severity
from bookbag.policy.outcomes import Hold, Kept, Notification

_HARDNESS = list(Severity)
_LATEST = datetime.max.replace(tzinfo=UTC)


def holds(given: Sequence[Hold]) -> tuple[Hold, ...]:
    """All whom any policy names must agree, so a wider choice stands beside a narrower one; of two times the later rules."""
    counting = [hold for hold in given if hold.rules]
    ranked = [
        replace(
            hold, rules=hold.rules and not any(_covers(other, hold) for other in counting if other.kind == hold.kind)
        )
        for hold in given
    ]
    return tuple(sorted(ranked, key=lambda hold: (not hold.rules, len(hold.waits_for))))


def _covers(other: Hold, hold: Hold) -> bool:
    """Whether one that waits for less choice, or for longer, does all that another asks."""
    if hold.waits_for and other.waits_for:
        return set(other.waits_for) < set(hold.waits_for)
    return not hold.waits_for and not other.waits_for and (other.until or _LATEST) > (hold.until or _LATEST)


def findings(given: Sequence[Finding]) -> tuple[Finding, ...]:
    """The hardest first; of each kind the hardest rules: must not before must, must before may."""
    hardest: dict[str, int] = {}
    for each in given:
        if each.rules:
            hardest[each.check] = max(hardest.get(each.check, 0), _HARDNESS.index(each.severity))
    ranked = [
        replace(each, rules=each.rules and _HARDNESS.index(each.severity) == hardest[each.check]) for each in given
    ]
    return tuple(sorted(ranked, key=lambda each: (-_HARDNESS.index(each.severity), not each.rules)))


def notifications(given: Sequence[Notification]) -> tuple[Notification, ...]:
    """One card: each step once, by the earliest time that any policy names; in the order in which they are written."""
    first: dict[tuple[str, str], Notification] = {}
    for each in sorted(given, key=lambda each: each.due or _LATEST):
        if each.rules:
            first.setdefault((each.to, each.says), each)
    return tuple(replace(each, rules=first.get((each.to, each.says)) is each) for each in given)


def records(given: Sequence[tuple[Kept, bool]]) -> tuple[Kept, ...]:
    """Of what is kept in one place the longer time rules, unless law says how long. With each, whether it is law."""
    best: dict[str, tuple[bool, float]] = {}
    for each, is_law in given:
        if each.rules:
            best[each.where] = max(best.get(each.where, (is_law, each.days)), (is_law, each.days))
    return tuple(replace(each, rules=each.rules and (is_law, each.days) == best[each.where]) for each, is_law in given)
