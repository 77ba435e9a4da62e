"""The steps of complaints and concerns, under guard with their case and kept from those whom it is about."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q

from bookbag.schools.rls import guard, keep_apart, refer

STEP = "desk_complaintstep"


def _to(model: str, *, name: str = "+", null: bool = False) -> "models.ForeignKey[Any, Any]":
    """A reference that the guard below makes."""
    return models.ForeignKey(
        db_constraint=False, db_index=False, null=null, on_delete=models.DO_NOTHING, related_name=name, to=model
    )


class Migration(migrations.Migration):
    """One table."""

    dependencies: ClassVar = [("desk", "0025_findable"), ("people", "0005_hours")]
    operations: ClassVar = [
        migrations.CreateModel(
            "ComplaintStep",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                ("case", _to("desk.case", name="complaint_steps")),
                ("stage", models.SmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("investigator", "Looks into it"),
                            ("finding", "Finding"),
                            ("attempt", "Attempt to settle it"),
                            ("procedure_sent", "Complaints procedure sent"),
                            ("update", "Told how it stands"),
                            ("outcome", "Outcome"),
                            ("next_stage", "Went to the next stage"),
                            ("complex", "Particularly complex"),
                            ("agency", "Who else is brought in"),
                            ("learning", "What the school learns from it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField("when it was done")),
                ("entered_at", models.DateTimeField()),
                ("by", _to("people.staffmember")),
                ("who", _to("people.staffmember", null=True)),
                ("text", models.TextField(blank=True)),
                ("source", models.CharField("where a finding comes from", blank=True, max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Upheld"),
                            ("in_part", "Upheld in part"),
                            ("not_upheld", "Not upheld"),
                            ("settled", "Settled between them"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "case", "at"], name="steps_of_a_complaint")],
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(kind="finding") | ~Q(text="") & ~Q(source=""), name="finding_has_a_source"
                    ),
                    models.CheckConstraint(
                        condition=~Q(kind="outcome") | ~Q(outcome="") & ~Q(text=""), name="outcome_has_reasons"
                    ),
                    models.CheckConstraint(
                        condition=~Q(kind="investigator") | Q(who__isnull=False), name="investigator_is_named"
                    ),
                ],
            },
        ),
        guard(STEP, sight=True),
        refer(STEP, "case_id", "desk_case", sight=True),
        refer(STEP, "by_id", "people_staffmember"),
        refer(STEP, "who_id", "people_staffmember"),
        keep_apart(STEP),
    ]
