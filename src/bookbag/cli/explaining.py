"""What `bookbag policy explain` is asked, a line of JSON each, and how its answers are told. Needs no database."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from bookbag.errors import Invalid
from bookbag.policy import packs
from bookbag.policy.calendar import Calendar
from bookbag.policy.clearing import Finding
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.happenings import Day, Happening, Leaving, Opening, Question
from bookbag.policy.outcomes import Hold, Notification, Unmet
from bookbag.policy.packs import Pack
from bookbag.policy.precedence import FROM_SCHOOL
from bookbag.policy.rules.words import Check, Occasion, People, Post, Thing, Way
from bookbag.policy.values import Category, Channel, DueDuty, Event, EventKind, Facts, LegalKind, Sender

Name = str | int | None
Word = TypeVar("Word", bound=StrEnum)
Line = dict[str, object]


class Asking(StrEnum):
    """What a line may ask about that is no event of a message and no occasion."""

    LEAVING = "leaving"
    OPENING = "opening"
    DAY = "day"


def outcome(line: bytes, calendar: Calendar) -> tuple[Name, Decision | Invalid]:
    """Give the id of a line and what follows from it, or what is wrong with it."""
    name: Name = None
    try:
        asked = _read(line)
        found = asked.get("id")
        name = found if isinstance(found, str | int) else None
        bound = _packs(asked)
        return name, decide(_question(asked), _facts(asked), bound, calendar)
    except Invalid as wrong:
        return name, wrong


def told(name: Name, outcome: Decision | Invalid) -> Line:
    """Give an outcome as the command line's contract has it."""
    if isinstance(outcome, Invalid):
        return {"id": name, "error": str(outcome)}
    return {
        "id": name,
        "duties": [_duty(duty) for duty in outcome.duties],
        "untimed": [{"duty": each.duty, "clause": each.clause, "because": each.because} for each in outcome.untimed],
        "routes": [{"to": each.to, "clause": each.clause, "because": each.because} for each in outcome.routes],
        "holds": [_told(each) for each in outcome.holds],
        "findings": [_told(each) for each in outcome.findings],
        "notifications": [_told(each) for each in outcome.notifications],
        "records": [
            {"what": each.what, "where": each.where, "time": each.time, "clause": each.clause, "because": each.because}
            for each in outcome.records
        ],
        "unmet": [_told(each) for each in outcome.unmet],
    }


def as_json(name: Name, outcome: Decision | Invalid) -> str:
    """Give an outcome as one line of JSON."""
    return json.dumps(told(name, outcome), default=datetime.isoformat)


def in_english(name: Name, outcome: Decision | Invalid) -> str:
    """Give an outcome in sentences, a line each."""
    if isinstance(outcome, Invalid):
        return f"{name}: {outcome}"
    return "\n".join(f"{name}: {sentence}" for sentence in [*_sentences(outcome)] or ["Nothing follows."])


def _sentences(decision: Decision) -> Iterator[str]:
    """What rules first, each with its reason; then what stands beside it."""
    yield from (duty.because for duty in decision.duties)
    yield from (duty.because for duty in decision.untimed)
    yield from (route.because for route in decision.routes)
    others = [(each.rules, each.because) for each in decision.holds]
    others += [(each.rules, f"{each.sentence} {each.mend}".strip()) for each in decision.findings]
    others += [
        (each.rules, f"{each.to.replace('_', ' ').capitalize()}: {each.because}") for each in decision.notifications
    ]
    others += [(each.rules, each.because) for each in decision.records]
    yield from (because for rules, because in others if rules)
    yield from (f"Beside it: {because}" for rules, because in others if not rules)
    yield from (each.because for each in decision.unmet)


def _told(outcome: Hold | Finding | Notification | Unmet) -> Line:
    return {name: getattr(outcome, name) for name in outcome.__slots__}


def _duty(duty: DueDuty) -> Line:
    return {
        "duty": duty.duty,
        "clause": duty.clause,
        "due": duty.due.isoformat(),
        "counted": [day.isoformat() for day in duty.counted],
        "skipped": [{"day": each.day.isoformat(), "why": each.why} for each in duty.skipped],
        "because": duty.because,
        "rules": duty.rules,
    }


