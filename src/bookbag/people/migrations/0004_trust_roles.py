"""Somebody may have a role in the trust."""

from typing import ClassVar

from django.db import migrations, models

from bookbag.policy.permissions import Role


class Migration(migrations.Migration):
    """No table changes: the choices are what Django knows of the column."""

    dependencies: ClassVar = [("people", "0003_ring_office_first")]
    operations: ClassVar = [
        migrations.AlterField(
            "staffrole",
            "role",
            models.CharField(choices=[(role.value, role.value.replace("_", " ")) for role in Role], max_length=30),
        )
    ]
