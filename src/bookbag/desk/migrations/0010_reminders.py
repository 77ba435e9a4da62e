"""Who hears of a late duty and when its owner is asked, on the duty itself; and who was told of what, under guard."""

import uuid
from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Now

from bookbag.schools.rls import guard, keyed, refer

REMINDER = "desk_reminder"
LOOK_AT = "when to ask next who has to be told of it; None: nobody any more"


def _to(model: str, *, name: str = "+", null: bool = False) -> "models.ForeignKey[Any, Any]":
    """A reference that the guard below makes."""
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=null,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name=name,
        to=model,
    )


class Migration(migrations.Migration):
    """Three columns and one table."""

    dependencies: ClassVar = [("desk", "0009_forms_and_clocks_of_law")]
    operations: ClassVar = [
        migrations.AddField(
            "duty",
            "late_to",
            models.JSONField(
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="posts that hear of it once it is late",
            ),
        ),
        migrations.AddField(
            "duty",
            "remind_at",
            models.DateTimeField(null=True, verbose_name="when its owner is asked, where the policy says so"),
        ),
        # What is open already is looked at once: the default is there only while the column is made, past all guards.
        migrations.AddField("duty", "look_at", models.DateTimeField(LOOK_AT, db_default=Now(), null=True)),
        migrations.AlterField("duty", "look_at", models.DateTimeField(LOOK_AT, null=True)),
        migrations.AddIndex(
            "duty",
            models.Index(
                condition=models.Q(state="open", look_at__isnull=False),
                fields=["school", "look_at"],
                name="duties_to_look_at",
            ),
        ),
        migrations.CreateModel(
            "Reminder",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("before", "was reminded"),
                            ("due", "was told that its time had come"),
                            ("late", "was told that it is late"),
                            ("emergency", "was alerted"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "because",
                    models.CharField(max_length=200, verbose_name="why this person, in the policy's words"),
                ),
                ("due_at", models.DateTimeField(verbose_name="when they are to be told")),
                ("told_at", models.DateTimeField(null=True)),
                ("dispatch", models.UUIDField(null=True, verbose_name="the e-mail that told them")),
                ("case", _to("desk.case", name="alerts", null=True)),
                ("duty", _to("desk.duty", name="reminders", null=True)),
                ("staff", _to("people.staffmember")),
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
                "indexes": [
                    models.Index(
                        condition=models.Q(told_at=None),
                        fields=["school", "staff", "due_at"],
                        name="reminders_untold",
                    ),
                    models.Index(fields=["school", "staff", "told_at"], name="reminders_of_a_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "duty", "stage", "staff"), name="told_once_of_a_duty"),
                    models.UniqueConstraint(fields=("school", "case", "stage", "staff"), name="alerted_once_to_a_case"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", False), ("duty", None)),
                            models.Q(("case", None), ("duty__isnull", False)),
                            _connector="OR",
                        ),
                        name="of_a_duty_or_a_case",
                    ),
                ],
            },
        ),
        keyed("desk_duty", sight=True),
        guard(REMINDER, sight=True),
        # What hangs on a duty goes with it: where the policy no longer asks for it, nobody is told of it.
        refer(REMINDER, "duty_id", "desk_duty", sight=True, delete="cascade"),
        refer(REMINDER, "case_id", "desk_case", sight=True),
        refer(REMINDER, "staff_id", "people_staffmember"),
    ]
