"""Wrong passwords, counted for a quarter of an hour."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A global table: it is asked before anybody is known."""

    dependencies: ClassVar = [("schools", "0003_part_day_closures")]
    operations: ClassVar = [
        migrations.CreateModel(
            "FailedSignIn",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=254)),
                ("peer", models.CharField(max_length=45)),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["peer", "at"], name="failed_by_peer")]},
        ),
    ]
