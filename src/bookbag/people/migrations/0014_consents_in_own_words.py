"""The school's own words for what families are asked; answers from the family pages, scans of slips, what was taken down."""

import uuid
from typing import ClassVar

from django.db import migrations, models
from django.db.models.deletion import DO_NOTHING, PROTECT

from bookbag.schools.rls import guard

TOPIC = "people_consenttopic"


class Migration(migrations.Migration):
    """One table, and new columns of the two that are there."""

    dependencies: ClassVar = [("people", "0013_works_elsewhere"), ("schools", "0010_own_consents")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="ConsentTopic",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("school", models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="schools.school")),
                ("name", models.SlugField(db_index=False, max_length=60)),
                ("version", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=150)),
                ("explained", models.CharField(blank=True, max_length=500)),
                ("yearly", models.BooleanField(default=False, verbose_name="a yes ends with the school year")),
                ("passes_data", models.BooleanField(default=False, verbose_name="what a named club is told")),
                ("retired_on", models.DateField(blank=True, null=True)),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "name", "version"), name="consent_words_once_a_version")
                ]
            },
        ),
        guard(TOPIC),
        migrations.AddField(
            model_name="consentanswer",
            name="version",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="consentanswer",
            name="scan",
            field=models.CharField(
                blank=True, db_default="", max_length=64, verbose_name="the SHA-256 of a scan of the slip"
            ),
        ),
        migrations.AddField(
            model_name="consentanswer",
            name="scan_name",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="consentanswer",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddIndex(
            model_name="consentanswer",
            index=models.Index(fields=["school", "contact", "topic"], name="consents_of_an_adult"),
        ),
        migrations.AddField(
            model_name="consenttalk",
            name="what",
            field=models.CharField(
                choices=[("spoke", "Spoke with both parents"), ("stopped", "Taken down, or stopped")],
                db_default="spoke",
                default="spoke",
                max_length=10,
            ),
        ),
    ]
