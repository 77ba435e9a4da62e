"""The first tables of the room, as the models describe them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("desk", "0001_initial"),
        ("people", "0001_initial"),
        ("schools", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=2)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("person", "Passed on by a colleague"),
                            ("suspicion", "Proposed by Bookbag: nobody has confirmed it"),
                            ("category", "Sorted as safeguarding at the desk"),
                            ("public", "Sent by the page for everybody"),
                            ("call", "A call was made: a child in danger"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "child",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="of whom it is, as whoever wrote it calls them"
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "from_whom",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="who sent it from outside, and how they can be reached"
                    ),
                ),
                ("aware_at", models.DateTimeField(verbose_name="when it was noticed")),
                ("sent_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Nobody has it yet"),
                            ("taken", "With a safeguarding lead"),
                            ("sealed", "Sealed"),
                            ("left", "Not a safeguarding matter"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why it was left")),
                (
                    "neutral",
                    models.CharField(blank=True, max_length=200, verbose_name="the line that stays at the desk"),
                ),
                ("look_at", models.DateTimeField(blank=True, null=True)),
                ("rounds", models.PositiveSmallIntegerField(default=0)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="desk.case",
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
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=2)),
                ("at", models.DateTimeField()),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="alerts",
                        to="safeguarding.concern",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Opened",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="desk.case",
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
                (
                    "staff",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PassedOn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("case", models.UUIDField()),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=2)),
                ("to_whom", models.CharField(max_length=200)),
                ("shared", models.TextField()),
                ("ground", models.CharField(max_length=300)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="referrals",
                        to="safeguarding.concern",
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
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                condition=models.Q(("look_at", None), _negated=True),
                fields=["school", "look_at"],
                name="concerns_to_alert_of",
            ),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(fields=["school", "case"], name="concerns_of_a_case"),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("aware_at__lte", models.F("sent_at"))), name="concern_noticed_before_it_was_sent"
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("sight", 2)),
                name="concern_is_sealed",
            ),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(fields=["school", "concern", "at"], name="alerts_of_a_concern"),
        ),
        migrations.AddConstraint(
            model_name="opened",
            constraint=models.UniqueConstraint(fields=("school", "case", "staff"), name="opened_once_a_reader"),
        ),
        migrations.AddConstraint(
            model_name="passedon",
            constraint=models.UniqueConstraint(fields=("school", "staff", "case"), name="passed_on_once_a_reader"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["school", "concern", "at"], name="referrals_of_a_concern"),
        ),
    ]
