"""A day may be closed from a time on; a school remembers that its open dates wait to be worked out again."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns that may be empty: no table is rewritten."""

    dependencies: ClassVar = [("schools", "0002_guard")]
    operations: ClassVar = [
        migrations.AddField("closedday", "from_time", models.TimeField(blank=True, null=True)),
        migrations.AddField(
            "school",
            "dates_wait_since",
            models.DateTimeField(
                blank=True,
                null=True,
                verbose_name="since when open dates wait to be worked out again, because the calendar changed",
            ),
        ),
    ]
