"""Versions of a draft for those who read another language, or need large print, audio and the like."""

import uuid
from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import guard, refer

VERSION = "compose_draftversion"


class Migration(migrations.Migration):
    """One table under guard."""

    dependencies: ClassVar = [("compose", "0003_closing")]
    operations: ClassVar = [
        migrations.CreateModel(
            "DraftVersion",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "draft",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=models.DO_NOTHING,
                        related_name="versions",
                        to="compose.draft",
                    ),
                ),
                ("form", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True)),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="name of the file; empty where there is none"
                    ),
                ),
                ("type", models.CharField(blank=True, max_length=100)),
                ("size", models.IntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "draft", "form"), name="version_once_a_draft")
                ]
            },
        ),
        guard(VERSION, sight=True),
        refer(VERSION, "draft_id", "compose_draft", sight=True, delete="cascade"),
    ]
