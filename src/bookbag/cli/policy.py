"""`bookbag policy`: asks the policy room what follows from what, and checks packs. Needs no database and no Django."""

import json
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bookbag.cli import comparing, explaining
from bookbag.errors import Invalid
from bookbag.policy import english, examples, marks, packs, precedence, proofs
from bookbag.policy.calendar import Calendar
from bookbag.policy.keeping import State
from bookbag.policy.packs import Pack

app = typer.Typer(help="What the written policy makes of something, and whether a pack is sound.", no_args_is_help=True)
app.command()(comparing.diff)
app.command()(comparing.rehearse)

Name = str | int | None
Word = TypeVar("Word", bound=StrEnum)


@app.command()
def explain(
    calendar: Annotated[Path, typer.Option(help="The school's calendar, a JSON file.", dir_okay=False)],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answer in JSON, a line each, instead of English.")] = False,
) -> None:
    """Say what the policy makes of each line of JSON on standard input: {id, pack, event, channel, category, at}.

    A line may also name the "sender" (parent, public, …), and several packs in a list; where one is law it must name the
    "legal_kind". Besides messages it may ask of an occasion such as "misuse_reported", of something "leaving" {of, way,
    towards}, of "opening" {of, by} and of a "day". A line that cannot be used is answered with an "error".
    """
    known = _calendar(calendar)
    for line in sys.stdin.buffer:
        if line.strip():
            told = explaining.as_json if jsonl else explaining.in_english
            print(told(*explaining.outcome(line, known)), flush=True)


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
