"""Personal data breaches, under guard; and that something was noticed at the school is an event, as dates hang on it."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from bookbag.schools.rls import guard, refer

BREACH = "desk_breach"


class Migration(migrations.Migration):
    """One table and one more kind of event."""

    dependencies: ClassVar = [("desk", "0007_duties_of_a_clause")]
    operations: ClassVar = [
        migrations.AlterField(
            "caseevent",
            "kind",
            models.CharField(
                choices=[
                    ("received", "Received"),
                    ("acknowledged", "Acknowledged by a person"),
                    ("answered", "Answered in full"),
                    ("no_answer_needed", "No answer needed"),
                    ("reopened", "Opened again by a person"),
                    ("noticed", "Noticed at the school"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            "Breach",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("aware_at", models.DateTimeField(verbose_name="when somebody at the school knew of it")),
                ("what", models.TextField(blank=True, verbose_name="what went to whom")),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="when the Information Commissioner was told"
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=60, verbose_name="the Commissioner's reference"),
                ),
                (
                    "not_told_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why the Commissioner need not be told"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="breaches",
                        to="desk.case",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="desk.message",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "case"), name="one_breach_a_case"),
                    models.UniqueConstraint(fields=("school", "message"), name="one_breach_a_message"),
                    models.CheckConstraint(
                        condition=models.Q(("told_at__isnull", True), ("not_told_because", ""), _connector="OR"),
                        name="told_or_not",
                    ),
                ]
            },
        ),
        guard(BREACH, sight=True),
        refer(BREACH, "case_id", "desk_case", sight=True),
        refer(BREACH, "message_id", "desk_message"),
    ]
