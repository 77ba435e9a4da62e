"""`bookbag policy`: asks the policy room what follows from what, and checks packs. Needs no database and no Django."""

import json
import sys
from collections import Counter
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bookbag.cli import comparing
from bookbag.errors import Invalid
from bookbag.policy import english, examples, marks, packs, precedence, proofs
from bookbag.policy.calendar import Calendar
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.keeping import State
from bookbag.policy.packs import Pack
from bookbag.policy.values import Category, Channel, DueDuty, Event, EventKind, Facts, LegalKind, Sender

app = typer.Typer(help="What the written policy makes of something, and whether a pack is sound.", no_args_is_help=True)
app.command()(comparing.diff)

Name = str | int | None
Word = TypeVar("Word", bound=StrEnum)


@app.command()
def explain(
    calendar: Annotated[Path, typer.Option(help="The school's calendar, a JSON file.", dir_okay=False)],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answer in JSON, a line each, instead of English.")] = False,
) -> None:
    """Say what the policy makes of each line of JSON on standard input: {id, pack, event, channel, category, at}.

    A line may also name the "sender" (parent, public, …), and where the pack is law must name the "legal_kind". A line that cannot be used is answered with an "error".
    """
    known = _calendar(calendar)
    for line in sys.stdin.buffer:
        if line.strip():
            name, outcome = _outcome(line, known)
            print(json.dumps(_told(name, outcome)) if jsonl else _in_english(name, outcome), flush=True)


@app.command()
def check(
    pack: Annotated[list[str], typer.Argument(help="A folder, or the name of a pack that ships with Bookbag.")],
) -> None:
    """Check packs and run their examples; every fault is a sentence that names file and line.

    Several packs are also held against each other: what one says must be and another must not needs a decision of the head.
    """
    sound, together = True, list[Pack]()
    for each in pack:
        try:
            read, tried = examples.check(packs.folder(each))
            together.append(read)
            print(f"{each}: sound. {len(read.clauses)} clauses, {len(read.rules)} rules, {tried} examples.")
            print(f"  Bookbag today: {_states(read)}.")
            for need in read.unmet:
                print(f"  Not known yet: {need.what} ({need.document}; for {english.listed(need.clauses)}).")
        except Invalid as wrong:
            sound = False
            print(wrong)
    apart = precedence.conflicts(together)
    for conflict in apart:
        print(conflict)
    raise typer.Exit(0 if sound and all(conflict.settled for conflict in apart) else 1)


@app.command()
def coverage(
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    tests: Annotated[
        Path | None,
        typer.Option(help="The folder of the tests; without it, what was found when this copy was made.", exists=True),
    ] = None,
) -> None:
    """Say which clauses of the five measured policies a test proves; fails where one has none and is not listed as open."""
    try:
        found = proofs.coverage(proofs.measured(), marks.found(tests) if tests else marks.shipped())
    except Invalid as wrong:
        print(wrong, file=sys.stderr)
        raise typer.Exit(1) from wrong
    by_pack = {slug: {"total": len(found.tests[slug]), "proved": found.proved(slug)} for slug in found.tests}
    if as_json:
        total, proved = (sum(pack[what] for pack in by_pack.values()) for what in ("total", "proved"))
        print(json.dumps({"total": total, "proved": proved, "by_pack": by_pack, "open": found.open()}))
    else:
        for slug, pack in by_pack.items():
            print(f"{slug}: {pack['proved']} of {pack['total']} clauses have a test.")
            for clause, places in found.tests[slug].items():
                for place in places:
                    print(f"  {clause}: {place}")
    for fault in found.faults:
        print(fault, file=sys.stderr)
    raise typer.Exit(1 if found.faults else 0)


@app.command()
def schema() -> None:
    """Print the JSON Schema of pack.yaml, by which an editor helps while one writes."""
    print(json.dumps(packs.schema(), indent=2))


def _states(pack: Pack) -> str:
    """Count the clauses by how far Bookbag keeps them: "5 works, 42 in part"."""
    count = Counter(kept.state for kept in pack.keeping.values())
    return ", ".join(f"{count[state]} {state}" for state in State if count[state])


