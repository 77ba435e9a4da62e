"""`bookbag policy diff` and `rehearse`: what a new version of a pack says otherwise, and would have done to past traffic.

Only rehearsing asks the database, and only it loads Django.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from bookbag.cli.running import settle
from bookbag.errors import Invalid
from bookbag.policy import differing, english, packs
from bookbag.policy.packs import Pack

if TYPE_CHECKING:
    from bookbag.desk.rehearsing import Example, Rehearsal
    from bookbag.schools.models import School

DAY = "%Y-%m-%d"


def diff(
    old: Annotated[str, typer.Argument(help="A folder, or the name of a pack that ships with Bookbag.")],
    new: Annotated[str, typer.Argument(help="The same, of the version that may come after it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Say in sentences what a new version of a pack changes."""
    before, after = _read(old), _read(new)
    changes = differing.differences(before, after)
    if as_json:
        told = [
            {"turn": each.turn, "of": each.of, "name": each.name, "clauses": each.clauses, "says": each.says}
            for each in changes
        ]
        print(json.dumps({"old": _named(before), "new": _named(after), "changes": told}))
    else:
        print("\n".join(each.says for each in changes) or differing.NOTHING)


def rehearse(
    pack: Annotated[str, typer.Argument(help="The proposed version: a folder, or the name of a pack that ships.")],
    school: Annotated[str, typer.Option(help="The school's short name; not needed where there is only one.")] = "",
    since: Annotated[
        datetime | None,
        typer.Option(formats=[DAY], help="From which day on; without it from the beginning of the last full term."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Say what a proposed version would have changed, had it been in force when the stored cases came. Changes nothing.

    Only ordinary cases are looked at. No name, subject or word of any message is shown.
    """
    proposed, now = _read(pack), datetime.now(UTC)
    settle()
    from bookbag.desk import rehearsing
    from bookbag.policy.permissions import Sight

    at = _school(school)
    first = since.date() if since else rehearsing.last_term(at, now=now)
    begins = datetime.combine(first, time(), rehearsing.LONDON)
    found = rehearsing.rehearse(at, proposed, since=begins, now=now, sight=Sight.ORDINARY)
    if as_json:
        print(json.dumps(_told(found)))
    else:
        print("\n".join([*rehearsing.in_words(found), *_by_clause(found), *map(_example, found.examples)]))


def _school(slug: str) -> "School":
    from bookbag.schools import queries as schools

    if slug:
        return schools.school_by_slug(slug)
    every = list(schools.all_schools())
    if len(every) != 1:
        names = english.listed([each.slug for each in every], last="or")
        raise Invalid(f"Which school? Say it with --school: {names}." if every else "There is no school yet.")
    return every[0]


def _told(found: "Rehearsal") -> dict[str, object]:
    return {
        "since": found.since.date().isoformat(),
        "cases": found.cases,
        "total": {turn.name.lower(): figure for turn, figure in found.total.items()},
        "by_clause": {
            clause: {turn.name.lower(): figure for turn, figure in count.items()}
            for clause, count in found.by_clause.items()
        },
        "examples": [
            {
                "day": each.received_at.date().isoformat(),
                "channel": each.channel,
                "clause": each.clause,
                "duty": each.duty,
                "was": each.was and each.was.isoformat(),
                "would_be": each.would_be and each.would_be.isoformat(),
            }
            for each in found.examples
        ],
    }


def _by_clause(found: "Rehearsal") -> Iterator[str]:
    for clause, count in found.by_clause.items():
        yield f"{clause}: {', '.join(f'{figure} {turn}' for turn, figure in count.items())}."


def _example(each: "Example") -> str:
    was, would_be = (english.full_moment(due) if due else "nothing" for due in (each.was, each.would_be))
    return f"  {each.received_at:{DAY}} {each.channel}, {each.clause}, {each.duty}: {was} -> {would_be}"


def _read(named: str) -> Pack:
    try:
        return packs.read(packs.folder(named))
    except Invalid as wrong:
        print(wrong, file=sys.stderr)
        raise typer.Exit(1) from wrong


def _named(pack: Pack) -> dict[str, str]:
    return {"pack": pack.slug, "version": pack.version, "digest": pack.digest}
