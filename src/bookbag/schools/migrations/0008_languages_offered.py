"""Which languages a school offers to families beside English."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("schools", "0007_cases_wait")]
    operations: ClassVar = [
        migrations.AddField(
            "school",
            "languages",
            models.JSONField("languages offered to families beside English", default=list, db_default=[]),
        ),
    ]
