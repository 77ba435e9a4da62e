"""Whence a school's list is fetched at night; runs that came by themselves."""

import uuid
from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import guard

REACHES = [
    ("folder", "From a folder on the server of Bookbag"),
    ("sftp", "By SFTP"),
    ("wonde", "From Wonde"),
]


class Migration(migrations.Migration):
    """A column and a table."""

    dependencies: ClassVar = [("people", "0014_details_asked")]
    operations: ClassVar = [
        migrations.AddField(
            "importrun", "fetched", models.BooleanField(default=False, verbose_name="came by itself at night")
        ),
        migrations.CreateModel(
            name="ImportSource",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("reach", models.CharField(choices=REACHES, max_length=10)),
                ("source", models.CharField(max_length=20, verbose_name="what kind of file it is")),
                ("folder", models.CharField(blank=True, max_length=300)),
                ("host", models.CharField(blank=True, max_length=200)),
                ("port", models.PositiveIntegerField(default=22)),
                ("user", models.CharField(blank=True, max_length=100)),
                ("host_key", models.TextField(blank=True, verbose_name="the server's key, by which it is known")),
                (
                    "school_number",
                    models.CharField(blank=True, max_length=40, verbose_name="the school's number there"),
                ),
                ("token", models.TextField(blank=True)),
                (
                    "alone",
                    models.BooleanField(default=False, verbose_name="is taken over unseen where nothing is odd"),
                ),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "taken",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="a digest of the file that was fetched last"
                    ),
                ),
                (
                    "problem",
                    models.CharField(blank=True, max_length=300, verbose_name="why nothing could be fetched"),
                ),
                ("problem_since", models.DateTimeField(null=True)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("school",), name="one_import_source_a_school")]},
        ),
        guard("people_importsource"),
    ]
