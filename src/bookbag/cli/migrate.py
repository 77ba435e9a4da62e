"""`bookbag migrate`: brings the database to this version, as the role that owns it."""

import typer

from bookbag.cli.running import settle


def migrate() -> None:
    """Bring the database to this version of Bookbag. Safe to repeat."""
    settle(database_role="owner")
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    typer.echo("database: up to date")
