"""What one version of a pack says otherwise than another, in sentences: of its rules figure by figure, its clauses, its needs.

Everything that is written in a pack is compared; what a change leads to on real traffic is for the desk's rehearsal.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import singledispatch
from typing import Literal

from pydantic import BaseModel

from bookbag.policy import english, phrases, sentences
from bookbag.policy.clauses import Clause
from bookbag.policy.keeping import Keeping
from bookbag.policy.packs import Need, Pack, Settlement
from bookbag.policy.rules import AnyRule, Promise, Route
from bookbag.policy.rules.base import Strict
from bookbag.policy.rules.sending import Channel, Content
from bookbag.policy.rules.standing import Access, Declaration, Keep, Publication
from bookbag.policy.rules.timed import Ahead, Lapse, Reminder, Step, Stretch, Within
from bookbag.policy.rules.timed import Procedure as Steps
from bookbag.policy.rules.words import Occasion
from bookbag.policy.sentences import in_words
from bookbag.policy.values import DutyKind

NOTHING = "Nothing changes."
_OWED = {
    DutyKind.ACKNOWLEDGE: "an acknowledgement of",
    DutyKind.RESPOND: "an answer to",
    DutyKind.REPORT: "a report on",
}
_WHOLE = (Within, Ahead, Lapse, Stretch)
"""Parts of a rule that are said as one value. Of the others each key is compared."""


class Turn(StrEnum):
    """What has become of something."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise, and the clauses that it is about."""

    turn: Turn
    of: Literal["policy", "rule", "clause", "need", "decision"]
    name: str
    says: str
    clauses: tuple[str, ...] = ()


def differences(old: Pack, new: Pack) -> tuple[Change, ...]:
    """Say what the new version of a pack says otherwise; its own number is not among it."""
    return (
        *_metadata(old, new),
        *_rules({rule.id: rule for rule in old.rules}, {rule.id: rule for rule in new.rules}),
        *_clauses(old.clauses, new.clauses),
        *_keepers(old.keeping, new.keeping),
        *_needs({need.id: need for need in old.needs}, {need.id: need for need in new.needs}),
        *_decisions(old.decisions, new.decisions),
    )


def _metadata(old: Pack, new: Pack) -> Iterator[Change]:
    for key, what in (("title", "The policy is called"), ("owner", "The policy belongs to")):
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield Change(Turn.CHANGED, "policy", key, f"{what} “{after}” instead of “{before}”.")


def _rules(old: Mapping[str, AnyRule], new: Mapping[str, AnyRule]) -> Iterator[Change]:
    for name, rule in old.items():
        if name not in new or new[name].kind != rule.kind:
            yield Change(Turn.GONE, "rule", name, f"No longer: {_in_full(rule)}", rule.clauses)
    for name, rule in new.items():
        before = old.get(name)
        if before is None or before.kind != rule.kind:
            yield Change(Turn.NEW, "rule", name, f"New: {_in_full(rule)}", rule.clauses)
        else:
            yield from (Change(Turn.CHANGED, "rule", name, says, rule.clauses) for says in of_rule(before, rule))


def of_rule(old: AnyRule, new: AnyRule) -> Iterator[str]:
    """Say what of one rule has changed, a sentence each."""
    return (f"{_about(new)}{told} ({new.clause})." for told in _differing(old, new))


def _in_full(rule: AnyRule) -> str:
    return f"{sentences.sentence(rule).removesuffix('.')} ({rule.clause})."


def _differing(old: Strict, new: Strict) -> Iterator[str]:
    """Say of each key of two rules, or of two parts of one, how its value has changed."""
    for key in type(new).model_fields:
        before, after = getattr(old, key), getattr(new, key)
        if before == after:
            continue
        if key == "steps":
            yield from _steps(before, after)
        elif isinstance(before, Strict) and isinstance(after, Strict) and not isinstance(after, _WHOLE):
            yield from _differing(before, after)
        else:
            yield phrases.changed(phrases.of_rule(type(new), key), key, before, after)


def _steps(old: Sequence[Step], new: Sequence[Step]) -> Iterator[str]:
    """Say how the steps of a procedure have changed: one by one where there are as many as before."""
    if len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            yield from (f": {_step(after)}{told}" for told in _differing(before, after))
        return
    yield from (f": no longer: {sentences.step_in_words(step)}" for step in old if step not in new)
    yield from (f": now: {sentences.step_in_words(step)}" for step in new if step not in old)


def _step(step: Step) -> str:
    return f"“{step.does.rstrip('.')}”"


