"""`bookbag people`: pupils, adults and staff brought in from what a school has."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bookbag.cli.running import settle
from bookbag.errors import Invalid
from bookbag.people.importing.files import Format, bytes_at, head_of, read

app = typer.Typer(help="Pupils, their adults and the staff of the schools.", no_args_is_help=True)
LONDON = ZoneInfo("Europe/London")
HEADS = {
    "adds": "Adds",
    "changes": "Changes",
    "leavers": "Leavers",
    "leaves": "Leaves as it is",
    "asks": "Was corrected here, and the file says something else: nothing is changed until somebody decides",
    "unread": "Could not be read",
    "noted": "To know",
}


@app.callback()
def people() -> None:
    """Keep the group a group while it has one command."""


@app.command("import")
def bring_in(
    file: Annotated[Path, typer.Argument(help="The file; for OneRoster a zip or a folder.", exists=True)],
    *,
    school: Annotated[str, typer.Option(help="The school's short name.")],
    kind: Annotated[Format, typer.Option("--format", help="What kind of file it is.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    whole: Annotated[
        bool | None,
        typer.Option("--whole/--part", help="Whether it names every pupil, so that the others have left."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Bring people in from a file, and say what it adds, changes, leaves, and what could not be read, by line."""
    try:
        report = _brought_in(file, kind, school, whole=whole, dry_run=dry_run)
    except Invalid as wrong:
        if not as_json:
            raise
        typer.echo(
            json.dumps(_refused(str(wrong)) | {"file": file.name, "format": str(kind)}, indent=2, ensure_ascii=False)
        )
        raise typer.Exit(1) from wrong
    report |= {"file": file.name, "format": str(kind), "dry_run": dry_run}
    typer.echo(json.dumps(report, indent=2, ensure_ascii=False) if as_json else in_words(report))


def _refused(says: str) -> dict[str, Any]:
    """What is wrong with a whole file, and at which line; what is no text breaks at its first."""
    line = re.search(r"\b[Ll]ine (\d+):", says)
    return {"refused": {"line": int(line[1]) if line else 1, "says": says}}


def _brought_in(file: Path, kind: Format, school: str, *, whole: bool | None, dry_run: bool) -> dict[str, Any]:
    content = bytes_at(file, kind)
    settle()
    from bookbag.people.actions import importing
    from bookbag.people.queries import columns_said
    from bookbag.policy.permissions import process
    from bookbag.schools import tenancy
    from bookbag.schools.queries import school_by_slug

    at, now = school_by_slug(school), datetime.now(UTC)
    today = now.astimezone(LONDON).date()
    reading = read(content, kind, today=today)
    by, options = process("command", at.id), importing.Options(str(kind), is_whole=whole)
    with tenancy.atomic(at.id, sight=by.sight):
        if said := columns_said(at.id, head_of(reading)) if reading.columns else {}:
            reading = read(content, kind, today=today, said=said)
        if dry_run:
            return importing.dry_run(reading, options, by=by, today=today)
        return importing.take_over(reading, options, by=by, now=now, today=today)


def in_words(report: dict[str, Any]) -> str:
    """A report as one reads it."""
    done = "This is what it would do. Nothing was changed." if report["dry_run"] else "Done."
    lines = [f"{report['file']}: {done}"]
    for kind, head in HEADS.items():
        if report[kind]:
            lines += ["", f"{head}:", *(f"  {_sentence(each)}" for each in report[kind])]
    return "\n".join(lines)


def _sentence(said: str | dict[str, Any]) -> str:
    if isinstance(said, str):
        return f"{said}."
    return f"Line {said['line']}: {said['says']}" if "line" in said else f"{said['says']}."
