"""The `bookbag` command: one Typer group a file. Django is loaded only by the commands that need it, never here."""

import typer

from bookbag.cli import policy

app = typer.Typer(
    help="The desk through which a school's messages pass.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.add_typer(policy.app, name="policy")


@app.callback()
def bookbag() -> None:
    """Keep the groups apart even while there is only one."""


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
