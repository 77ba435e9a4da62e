"""`bookbag policy diff`: what one version of a pack says otherwise than another. Needs no database and no Django."""

import json
import sys
from typing import Annotated

import typer

from bookbag.errors import Invalid
from bookbag.policy import differing, packs
from bookbag.policy.packs import Pack


def diff(
    old: Annotated[str, typer.Argument(help="A folder, or the name of a pack that ships with Bookbag.")],
    new: Annotated[str, typer.Argument(help="The same, of the version that may come after it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Say in sentences what a new version of a pack changes."""
    try:
        before, after = (packs.read(packs.folder(each)) for each in (old, new))
    except Invalid as wrong:
        print(wrong, file=sys.stderr)
        raise typer.Exit(1) from wrong
    changes = differing.differences(before, after)
    if as_json:
        told = [
            {"turn": each.turn, "of": each.of, "name": each.name, "clauses": each.clauses, "says": each.says}
            for each in changes
        ]
        print(json.dumps({"old": _named(before), "new": _named(after), "changes": told}))
    else:
        print("\n".join(each.says for each in changes) or differing.NOTHING)


def _named(pack: Pack) -> dict[str, str]:
    return {"pack": pack.slug, "version": pack.version, "digest": pack.digest}
