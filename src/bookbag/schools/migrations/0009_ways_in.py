"""Who has forgotten their password, for an hour; and whether everybody at a school needs a second factor."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A global table: it is asked before anybody is known."""

    dependencies: ClassVar = [("schools", "0008_languages_offered")]
    operations: ClassVar = [
        migrations.CreateModel(
            "PasswordRequest",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=254)),
                ("peer", models.CharField(max_length=45)),
                ("at", models.DateTimeField()),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("looked_at", None)), fields=["at"], name="password_requests_waiting"
                    )
                ]
            },
        ),
        migrations.AddField(
            "school",
            "factor_for_all",
            models.BooleanField("everybody needs a second factor", db_default=False, default=False),
        ),
    ]
