"""`bookbag staff`: the first people of a real installation, each with a login."""

import sys
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bookbag.cli.running import settle
from bookbag.errors import Invalid
from bookbag.policy.permissions import Role, process

app = typer.Typer(help="People who work at the schools.", no_args_is_help=True)
LONDON = ZoneInfo("Europe/London")


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help="The school's short name.")],
    given_name: Annotated[str, typer.Argument(help="Given name.")],
    family_name: Annotated[str, typer.Argument(help="Family name.")],
    *,
    email: Annotated[str, typer.Option(help="The school e-mail address: they sign in with it.")],
    role: Annotated[list[Role], typer.Option(help="What they are; may be given several times.")],
    job_title: Annotated[str, typer.Option(help="Their job in the school's own words.")] = "",
    ask: Annotated[bool, typer.Option(help="Ask for the password here, in place of making one up.")] = False,
) -> None:
    """Enter somebody who works at a school. The password is asked for with --ask, else made up and shown once."""
    settle()
    from bookbag.people.actions.staff import Post, appoint
    from bookbag.schools import tenancy
    from bookbag.schools.actions import logins
    from bookbag.schools.queries import school_by_slug

    school, now = school_by_slug(slug), datetime.now(UTC)
    known = logins.has_login(email)
    password = _asked() if ask and not known else logins.one_time_password()
    name = f"{given_name} {family_name}"
    with tenancy.atomic(school.id):
        login = logins.open_login(email=email, name=name, password=password)
        post = Post(given_name, family_name, email, tuple(role), now.astimezone(LONDON).date(), job_title, login.pk)
        appoint(post, by=process("command", school.id), now=now)
    typer.echo(f"{name} works at {school.name} as {', '.join(role)}, and signs in as {login.email}.")
    if known:
        typer.echo("They have a login already: their password stays as it is.")
    elif not ask:
        typer.echo(f"Their password, shown this once: {password}")


@app.command()
def role(
    slug: Annotated[str, typer.Argument(help="The school's short name.")],
    email: Annotated[str, typer.Argument(help="The e-mail address of somebody who works there.")],
    given: Annotated[Role, typer.Argument(help="What they are from today on.")],
    *,
    end: Annotated[bool, typer.Option("--end", help="They are it no longer, from today on.")] = False,
) -> None:
    """Give or end a role that nobody at the school may: the chair's, the clerk's, the only headteacher's as safeguarding lead."""
    settle()
    from bookbag.people import queries as people
    from bookbag.people.actions import joining
    from bookbag.schools import tenancy
    from bookbag.schools.queries import school_by_slug

    school, now = school_by_slug(slug), datetime.now(UTC)
    with tenancy.atomic(school.id):
        member = people.staff_called(school.id, email)
        if member is None:
            raise Invalid(f"Nobody works at {school.name} with the address {email}.")
        today = now.astimezone(LONDON).date()
        by = process("command", school.id)
        if end:
            joining.withdraw(member, given, today=today, by=by, now=now)
        else:
            joining.grant(member, given, from_day=today, until_day=None, by=by, now=now)
    typer.echo(f"{member.name} is {'no longer ' if end else ''}{given} at {school.name} from today on.")


def _asked() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first, again = (typer.prompt(words, hide_input=True) for words in ("Password", "The same again"))
    if first != again:
        raise Invalid("The two passwords are not the same.")
    return str(first)
