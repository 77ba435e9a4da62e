"""When people are in and who is there instead, and whose line manager somebody is; all of it guarded."""

import uuid
from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q

from bookbag.schools.rls import guard, refer

STAFF = "people_staffmember"
ABSENCE, BUSY, PATTERN = "people_absence", "people_busywindow", "people_workingpattern"
EMERGENCY, TURN = "people_emergencyrota", "people_dutyturn"
WEEKDAYS = [(0, "Monday"), (1, "Tuesday"), (2, "Wednesday"), (3, "Thursday"), (4, "Friday")]
ENGAGEMENTS = [
    ("in a meeting", "In a meeting"),
    ("teaching", "Teaching"),
    ("on duty", "On duty"),
    ("out of school", "Out of school"),
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


def person(related_name: str = "+", *, optional: bool = False) -> models.ForeignKey[object, object]:
    """A member of staff; the reference inside the school is made below."""
    return models.ForeignKey(
        blank=optional,
        null=optional,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name=related_name,
        to="people.staffmember",
    )


class Migration(migrations.Migration):
    """Five tables and a column."""

    dependencies: ClassVar = [("people", "0004_trust_roles"), ("schools", "0006_core_hours")]
    operations: ClassVar = [
        migrations.AddField("staffmember", "manager", person(optional=True)),
        migrations.CreateModel(
            name="WorkingPattern",
            fields=[
                *own(),
                ("staff", person("patterns")),
                ("weekday", models.SmallIntegerField(choices=WEEKDAYS)),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                ("from_day", models.DateField(blank=True, null=True)),
                ("until_day", models.DateField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["school", "staff"], name="patterns_by_staff")],
                "constraints": [
                    models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="pattern_ends_after_start"),
                    models.CheckConstraint(condition=Q(weekday__gte=0, weekday__lte=4), name="pattern_on_a_weekday"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                *own(),
                ("staff", person("absences")),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("stand_in", person(optional=True)),
            ],
            options={
                "indexes": [models.Index(fields=["school", "staff", "last_day"], name="absences_by_staff")],
                "constraints": [
                    models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="absence_ends_after_start"),
                    models.CheckConstraint(condition=~Q(stand_in=F("staff")), name="absence_stand_in_is_another"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BusyWindow",
            fields=[
                *own(),
                ("staff", person("busy")),
                ("day", models.DateField(blank=True, null=True)),
                ("weekday", models.SmallIntegerField(blank=True, choices=WEEKDAYS, null=True)),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                ("what", models.CharField(choices=ENGAGEMENTS, max_length=20)),
            ],
            options={
                "indexes": [models.Index(fields=["school", "staff", "day"], name="busy_by_staff")],
                "constraints": [
                    models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="busy_ends_after_start"),
                    models.CheckConstraint(
                        condition=Q(day=None, weekday__isnull=False) | Q(day__isnull=False, weekday=None),
                        name="busy_on_a_day_or_each_week",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmergencyRota",
            fields=[
                *own(),
                ("staff", person()),
                ("accepted_on", models.DateField()),
                ("from_day", models.DateField()),
                ("until_day", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "staff", "from_day"), name="emergencies_accepted_once_from_a_day"
                    ),
                    models.CheckConstraint(
                        condition=Q(accepted_on__lte=F("from_day")), name="emergencies_accepted_first"
                    ),
                    models.CheckConstraint(
                        condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                        name="emergencies_end_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyTurn",
            fields=[
                *own(),
                ("post", models.CharField(max_length=30, verbose_name="a post that policies name")),
                ("staff", person()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["school", "last_day"], name="duty_turns_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(first_day__lte=F("last_day")), name="duty_turn_ends_after_start"
                    ),
                ],
            },
        ),
        *[guard(table) for table in (PATTERN, ABSENCE, BUSY, EMERGENCY, TURN)],
        *[refer(table, "staff_id", STAFF, delete="cascade") for table in (PATTERN, ABSENCE, BUSY, EMERGENCY, TURN)],
        refer(ABSENCE, "stand_in_id", STAFF),
        refer(STAFF, "manager_id", STAFF, delete="set null"),
    ]
