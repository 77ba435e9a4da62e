"""Who takes urgent calls while somebody teaches, and where people are rung within the school."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from bookbag.schools.rls import refer


class Migration(migrations.Migration):
    """Two columns."""

    dependencies: ClassVar = [
        ("people", "0015_import_sources"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="staffmember",
            name="extension",
            field=models.CharField(
                blank=True, db_default="", max_length=30, verbose_name="where they are rung within the school"
            ),
        ),
        migrations.AddField(
            model_name="staffmember",
            name="stand_in",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
                verbose_name="who takes urgent calls while they teach",
            ),
        ),
        refer("people_staffmember", "stand_in_id", "people_staffmember"),
    ]
