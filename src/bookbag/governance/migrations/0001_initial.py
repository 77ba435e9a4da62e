"""What the school has confirmed of clauses that Bookbag does not keep: the first table of the room, as the model describes it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0004_trust_roles"),
        ("schools", "0005_school_website"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attestation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pack", models.CharField(max_length=60)),
                ("clause", models.CharField(max_length=40)),
                (
                    "keeper",
                    models.CharField(
                        choices=[("person", "A person"), ("system", "Another system"), ("paper", "A paper")],
                        max_length=10,
                    ),
                ),
                ("named", models.CharField(max_length=200, verbose_name="which person, system or paper")),
                ("proof", models.CharField(max_length=300, verbose_name="where the proof lies")),
                ("confirmed_on", models.DateField()),
                ("due_on", models.DateField(verbose_name="when it is to be confirmed again")),
                ("entered_at", models.DateTimeField()),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
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
                        fields=["school", "pack", "clause", "-confirmed_on", "-entered_at"], name="attested_last"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("confirmed_on"))), name="due_after_confirmed"
                    )
                ],
            },
        ),
    ]
