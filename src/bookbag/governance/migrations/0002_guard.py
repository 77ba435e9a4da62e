"""What was confirmed, under guard: seen per school, added to, never changed."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import append_only, guard, refer

ATTESTATION = "governance_attestation"


class Migration(migrations.Migration):
    """Row-level security, a reference that cannot cross schools, and append-only triggers."""

    dependencies: ClassVar = [("governance", "0001_initial"), ("people", "0002_guard")]
    operations: ClassVar = [
        guard(ATTESTATION),
        refer(ATTESTATION, "confirmed_by_id", "people_staffmember"),
        append_only(ATTESTATION),
    ]