def _clauses(old: Mapping[str, Clause], new: Mapping[str, Clause]) -> Iterator[Change]:
    for name, clause in old.items():
        if name not in new:
            yield Change(Turn.GONE, "clause", name, f"{name} goes. It said: “{clause.says}”", (name,))
    for name, clause in new.items():
        if name not in old:
            yield Change(Turn.NEW, "clause", name, f"{name} is new: “{clause.says}”", (name,))
        else:
            for told in _reworded(old[name], clause):
                yield Change(Turn.CHANGED, "clause", name, f"{name}{told}.", (name,))


def _reworded(old: Clause, new: Clause) -> Iterator[str]:
    for key in type(new).model_fields:
        before, after = getattr(old, key), getattr(new, key)
        if key == "figures":
            for figure in dict.fromkeys([*before, *after]):
                if before.get(figure) != after.get(figure):
                    yield phrases.changed(phrases.of_clause(figure), figure, before.get(figure), after.get(figure))
        elif before != after:
            yield phrases.changed(phrases.of_clause(key), key, before, after)


def _keepers(old: Mapping[str, Keeping], new: Mapping[str, Keeping]) -> Iterator[Change]:
    for name in old.keys() & new.keys():
        before, after = (_kept_by(kept[name]) for kept in (old, new))
        if before != after:
            yield Change(Turn.CHANGED, "clause", name, f"{name} is kept by {after} instead of {before}.", (name,))


def _kept_by(kept: Keeping) -> str:
    names = [f"“{feature.name}”" for feature in kept.features] + (["somebody elsewhere"] if kept.elsewhere else [])
    return english.listed(names)


def _needs(old: Mapping[str, Need], new: Mapping[str, Need]) -> Iterator[Change]:
    for name, need in old.items():
        if name not in new:
            yield Change(Turn.GONE, "need", name, f"No longer needed: {_need(need)}.", need.clauses)
    for name, need in new.items():
        before = old.get(name)
        if before is None:
            yield Change(Turn.NEW, "need", name, f"Needed now: {_need(need)}.", need.clauses)
        elif before.met_by != need.met_by:
            met = f"is known now: “{need.met_by}”" if need.met_by else "is not known any more"
            yield Change(Turn.CHANGED, "need", name, f"{need.what} {met}.", need.clauses)
        elif before != need:
            says = f"What is needed is {_need(need)} instead of {_need(before)}."
            yield Change(Turn.CHANGED, "need", name, says, need.clauses)


def _need(need: Need) -> str:
    return f"{need.what[:1].lower()}{need.what[1:]} ({need.document}; for {english.listed(need.clauses)})"


def _decisions(old: Iterable[Settlement], new: Iterable[Settlement]) -> Iterator[Change]:
    before, after = ({each.between: each for each in settled} for settled in (old, new))
    for between in before.keys() - after.keys():
        says = f"It is no longer decided which of {english.listed(between)} rules."
        yield Change(Turn.GONE, "decision", "-".join(between), says, between)
    for between, settled in after.items():
        if before.get(between) != settled:
            turn = Turn.CHANGED if between in before else Turn.NEW
            says = f"Of {english.listed(between)}, {settled.rules} rules: {settled.reason}"
            yield Change(turn, "decision", "-".join(between), f"{says.rstrip('.')}.", between)


def _about(rule: AnyRule) -> str:
    said = _named(rule)
    return f"{said[:1].upper()}{said[1:]}"


@singledispatch
def _named(rule: BaseModel) -> str:
    """Name what a rule is about, as its sentence begins."""
    return in_words(str(rule.of))  # type: ignore[attr-defined]  # all kinds have it that are not named below


@_named.register
def _(rule: Promise) -> str:
    owed = _OWED.get(rule.duty, f"a duty to {in_words(rule.duty)} on")
    return f"{owed} {sentences.message_in_words(rule)}"


@_named.register
def _(rule: Route) -> str:
    narrowed = f" ({sentences.message_in_words(rule)})" if rule.event is Occasion.MESSAGE_RECEIVED else ""
    return f"{in_words(rule.event)}{narrowed}"


@_named.register
def _(rule: Steps) -> str:
    return in_words(rule.event)


@_named.register
def _(rule: Channel) -> str:
    return f"{in_words(rule.of)} to {english.listed([in_words(each) for each in sorted(rule.towards)])}"


@_named.register
def _(rule: Content) -> str:
    return f"the check for {in_words(rule.check)}"


@_named.register
def _(rule: Keep | Access) -> str:
    return rule.what


@_named.register
def _(rule: Reminder) -> str:
    return f"the reminder of {rule.of[:1].lower()}{rule.of[1:]}"


@_named.register
def _(rule: Publication) -> str:
    return english.listed(rule.what).rstrip(".")


@_named.register
def _(rule: Declaration) -> str:
    return f"the declaration “{rule.of.rstrip('.')}”"
