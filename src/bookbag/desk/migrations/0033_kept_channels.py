"""The channels register: by which mailbox each audience reaches the school, and who keeps it."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models

from bookbag.schools.rls import guard, refer

AUDIENCES = [
    ("families", "Parents and carers"),
    ("schools", "Other schools"),
    ("community", "The community"),
    ("agencies", "Outside agencies"),
]
CHANNEL = "desk_keptchannel"


def _person() -> "models.ForeignKey[Any, Any]":
    """A reference that the guard below makes."""
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to="people.staffmember",
    )


class Migration(migrations.Migration):
    """A table."""

    dependencies: ClassVar = [("desk", "0032_mail_tests"), ("people", "0015_import_sources")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="KeptChannel",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(choices=AUDIENCES, max_length=20)),
                (
                    "test",
                    models.UUIDField(
                        default=uuid.uuid4, verbose_name="the token of the test that is on its way, or came last"
                    ),
                ),
                ("tested_at", models.DateTimeField(null=True, verbose_name="when a test was last sent")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="when that test came in")),
                ("deputy", _person()),
                ("owner", _person()),
                (
                    "mailbox",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="schools.mailbox"),
                ),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("school", "audience"), name="one_channel_an_audience")]
            },
        ),
        guard(CHANNEL),
        refer(CHANNEL, "owner_id", "people_staffmember"),
        refer(CHANNEL, "deputy_id", "people_staffmember"),
    ]
