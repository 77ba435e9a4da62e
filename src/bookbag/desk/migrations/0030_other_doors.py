"""In which folder of a mailbox an arrival lay; answers that left by another door."""

import uuid
from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import guard, keep_apart, refer

STATES = [
    ("waiting", "Waiting to be read"),
    ("read", "Read into a case"),
    ("repeated", "Came once more"),
    ("parked", "Automatic, put aside"),
    ("bounce", "Says that something of ours came back"),
    ("faulty", "Could not be read"),
    ("filed", "Left by another door, and filed"),
    ("other", "Left by another door, and has nothing to do with a case"),
]
PLACES = [("sent", "Sent"), ("junk", "Junk")]
OTHER = "desk_otherdoor"


class Migration(migrations.Migration):
    """A column and a table."""

    dependencies: ClassVar = [("desk", "0029_telephone_desk"), ("schools", "0011_mail_connections")]
    operations: ClassVar = [
        migrations.AlterField("arrival", "state", models.CharField(choices=STATES, default="waiting", max_length=10)),
        migrations.AddField(
            "arrival", "place", models.CharField(blank=True, choices=PLACES, db_default="", default="", max_length=10)
        ),
        migrations.CreateModel(
            name="OtherDoor",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("left_at", models.DateTimeField()),
                ("found_at", models.DateTimeField()),
                (
                    "missed",
                    models.JSONField(
                        default=list,
                        verbose_name="what the checks say of it: check, sentence, severity and clause of each",
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="schools.mailbox"),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="other_doors",
                        to="desk.message",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["school", "left_at"], name="other_doors_by_time")],
                "constraints": [models.UniqueConstraint(fields=("school", "message"), name="one_other_door_a_message")],
            },
        ),
        guard(OTHER, sight=True),
        refer(OTHER, "message_id", "desk_message", sight=True),
        keep_apart(OTHER, by=(("message_id", "desk_message"),)),
    ]
