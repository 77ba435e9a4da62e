"""The first tables of the room, as the models describe them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0005_hours"),
        ("schools", "0006_core_hours"),
    ]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pack", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=200)),
                ("texts", models.JSONField(verbose_name="the pack's files, by their names")),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("awaiting", "Awaiting sign-off"),
                            ("in_force", "In force"),
                            ("past", "Past"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("author", models.CharField(max_length=200)),
                ("author_staff", models.UUIDField(null=True)),
                ("made_at", models.DateTimeField()),
                ("in_force_from", models.DateTimeField(null=True)),
                ("in_force_until", models.DateTimeField(null=True)),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.trust",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("author", "author"),
                            ("chair_of_governors", "chair of governors"),
                            ("chair_of_trustees", "chair of trustees"),
                            ("chief_executive", "chief executive"),
                            ("digital_champion", "digital champion"),
                            ("dsl", "dsl"),
                            ("executive_head", "executive head"),
                            ("governing_body", "governing body"),
                            ("head", "head"),
                            ("head_of_faculty", "head of faculty"),
                            ("hr", "hr"),
                            ("manager", "manager"),
                            ("office", "office"),
                            ("parents", "parents"),
                            ("person_asked_for", "person asked for"),
                            ("senior_leader", "senior leader"),
                            ("staff", "staff"),
                            ("teacher", "teacher"),
                        ],
                        max_length=30,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("staff", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.trust",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="sign_offs",
                        to="adoption.version",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pack", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "pack", "number", "staff"), name="acknowledged_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pack", models.CharField(max_length=60)),
                ("state", models.CharField(choices=[("open", "Open"), ("held", "Held")], default="open", max_length=4)),
                ("reason", models.TextField(blank=True)),
                ("asked_by", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("law", models.JSONField(default=dict)),
                ("decisions", models.JSONField(default=dict)),
                ("outcome", models.TextField(blank=True)),
                ("held_on", models.DateField(null=True)),
                ("signed_by", models.CharField(blank=True, max_length=200)),
                ("signed_staff", models.UUIDField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.trust",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("school", None), ("trust__isnull", False)),
                            models.Q(("school__isnull", False), ("trust", None)),
                            _connector="OR",
                        ),
                        name="review_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rule_off", "Rule switched off"),
                            ("need_met", "Need met"),
                            ("settled", "Conflict settled"),
                            ("next_review", "Day of the next review"),
                        ],
                        max_length=12,
                    ),
                ),
                ("pack", models.CharField(blank=True, max_length=60)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("rules", models.CharField(blank=True, max_length=40)),
                ("day", models.DateField(null=True)),
                ("says", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=200)),
                ("staff", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.trust",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("school", None), ("trust__isnull", False)),
                            models.Q(("school__isnull", False), ("trust", None)),
                            _connector="OR",
                        ),
                        name="ruling_of_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("school__isnull", False)),
                        fields=("school", "kind", "pack", "subject"),
                        name="one_ruling_school",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("trust__isnull", False)),
                        fields=("trust", "kind", "pack", "subject"),
                        name="one_ruling_trust",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("school", None), ("trust__isnull", False)),
                    models.Q(("school__isnull", False), ("trust", None)),
                    _connector="OR",
                ),
                name="version_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "in_force"), ("school__isnull", False)),
                fields=("school", "pack"),
                name="one_in_force_school",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "in_force"), ("trust__isnull", False)),
                fields=("trust", "pack"),
                name="one_in_force_trust",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("school", None), ("trust__isnull", False)),
                    models.Q(("school__isnull", False), ("trust", None)),
                    _connector="OR",
                ),
                name="signoff_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("school__isnull", False)),
                fields=("school", "version", "digest", "post"),
                name="one_signature_a_post_school",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("trust__isnull", False)),
                fields=("trust", "version", "digest", "post"),
                name="one_signature_a_post_trust",
            ),
        ),
    ]