def _calendar(path: Path) -> Calendar:
    try:
        return Calendar.from_dict(json.loads(path.read_bytes()))
    except OSError as error:
        reason = f"It cannot be read: {error.strerror}."
    except (ValueError, RecursionError):
        reason = "It is not JSON."
    except Invalid as error:
        reason = str(error)
    print(f"{path}: {reason}", file=sys.stderr)
    raise typer.Exit(1)


def _outcome(line: bytes, calendar: Calendar) -> tuple[Name, Decision | Invalid]:
    """Give the id of a line and what follows from it, or what is wrong with it."""
    name: Name = None
    try:
        asked = _read(line)
        name = _name(asked)
        return name, _decided(asked, calendar)
    except Invalid as wrong:
        return name, wrong


def _read(line: bytes) -> dict[str, object]:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Invalid("This line is not JSON.") from error
    if not isinstance(found, dict):
        raise Invalid("A line must be one JSON object.")
    return found


def _name(asked: dict[str, object]) -> Name:
    found = asked.get("id")
    return found if isinstance(found, str | int) else None


def _decided(asked: dict[str, object], calendar: Calendar) -> Decision:
    event = Event(
        kind=_word(asked, "event", EventKind),
        channel=_word(asked, "channel", Channel),
        category=_word(asked, "category", Category),
        at=_at(asked),
    )
    facts = Facts(sender=_word(asked, "sender", Sender) if "sender" in asked else Sender.UNKNOWN)
    return decide(event, facts, [_pack(asked)], calendar)


def _pack(asked: dict[str, object]) -> Pack:
    """Give the pack that is asked; law is asked for a kind of school."""
    pack = packs.load(_text(asked, "pack"))
    if pack.is_law or "legal_kind" in asked:
        return pack.for_kind(_word(asked, "legal_kind", LegalKind))
    return pack


def _text(asked: dict[str, object], key: str) -> str:
    found = asked.get(key)
    if not isinstance(found, str):
        raise Invalid(f"The line has no '{key}'." if found is None else f"'{key}' must be text.")
    return found


def _word(asked: dict[str, object], key: str, words: type[Word]) -> Word:
    found = _text(asked, key)
    try:
        return words(found)
    except ValueError as error:
        raise Invalid(f"'{key}' is {found!r}, and must be one of {', '.join(words)}.") from error


def _at(asked: dict[str, object]) -> datetime:
    found = _text(asked, "at")
    try:
        return datetime.fromisoformat(found)
    except ValueError as error:
        raise Invalid(f"'at' is {found!r}, and must be a time such as 2026-03-02T09:00:00+00:00.") from error


def _told(name: Name, outcome: Decision | Invalid) -> dict[str, object]:
    """Give an outcome as the command line's contract has it."""
    if isinstance(outcome, Invalid):
        return {"id": name, "error": str(outcome)}
    return {
        "id": name,
        "duties": [_duty(duty) for duty in outcome.duties],
        "untimed": [{"duty": each.duty, "clause": each.clause, "because": each.because} for each in outcome.untimed],
        "routes": [{"to": each.to, "clause": each.clause, "because": each.because} for each in outcome.routes],
        "holds": [
            {"waits_for": each.waits_for, "clause": each.clause, "because": each.because} for each in outcome.holds
        ],
    }


def _duty(duty: DueDuty) -> dict[str, object]:
    return {
        "duty": duty.duty,
        "clause": duty.clause,
        "due": duty.due.isoformat(),
        "counted": [day.isoformat() for day in duty.counted],
        "skipped": [{"day": each.day.isoformat(), "why": each.why} for each in duty.skipped],
        "because": duty.because,
    }


def _in_english(name: Name, outcome: Decision | Invalid) -> str:
    """Give an outcome in sentences, a line each."""
    if isinstance(outcome, Invalid):
        return f"{name}: {outcome}"
    sentences = [duty.because for duty in outcome.duties]
    sentences += [duty.because for duty in outcome.untimed]
    sentences += [route.because for route in outcome.routes]
    sentences += [hold.because for hold in outcome.holds]
    return "\n".join(f"{name}: {sentence}" for sentence in sentences or ["Nothing is due."])
