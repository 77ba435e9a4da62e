"""The first tables of the room, as the models describe them."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("schools", "0001_initial"),
    ]

    operations = [
        # The order of entries; gaps are ordinary (a transaction that did not commit).
        migrations.RunSQL("create sequence record_position", "drop sequence record_position"),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "position",
                    models.BigIntegerField(
                        db_default=django.db.models.expressions.RawSQL("nextval('record_position')", []), editable=False
                    ),
                ),
                (
                    "written_in",
                    models.BigIntegerField(
                        db_default=django.db.models.expressions.RawSQL("pg_current_xact_id()::text::bigint", []),
                        editable=False,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=60)),
                ("act", models.CharField(max_length=40)),
                ("thing", models.CharField(max_length=30)),
                ("thing_id", models.UUIDField(null=True)),
                ("clause", models.CharField(blank=True, max_length=40)),
                ("detail", models.JSONField(default=dict)),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "thing", "thing_id", "position"], name="entries_of_a_thing"),
                    models.Index(fields=["school", "written_in", "position"], name="entries_in_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField()),
                ("number", models.BigIntegerField()),
                ("entry", models.UUIDField()),
                ("content", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("epoch", models.IntegerField()),
                ("server", models.BigIntegerField()),
                ("horizon", models.BigIntegerField()),
                ("sealed_at", models.DateTimeField()),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "sight", "number"), name="one_seal_a_number"),
                    models.UniqueConstraint(fields=("school", "entry"), name="one_seal_an_entry"),
                ],
            },
        ),
    ]
