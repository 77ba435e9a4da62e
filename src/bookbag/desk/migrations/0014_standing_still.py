"""A clock of law can stand still: since when, while it does."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty for what runs."""

    dependencies: ClassVar = [("desk", "0013_told_of_a_date")]
    operations: ClassVar = [
        migrations.AddField(
            "duty",
            "stands_since",
            models.DateField(null=True, verbose_name="since when a clock of law stands still, while it does"),
        ),
        migrations.AlterField(
            "duty",
            "due",
            models.DateTimeField(
                null=True, verbose_name="None where the calendar does not reach so far, or the clock stands still"
            ),
        ),
    ]
