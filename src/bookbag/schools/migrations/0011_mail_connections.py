"""How mailboxes are read by IMAP, and how far; since when a mailbox has been silent."""

import uuid
from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import guard, keyed, refer

WAYS = [("password", "With a password"), ("token", "With an app registered at Microsoft or Google")]
CONNECTION, FOLDER = "schools_mailconnection", "schools_mailfolder"


class Migration(migrations.Migration):
    """A column and two tables."""

    dependencies: ClassVar = [("schools", "0010_own_consents")]
    operations: ClassVar = [
        migrations.AddField(
            "mailbox",
            "silent_since",
            models.DateTimeField(
                blank=True, null=True, verbose_name="since when it has been silent for longer than its habit"
            ),
        ),
        migrations.CreateModel(
            name="MailConnection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("host", models.CharField(max_length=200)),
                ("port", models.PositiveIntegerField(default=993)),
                ("tls", models.CharField(default="tls", max_length=10)),
                ("user", models.CharField(max_length=254)),
                ("way", models.CharField(choices=WAYS, default="password", max_length=10)),
                (
                    "secret",
                    models.TextField(
                        verbose_name="the password; or what the app proves itself with, and the leave that it was given"
                    ),
                ),
                (
                    "token_url",
                    models.CharField(blank=True, max_length=300, verbose_name="where the app asks for leave to read"),
                ),
                ("client_id", models.CharField(blank=True, max_length=200)),
                ("scope", models.CharField(blank=True, max_length=300)),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="the day on which what lets us in ends"),
                ),
                ("since", models.DateTimeField(verbose_name="what came before is left alone")),
                ("changed_at", models.DateTimeField()),
                (
                    "looked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="when it was last read to its end"),
                ),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("problem_since", models.DateTimeField(blank=True, null=True)),
                ("is_shut", models.BooleanField(default=False, verbose_name="it does not let us in")),
                (
                    "mailbox",
                    models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="schools.mailbox"),
                ),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MailFolder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("role", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=300)),
                ("validity", models.BigIntegerField()),
                ("upto", models.BigIntegerField()),
                (
                    "connection",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="folders",
                        to="schools.mailconnection",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "connection", "role"), name="one_folder_a_role")
                ]
            },
        ),
        guard(CONNECTION),
        keyed(CONNECTION),
        guard(FOLDER),
        refer(FOLDER, "connection_id", CONNECTION, delete="cascade"),
    ]
