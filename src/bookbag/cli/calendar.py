"""`bookbag calendar`: a school's term dates taken over from a file, as its page does it, and said in the same sentences."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bookbag.cli.running import settle
from bookbag.errors import Invalid

if TYPE_CHECKING:
    from bookbag.policy.termdates.plans import Plan
    from bookbag.schools.models import School

app = typer.Typer(help="The calendars of schools.", no_args_is_help=True)


@app.callback()
def calendar() -> None:
    """Keep the group a group while it has one command."""


@app.command("import")
def take_over(
    file: Annotated[Path, typer.Argument(help="An iCalendar file, or a table with commas.")],
    *,
    school: Annotated[str, typer.Option(help="The school's short name.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
) -> None:
    """Take term dates over. Days are closed where the words say so; what else the file holds is named and left out."""
    raw = _content(file)
    settle()
    from bookbag.policy import termdates
    from bookbag.policy.termdates import plans
    from bookbag.schools import tenancy
    from bookbag.schools.queries import calendar_of, school_by_slug

    now, found_school = datetime.now(UTC), school_by_slug(school)
    with tenancy.atomic(found_school.id):
        kept = calendar_of(found_school)
        today = now.astimezone(kept.zone).date()
        found = termdates.read(termdates.text_of(raw), today=today, opens=kept.opens, closes=kept.closes)
        plan = plans.plan(found, kept)
        done = "" if dry_run or plan.is_empty else _done(found_school, plan, now)
    for sentence in [*found.faults, *plan.sentences]:
        typer.echo(sentence)
    for each in plan.offered:
        if each not in plan.closes:
            typer.echo(f"Not taken for a closed day: {each.day.isoformat()} {each.why}. Enter it if school is closed.")
    typer.echo(
        "Nothing would change: the calendar says all of this already."
        if plan.is_empty
        else done or "Nothing is changed yet."
    )


def _done(school: "School", plan: "Plan", now: datetime) -> str:
    """Take the dates over, and say what that did to open dates."""
    from bookbag.desk.actions import retiming
    from bookbag.policy.permissions import process
    from bookbag.schools.actions import calendar as actions

    by = process("command", school.id)
    change = actions.take_over(school, plan, by=by)
    assert change is not None, "a plan that is not empty changes something"
    return f"Taken over. {retiming.in_words(retiming.follow(school, change, by=by, now=now))}"


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Invalid(f"{file} cannot be read: {error.strerror}.") from error
