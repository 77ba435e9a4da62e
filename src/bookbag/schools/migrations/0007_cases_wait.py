"""A school remembers that its open cases wait to be decided again."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column that may be empty: no table is rewritten."""

    dependencies: ClassVar = [("schools", "0006_core_hours")]
    operations: ClassVar = [
        migrations.AddField(
            "school",
            "cases_wait_since",
            models.DateTimeField(
                blank=True,
                null=True,
                verbose_name="since when open cases wait to be decided again, because a policy changed",
            ),
        ),
    ]
