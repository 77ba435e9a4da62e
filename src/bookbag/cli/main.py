"""The `bookbag` command: one Typer group a file. Django is loaded only by the commands that need it, never here."""

import sys

import typer

from bookbag.cli import doctor, mail, migrate, policy, record, up, web, work
from bookbag.errors import BookbagError

app = typer.Typer(
    help="The desk through which a school's messages pass.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.command()(up.up)
app.command()(doctor.doctor)
app.command()(web.web)
app.command()(work.work)
app.command()(migrate.migrate)
app.add_typer(mail.app, name="mail")
app.add_typer(policy.app, name="policy")
app.add_typer(record.app, name="record")


@app.callback()
def bookbag() -> None:
    """Keep the groups apart even while there is only one."""


def main() -> None:
    """Run the command line; what went wrong and has a sentence is told as one, without a traceback."""
    try:
        app()
    except BookbagError as error:
        sys.exit(f"bookbag: {error}")


if __name__ == "__main__":
    main()
