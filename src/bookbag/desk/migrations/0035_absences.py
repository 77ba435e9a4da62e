"""The list of children who are absent."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q

from bookbag.schools.rls import guard, keep_apart, refer

ABSENCE = "desk_absence"
CODES = [
    ("I", "Illness"),
    ("M", "Medical or dental appointment"),
    ("R", "Religious observance"),
    ("J1", "Interview for a job or at another school"),
    ("T", "Parent travelling for work"),
    ("C", "Leave for exceptional circumstances"),
    ("G", "Holiday not granted by the school"),
    ("O", "Absent in other or unknown circumstances"),
    ("N", "Reason not yet known"),
]


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
    """A table."""

    dependencies: ClassVar = [("desk", "0034_complaints_further"), ("people", "0015_import_sources")]
    operations: ClassVar = [
        migrations.CreateModel(
            "Absence",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                ("case", _to("desk.case", name="absences")),
                ("pupil", _to("people.pupil")),
                ("day", models.DateField()),
                ("code", models.CharField(choices=CODES, max_length=2)),
                ("said_by", models.CharField("who said it", blank=True, max_length=200)),
                ("said_at", models.DateTimeField()),
                ("held", models.BooleanField("came from a number or address that was held of the child's adults")),
                ("answers", models.BooleanField("being on the list is all that its message asks for")),
                ("put_by", _to("people.staffmember")),
                ("put_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_by", _to("people.staffmember", null=True)),
                ("rang", _to("people.contact", null=True)),
                ("dropped_at", models.DateTimeField("when it was taken off the list", blank=True, null=True)),
                ("dropped_by", _to("people.staffmember", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["school", "day", "pupil"], name="absences_of_a_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "case", "pupil", "day"),
                        name="absent_once_a_day_by_a_case",
                        condition=Q(dropped_at=None),
                    ),
                    models.CheckConstraint(
                        condition=Q(confirmed_at=None, confirmed_by=None, rang=None)
                        | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, rang__isnull=False),
                        name="absence_confirmed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=Q(dropped_at=None, dropped_by=None)
                        | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                        name="absence_dropped_by_somebody",
                    ),
                ],
            },
        ),
        guard(ABSENCE, sight=True),
        refer(ABSENCE, "case_id", "desk_case", sight=True),
        refer(ABSENCE, "pupil_id", "people_pupil"),
        *[refer(ABSENCE, column, "people_staffmember") for column in ("put_by_id", "confirmed_by_id", "dropped_by_id")],
        refer(ABSENCE, "rang_id", "people_contact"),
        keep_apart(ABSENCE),
    ]