def _read(line: bytes) -> Line:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Invalid("This line is not JSON.") from error
    if not isinstance(found, dict):
        raise Invalid("A line must be one JSON object.")
    return found


def _packs(asked: Line) -> list[Pack]:
    """Give the packs that are asked, one or several together; law is asked for a kind of school."""
    named = asked.get("pack")
    if isinstance(named, list) and named:
        return [_pack(asked | {"pack": each}) for each in named]
    return [_pack(asked)]


def _pack(asked: Line) -> Pack:
    pack = packs.load(_text(asked, "pack"))
    if pack.is_law or "legal_kind" in asked:
        return pack.for_kind(_word(asked, "legal_kind", LegalKind))
    return pack


def _question(asked: Line) -> Question:
    kind = _text(asked, "event")
    if kind in set(EventKind):
        channel, category = _word(asked, "channel", Channel), _word(asked, "category", Category)
        return Event(EventKind(kind), channel, category, _at(asked))
    if kind in set(Occasion):
        about = _word(asked, "about", Thing) if "about" in asked else None
        return Happening(Occasion(kind), _at(asked), about)
    if kind == Asking.LEAVING:
        return Leaving(
            _word(asked, "of", Thing),
            _word(asked, "way", Way),
            _word(asked, "towards", People),
            _at(asked),
            carriers=_words(asked, "carriers", Way) or FROM_SCHOOL,
            service=_text(asked, "service") if "service" in asked else "",
        )
    if kind == Asking.OPENING:
        return Opening(_word(asked, "of", Thing), _word(asked, "by", Post), _at(asked))
    if kind == Asking.DAY:
        return Day(_at(asked))
    known = dict.fromkeys([*EventKind, *Occasion, *Asking])
    raise Invalid(f"'event' is {kind!r}, and must be one of {', '.join(known)}.")


def _facts(asked: Line) -> Facts:
    restricted = asked.get("restricted")
    if not isinstance(restricted, bool | None):
        raise Invalid("'restricted' must be true or false.")
    return Facts(
        sender=_word(asked, "sender", Sender) if "sender" in asked else Sender.UNKNOWN,
        agreed=_words(asked, "agreed", Post),
        consents=_pairs(asked, "consents"),
        found=_words(asked, "found", Check) if "found" in asked else None,
        restricted=restricted,
        promised=_day(asked, "promised") if "promised" in asked else None,
    )


def _text(asked: Line, key: str) -> str:
    found = asked.get(key)
    if not isinstance(found, str):
        raise Invalid(f"The line has no '{key}'." if found is None else f"'{key}' must be text.")
    return found


def _word(asked: Line, key: str, words: type[Word]) -> Word:
    found = _text(asked, key)
    try:
        return words(found)
    except ValueError as error:
        raise Invalid(f"'{key}' is {found!r}, and must be one of {', '.join(words)}.") from error


def _words(asked: Line, key: str, words: type[Word]) -> frozenset[Word]:
    found = asked.get(key, [])
    if not isinstance(found, list):
        raise Invalid(f"'{key}' must be a list.")
    return frozenset(_word({key: each}, key, words) for each in found)


def _pairs(asked: Line, key: str) -> frozenset[tuple[str, str]]:
    found = asked.get(key, {})
    if not isinstance(found, dict) or not all(isinstance(form, str) for form in found.values()):
        raise Invalid(f'\'{key}\' must say who agreed and in which form, as in {{"parents": "written"}}.')
    return frozenset(found.items())


def _at(asked: Line) -> datetime:
    found = _text(asked, "at")
    try:
        return datetime.fromisoformat(found)
    except ValueError as error:
        raise Invalid(f"'at' is {found!r}, and must be a time such as 2026-03-02T09:00:00+00:00.") from error


def _day(asked: Line, key: str) -> date:
    found = _text(asked, key)
    try:
        return date.fromisoformat(found)
    except ValueError as error:
        raise Invalid(f"{key!r} is {found!r}, and must be a day such as 2026-03-02.") from error
