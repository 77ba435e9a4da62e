"""The value of each key of a rule or a clause as a phrase, so that a change can be said. Which values differ is for `differing`.

A phrase begins as it joins what it is about: " is owed within {}", ": goes to {}". One without a place for a value is
about a yes or no.
"""

import re
from datetime import date
from enum import StrEnum
from functools import singledispatch

from bookbag.policy import english
from bookbag.policy.rules.base import Strict
from bookbag.policy.rules.sending import Approval, Consent
from bookbag.policy.rules.standing import Access, Declaration, Keep, Publication
from bookbag.policy.rules.timed import Extension, Lapse, Pausing, Reminder, Statute, Step, Stretch, Within
from bookbag.policy.rules.words import Post
from bookbag.policy.sentences import in_words, post_in_words
from bookbag.policy.values import Category, Channel

_OF_RULES = {
    "clauses": ": keeps {}",
    "rests_on": ": rests on {}",
    "severity": ": is made to {}",
    "harder_because": ": is harder than its clause because {}",
    "held_for": ": is held for {}",
    "channels": ": is about what comes by {}",
    "categories": ": is about {}",
    "but_not": ": is not about {}",
    "read_first": ": is read before anybody answers",
    "who": ": is about what comes from {}",
    "duty": ": is a duty to {}",
    "event": ": starts with {}",
    "within": " is owed within {}",
    "met_by": " is kept by {}",
    "remind": ": has its owner asked {} before",
    "late_to": ": goes to {} too when it is late",
    "otherwise": ": holds only where no other promise of this policy does",
    "law": ": is the law of {}",
    "of": ": is about {}",
    "about": ": is about {}",
    "to": ": goes to {}",
    "promptly": ": goes {}",
    "first": ": goes to them first of all",
    "all_of_them": ": needs the yes of each of them",
    "towards": ": is about what is said to {}",
    "direction": ": is about what goes {}",
    "only": ": goes only by {}",
    "never": ": never goes by {}",
    "service": ": is about {}",
    "alike": ": goes to adults who live apart alike and at the same time",
    "paper_for": ": goes on paper to those with {}",
    "left_out": ": leaves out {}",
    "asked_first": ": goes only to those who asked for it",
    "form": ": needs agreement of the form {}",
    "each_time": ": is asked each time",
    "check": ": looks for {}",
    "ways": ": looks at what goes by {}",
    "effect": ": {}",
    "school_time": ": holds by the hours {}",
    "outside": ": holds outside these hours",
    "stretches": ": holds from {}",
    "whom": ": is for {}",
    "review": ": is about this policy itself",
    "warn": ": warns {} before",
    "last": ": counts from {}",
    "every": ": comes once in {}",
    "what": ": is about {}",
    "where": ": stands in {}",
    "time": ": is kept for {}",
    "removal": ": is removed {}",
    "posts": ": is seen by {}",
    "people": ": is seen by {}",
    "opened_by": ": is opened for others by {}",
    "asked": ": is asked {}",
    "events": ": is kept on {}",
    "grace": ": gives grace for {}",
    "leaver_age": ": counts former pupils until they are {}",
}
_OF_KINDS = {
    (Approval, "by"): ": waits for the yes of {}",
    (Consent, "by"): ": needs the agreement of {}",
    (Declaration, "by"): ": is confirmed by {}",
    (Reminder, "whom"): ": goes to {}",
    (Reminder, "checks"): ": asks whether {} are right",
    (Keep, "of"): ": is kept of {}",
    (Access, "of"): ": is about {}",
    (Publication, "whom"): ": is shown for {}",
    (Publication, "where"): ": is shown by {}",
}
_OF_LAW = {
    "act": " stands in {}",
    "section": " stands in {}",
    "page": " was checked by {}",
    "holds_for": " is owed by {}",
    "from_day": " is owed from {} on",
    "starts": " runs from {}",
    "proof_first": " runs from when it is shown who asks, where that is in doubt",
    "pauses": " stands still while {}",
    "when": " has another time where {}",
    "then": " goes on so: {}",
    "extension": " has {}",
    "within": " may take {} where there is reason",
    "letter": " goes with the letter {}",
}
_OF_STEPS = {
    "by": ": is for {} to do",
    "does": ": is done so: {}",
    "within": ": is done within {}",
    "promptly": ": is done {}",
}
_OF_CLAUSES = {
    "section": " stands in section {}",
    "actor": " binds {}",
    "duty": " says {}",
    "says": " reads {}",
    "kind": " is of the kind {}",
    "area": " belongs to {}",
    "software": " is to be kept like this: {}",
    "scenario": " is proved like this: {}",
    "same_as": " says the same as {}",
    "kept": " is kept {}",
}
_JOINED_BY_OR = {"by", "met_by", "only", "never", "channels", "categories", "but_not", "paper_for", "ways"}
_ALL: dict[object, str] = {frozenset(Channel): "any way", frozenset(Category): "any subject"}
_WORD = re.compile(r"[a-z]+(_[a-z]+)*")
_CLAUSE = re.compile(r"[A-Z]+-[0-9]+")
_LAWS = (Statute, Pausing, Extension)


