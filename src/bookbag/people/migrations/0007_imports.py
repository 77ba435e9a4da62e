"""Bringing people in from files: the runs, what was said of columns, what was taken of whom; a child's UPN."""

import uuid
from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

from bookbag.schools.rls import guard, refer

RUN, MEMORY, ORIGIN = "people_importrun", "people_columnmemory", "people_origin"
STATES = [
    ("reading", "Being read"),
    ("planned", "Ready to be looked at"),
    ("taking", "Being taken over"),
    ("done", "Taken over"),
    ("refused", "Could not be read"),
    ("dropped", "Dropped"),
]
REASONS = [
    ("corrected", "Corrected"),
    ("imported", "Changed in the other system"),
    ("came back", "A message came back"),
    ("works", "Said to work after all"),
]


def own() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]  # fields of every kind
    """The columns that each of the tables begins with."""
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        (
            "school",
            models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
        ),
    ]


def person(of: str) -> models.ForeignKey[object, object]:
    """Somebody of the school; the reference inside the school is made below."""
    return models.ForeignKey(
        db_constraint=False, null=True, on_delete=models.DO_NOTHING, related_name="+", to=f"people.{of}"
    )


class Migration(migrations.Migration):
    """Three tables, a column, and longer names for classes."""

    dependencies: ClassVar = [("people", "0006_point_changes")]
    operations: ClassVar = [
        migrations.AddField(
            "pupil",
            "upn",
            models.CharField(blank=True, db_default="", max_length=13, verbose_name="unique pupil number"),
        ),
        migrations.AlterField("schoolclass", "name", models.CharField(max_length=60)),
        migrations.AlterField("pointchange", "because", models.CharField(choices=REASONS, max_length=10)),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                *own(),
                ("source", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200, verbose_name="the file's name")),
                ("content", models.BinaryField(null=True)),
                (
                    "columns",
                    models.JSONField(default=dict, verbose_name="what was said of its columns, by their places"),
                ),
                ("is_whole", models.BooleanField(null=True)),
                ("answers", models.JSONField(default=dict)),
                ("state", models.CharField(choices=STATES, default="reading", max_length=10)),
                ("step", models.CharField(blank=True, max_length=100, verbose_name="what is being done just now")),
                ("report", models.JSONField(default=dict)),
                ("by", models.UUIDField(null=True, verbose_name="the member of staff, where it was one")),
                ("by_name", models.CharField(max_length=200)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["school", "-began_at"], name="import_runs_by_time")]},
        ),
        migrations.CreateModel(
            name="ColumnMemory",
            fields=[
                *own(),
                ("head", models.CharField(max_length=64)),
                ("said", models.JSONField(default=dict)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("school", "head"), name="columns_said_once")]},
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                *own(),
                ("source", models.CharField(max_length=20)),
                ("pupil", person("pupil")),
                ("contact", person("contact")),
                ("staff", person("staffmember")),
                ("external_id", models.CharField(blank=True, max_length=100)),
                ("taken", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(pupil__isnull=False, contact=None, staff=None)
                        | Q(pupil=None, contact__isnull=False, staff=None)
                        | Q(pupil=None, contact=None, staff__isnull=False),
                        name="origin_of_one_person",
                    ),
                    models.UniqueConstraint(fields=("school", "source", "pupil"), name="origin_once_a_pupil"),
                    models.UniqueConstraint(fields=("school", "source", "contact"), name="origin_once_a_contact"),
                    models.UniqueConstraint(fields=("school", "source", "staff"), name="origin_once_a_colleague"),
                ]
            },
        ),
        *[guard(table) for table in (RUN, MEMORY, ORIGIN)],
        refer(ORIGIN, "pupil_id", "people_pupil", delete="cascade"),
        refer(ORIGIN, "contact_id", "people_contact", delete="cascade"),
        refer(ORIGIN, "staff_id", "people_staffmember", delete="cascade"),
    ]
