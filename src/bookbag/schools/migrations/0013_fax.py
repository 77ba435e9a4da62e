"""The fax number of a school, where it has one."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("schools", "0012_suspended")]
    operations: ClassVar = [
        migrations.AddField("School", "fax", models.CharField(blank=True, db_default="", max_length=40))
    ]
