"""Questions to a colleague about a case, under guard with the notes that hold them."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import F, Q

from bookbag.schools.rls import guard, keyed, refer

ASK, NOTE = "desk_ask", "desk_note"


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

    dependencies: ClassVar = [("desk", "0010_reminders"), ("people", "0005_hours")]
    operations: ClassVar = [
        migrations.CreateModel(
            "Ask",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                ("question", _to("desk.note", name="asks")),
                ("colleague", _to("people.staffmember")),
                ("needed_by", models.DateTimeField()),
                ("tell_from", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("answer", _to("desk.note", name="answers", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=Q(answer=None), fields=["school", "colleague", "needed_by"], name="asks_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "question", "colleague"), name="colleague_asked_once_in_a_note"
                    ),
                    models.CheckConstraint(
                        condition=Q(tell_from__lte=F("needed_by")), name="ask_is_told_before_needed"
                    ),
                ],
            },
        ),
        keyed(NOTE, sight=True),
        guard(ASK, sight=True),
        refer(ASK, "question_id", NOTE, sight=True),
        refer(ASK, "answer_id", NOTE, sight=True),
        refer(ASK, "colleague_id", "people_staffmember"),
    ]
