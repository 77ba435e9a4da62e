"""The record under guard: seen per school and sight, added to, never changed."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import append_only, guard


class Migration(migrations.Migration):
    """Row-level security and append-only triggers."""

    dependencies: ClassVar = [("record", "0001_initial"), ("schools", "0002_guard")]
    operations: ClassVar = [
        guard("record_entry", sight=True),
        guard("record_seal", sight=True),
        append_only("record_entry"),
        append_only("record_seal"),
    ]
