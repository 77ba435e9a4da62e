"""Terms and closed days under guard; what the application's role may do with the tables that are global."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import Statements, guard


class Migration(migrations.Migration):
    """Row-level security from the first day."""

    dependencies: ClassVar = [("schools", "0001_initial")]
    operations: ClassVar = [
        # Tables of Django, the queue and the logins are made by the same owner: the role that runs may use them all.
        Statements(
            "grant usage on schema public to {app}",
            "grant select, insert, update, delete on all tables in schema public to {app}",
            "grant usage, select on all sequences in schema public to {app}",
            "alter default privileges in schema public grant select, insert, update, delete on tables to {app}",
            "alter default privileges in schema public grant usage, select on sequences to {app}",
        ),
        guard("schools_term"),
        guard("schools_closedday"),
    ]
