"""`bookbag record`: proves from outside that nothing in the record was changed, removed or put in afterwards."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bookbag.cli.running import settle
from bookbag.errors import Invalid, Unavailable
from bookbag.record.heads import Head, file_of, read

if TYPE_CHECKING:
    from bookbag.record.verifying import Report
    from bookbag.schools.models import School

app = typer.Typer(help="The log of who did what, when, under which clause.", no_args_is_help=True)


@app.callback()
def record() -> None:
    """Keep the group a group while it has one command."""


@app.command()
def verify(
    school: Annotated[str, typer.Option(help="The slug of one school; without it, all of them.")] = "",
    heads: Annotated[
        Path | None, typer.Option(help="A file of published heads to hold against; else the one in BOOKBAG_HOME.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, one object a school.")] = False,
) -> None:
    """Hold the record against its seals and its published heads. Ends with 1 where anything is wrong."""
    given = _read(heads) if heads else None  # before we give up root
    settle()
    from django.db import OperationalError

    try:
        reports = [_report(each, given) for each in _schools(school)]
    except OperationalError as error:
        raise Unavailable(f"The database cannot be reached: {str(error).strip()}") from error
    print(json.dumps([asdict(each) for each in reports], default=str) if as_json else _in_english(reports))
    raise typer.Exit(1 if any(each.findings for each in reports) else 0)


def _read(path: Path, *, may_be_missing: bool = False) -> tuple[Head, ...]:
    try:
        return read(path)
    except OSError as error:
        if may_be_missing and isinstance(error, FileNotFoundError):
            return ()
        raise Invalid(f"{path}: it cannot be read: {error.strerror}.") from error


def _schools(slug: str) -> "list[School]":
    from bookbag.schools.queries import all_schools

    found = [each for each in all_schools() if slug in {"", each.slug}]
    if slug and not found:
        raise Invalid(f"There is no school with the slug {slug!r}.")
    return found


def _report(school: "School", given: tuple[Head, ...] | None) -> "Report":
    from django.conf import settings

    from bookbag.record.verifying import verify

    if given is None:
        given = _read(file_of(settings.HOME, school.slug), may_be_missing=True)
    return verify(school, heads=given)


def _in_english(reports: "list[Report]") -> str:
    """One line for what is sealed and what waits, and one for each finding."""
    lines = []
    for report in reports:
        sealed = ", ".join(f"{number} {chain}" for chain, number in report.sealed.items())
        since = f" since {report.waiting_since:%d %B %Y at %H:%M} UTC" if report.waiting_since else ""
        lines.append(
            f"{report.school}: sealed: {sealed}. Waiting for a seal: {report.waiting}{since}."
            f" Published heads held against: {report.heads}. Findings: {len(report.findings)}."
        )
        lines += [f"  {finding.says}" for finding in report.findings]
    return "\n".join(lines) or "There is no school yet, and so no record."
