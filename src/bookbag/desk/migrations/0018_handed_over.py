"""What went from a leaver to a colleague; guarded, and seen by those who may see the case."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models

from bookbag.schools.rls import guard, refer

HANDED, STAFF = "desk_handedover", "people_staffmember"


def to(model: str, *, optional: bool = False) -> Any:
    """A reference; the one inside the school is made below."""
    return models.ForeignKey(
        blank=optional,
        null=optional,
        db_constraint=False,
        db_index=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=model,
    )


class Migration(migrations.Migration):
    """One table."""

    dependencies: ClassVar = [("desk", "0017_family_letters"), ("people", "0005_hours")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="HandedOver",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                ("case", to("desk.case")),
                ("leaver", to("people.staffmember")),
                ("to", to("people.staffmember", optional=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["school", "leaver", "at"], name="handed_over_by_leaver")],
            },
        ),
        guard(HANDED, sight=True),
        refer(HANDED, "case_id", "desk_case", sight=True),
        refer(HANDED, "leaver_id", STAFF),
        refer(HANDED, "to_id", STAFF),
    ]
