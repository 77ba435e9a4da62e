"""What triage made of a message, under guard with the message it is about."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q

from bookbag.schools.rls import guard, refer

SUGGESTION = "desk_suggestion"


def _to(model: str, *, name: str = "+", null: bool = False) -> "models.ForeignKey[Any, Any]":
    """A reference that the guard below makes."""
    return models.ForeignKey(
        blank=null,
        db_constraint=False,
        db_index=False,
        null=null,
        on_delete=models.DO_NOTHING,
        related_name=name,
        to=model,
    )


class Migration(migrations.Migration):
    """One table."""

    dependencies: ClassVar = [("desk", "0021_letters_sent_to"), ("people", "0005_hours")]
    operations: ClassVar = [
        migrations.CreateModel(
            "Suggestion",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                ("message", _to("desk.message", name="suggestions")),
                ("category", models.CharField(max_length=30)),
                ("urgent", models.BooleanField(default=False)),
                ("flags", models.JSONField(default=list)),
                ("reasons", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                ("settled_category", models.CharField(blank=True, max_length=30)),
                ("settled_urgent", models.BooleanField(blank=True, null=True)),
                ("settled_by", _to("people.staffmember", null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["school", "made_at"], name="suggestions_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "message"), name="one_suggestion_a_message"),
                    models.CheckConstraint(
                        condition=Q(settled_at=None, settled_by=None)
                        | Q(settled_at__isnull=False, settled_by__isnull=False),
                        name="suggestion_settled_by_somebody",
                    ),
                ],
            },
        ),
        guard(SUGGESTION, sight=True),
        refer(SUGGESTION, "message_id", "desk_message", sight=True),
        refer(SUGGESTION, "settled_by_id", "people_staffmember"),
    ]