def of_rule(part: type[Strict], key: str) -> str:
    """Give the phrase for a key of a rule, or of a part of one."""
    table = _OF_STEPS if issubclass(part, Step) else _OF_LAW if issubclass(part, _LAWS) else _OF_RULES
    return _OF_KINDS.get((part, key)) or table.get(key, f": its {in_words(key)} is {{}}")


def of_clause(key: str) -> str:
    """Give the phrase for a key of a clause."""
    return _OF_CLAUSES.get(key, f": its {in_words(key)} is {{}}")


def changed(phrase: str, key: str, old: object, new: object) -> str:
    """Say how a value has changed: " is owed within ten working days instead of five"."""
    lead = phrase[: len(phrase) - len(phrase.lstrip(": "))]
    said = phrase.removeprefix(lead)
    if not new or not old:
        turn, left = ("now", new) if new else ("no longer", old)
        turned = f"is {turn} {said.removeprefix('is ')}" if said.startswith("is ") else f"{turn} {said}"
        return f"{lead}{turned.format(_shown(left, key))}"
    shown, before = _shown(new, key), _shown(old, key)
    unit = shown.partition(" ")[2]
    if isinstance(new, Strict) and unit and before.partition(" ")[2] == unit:
        before = before.removesuffix(f" {unit}")
    return f"{lead}{said.format(f'{shown} instead of {before}')}"


def _shown(given: object, key: str) -> str:
    if isinstance(given, frozenset):
        given = _ALL.get(given) or tuple(sorted(given))
    if isinstance(given, tuple):
        return english.listed([value(each) for each in given], last="or" if key in _JOINED_BY_OR else "and")
    return value(given)


@singledispatch
def value(given: object) -> str:
    """Say a value in words."""
    return str(given)


@value.register
def _(given: str) -> str:
    if _WORD.fullmatch(given):
        return in_words(given)
    return given if _CLAUSE.fullmatch(given) else f"“{given.rstrip('.')}”"


@value.register
def _(given: StrEnum) -> str:
    return post_in_words(given) if isinstance(given, Post) else in_words(given)


@value.register
def _(given: int) -> str:
    return english.number(given)


@value.register
def _(given: date) -> str:
    return english.full_day(given)


@value.register
def _(given: Within) -> str:
    return ", ".join(_length(key, getattr(given, key)) for key in type(given).model_fields if getattr(given, key))


def _length(key: str, given: object) -> str:
    if isinstance(given, Within):
        return f"or {value(given)} where none was"
    if isinstance(given, bool) or not isinstance(given, int):
        return "the day that was named"
    if key == "without_sessions_up_to":
        return f"with a session at school, and at most {english.number(given)} in all"
    return english.count(given, in_words(key.removesuffix("s")).replace("uk ", "UK "))


@value.register
def _(given: Lapse | Stretch) -> str:
    return str(given)


@value.register
def _(given: Statute) -> str:
    return given.act


@value.register
def _(given: Pausing) -> str:
    return value(given.when)


@value.register
def _(given: Extension) -> str:
    return f"{value(given.within)} in all where {value(given.when)}"
