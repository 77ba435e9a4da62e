"""The first tables of the room, as the models describe them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("schools", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("about", models.UUIDField()),
                ("draft", models.UUIDField(null=True)),
                ("author", models.UUIDField(null=True)),
                ("notice", models.CharField(blank=True, max_length=40)),
                ("channel", models.CharField(max_length=20)),
                ("to_name", models.CharField(blank=True, max_length=200)),
                ("to_address", models.CharField(max_length=254)),
                ("from_name", models.CharField(max_length=200)),
                ("from_address", models.CharField(max_length=254)),
                ("reply_to", models.CharField(blank=True, max_length=254)),
                ("subject", models.TextField(blank=True)),
                ("body", models.TextField()),
                ("message_id", models.CharField(max_length=300)),
                ("in_reply_to", models.TextField(blank=True)),
                ("references", models.JSONField(default=list)),
                ("automatic", models.BooleanField(default=False)),
                ("fingerprint", models.CharField(max_length=64)),
                ("cleared_by", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Leaves in a moment"),
                            ("sending", "Leaving"),
                            ("sent", "Sent"),
                            ("failed", "Not sent"),
                            ("bounced", "Came back undelivered"),
                            ("undone", "Undone"),
                            ("returned", "Came back to its author"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                ("attempts", models.SmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("receipt", models.CharField(blank=True, max_length=300, verbose_name="what the other side said")),
                ("fault", models.TextField(blank=True)),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "sending"])),
                        fields=["school", "not_before"],
                        name="dispatches_waiting",
                    ),
                    models.Index(fields=["school", "about", "queued_at"], name="dispatches_of_a_case"),
                    models.Index(fields=["school", "author", "state"], name="dispatches_of_an_author"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "message_id"), name="one_dispatch_a_message_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(("state", "sent"), _negated=True),
                            _connector="OR",
                        ),
                        name="sent_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeGiven",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("about", models.UUIDField()),
                ("address", models.CharField(max_length=254)),
                ("day", models.DateField()),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "about", "address", "day"), name="one_notice_a_day")
                ],
            },
        ),
    ]
