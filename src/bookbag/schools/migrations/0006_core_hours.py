"""The core of the day, and closed days on which staff are in."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Both times or neither; a closed day that is known already is one on which nobody is in, until somebody says so."""

    dependencies: ClassVar = [("schools", "0005_school_website")]
    operations: ClassVar = [
        migrations.AddField(
            "closedday",
            "staff_in",
            models.BooleanField(db_default=False, default=False, verbose_name="staff are in, as on an INSET day"),
        ),
        migrations.AddField(
            "school",
            "core_from",
            models.TimeField(
                blank=True,
                null=True,
                verbose_name="when the core of the day begins, in which staff can be expected",
            ),
        ),
        migrations.AddField(
            "school",
            "core_until",
            models.TimeField(blank=True, null=True, verbose_name="when the core of the day ends"),
        ),
        migrations.AddConstraint(
            "school",
            models.CheckConstraint(
                condition=models.Q(core_from=None, core_until=None)
                | models.Q(core_from__isnull=False, core_from__lt=models.F("core_until")),
                name="core_hours_both_or_neither",
            ),
        ),
    ]
