"""From which age a pupil's own answer to a consent counts: for each school to say."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("schools", "0009_ways_in")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="school",
            name="own_consent_from",
            field=models.PositiveSmallIntegerField(
                db_default=13,
                default=13,
                verbose_name="from which age a pupil's own answer counts beside the parents'",
            ),
        )
    ]
