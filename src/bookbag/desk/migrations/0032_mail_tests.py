"""Tests of the school's mail: sent by somebody of the office to themselves, and answered by them."""

import uuid
from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import guard


class Migration(migrations.Migration):
    """A table."""

    dependencies: ClassVar = [("desk", "0031_routing"), ("schools", "0011_mail_connections")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="MailTest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("to_address", models.CharField(max_length=254)),
                ("sent_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "mailbox",
                    models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="schools.mailbox"),
                ),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
            ],
            options={"indexes": [models.Index(fields=["school", "-sent_at"], name="mail_tests_by_time")]},
        ),
        guard("desk_mailtest"),
    ]
