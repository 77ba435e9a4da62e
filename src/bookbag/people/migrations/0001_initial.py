"""The first tables of the room, as the models describe them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("schools", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(blank=True, max_length=20)),
                ("given_name", models.CharField(blank=True, max_length=100)),
                ("family_name", models.CharField(max_length=100)),
                ("sort_key", models.CharField(max_length=200)),
                ("language", models.CharField(default="en", max_length=10)),
                ("on_paper", models.BooleanField(default=False, verbose_name="gets everything on paper")),
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
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("email", "E-mail"), ("telephone", "Telephone"), ("post", "Address")], max_length=10
                    ),
                ),
                ("value", models.CharField(max_length=300)),
                ("folded", models.CharField(max_length=300)),
                ("resting_since", models.DateTimeField(blank=True, null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="points",
                        to="people.contact",
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
        migrations.CreateModel(
            name="Pupil",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("given_name", models.CharField(max_length=100)),
                ("family_name", models.CharField(max_length=100)),
                ("known_as", models.CharField(blank=True, max_length=100)),
                ("sort_key", models.CharField(max_length=200)),
                ("called", models.CharField(max_length=100, verbose_name="first name in use, folded")),
                ("surname", models.CharField(max_length=100, verbose_name="family name, folded")),
                ("born_on", models.DateField(blank=True, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
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
        migrations.CreateModel(
            name="Relationship",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("parental_responsibility", models.BooleanField(blank=True, null=True)),
                ("lives_with", models.BooleanField(blank=True, null=True)),
                ("told", models.BooleanField(default=True, verbose_name="is told what the school sends home")),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="relationships",
                        to="people.contact",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="relationships",
                        to="people.pupil",
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
        migrations.CreateModel(
            name="SchoolClass",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=20)),
                ("year", models.CharField(max_length=20)),
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
        migrations.AddField(
            model_name="pupil",
            name="school_class",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="pupils",
                to="people.schoolclass",
            ),
        ),
        migrations.CreateModel(
            name="StaffMember",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("sort_key", models.CharField(max_length=200)),
                ("job_title", models.CharField(blank=True, max_length=100)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("left_on", models.DateField(blank=True, null=True)),
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="schoolclass",
            name="teacher",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="classes",
                to="people.staffmember",
            ),
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=1)),
                ("scope", models.JSONField(default=list)),
                ("evidence", models.TextField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("review_on", models.DateField()),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="restrictions",
                        to="people.contact",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="restrictions",
                        to="people.pupil",
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
                    "checked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffRole",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("office", "office"),
                            ("teacher", "teacher"),
                            ("senior_leader", "senior leader"),
                            ("head", "head"),
                            ("dsl", "dsl"),
                            ("deputy_dsl", "deputy dsl"),
                            ("governor", "governor"),
                            ("chair", "chair"),
                            ("clerk", "clerk"),
                            ("senco", "senco"),
                            ("pastoral", "pastoral"),
                            ("attendance", "attendance"),
                            ("business_manager", "business manager"),
                            ("digital_champion", "digital champion"),
                            ("hr", "hr"),
                            ("dpo", "dpo"),
                            ("supply", "supply"),
                        ],
                        max_length=30,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
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
                        related_name="roles",
                        to="people.staffmember",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["school", "sort_key", "id"], name="contacts_by_name"),
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(fields=["school", "kind", "folded"], name="points_by_value"),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.UniqueConstraint(
                fields=("school", "contact", "kind", "folded"), name="point_once_a_contact"
            ),
        ),
        migrations.AddIndex(
            model_name="relationship",
            index=models.Index(fields=["school", "contact"], name="relationships_by_contact"),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.UniqueConstraint(fields=("school", "pupil", "contact"), name="one_relationship_a_pair"),
        ),
        migrations.AddIndex(
            model_name="pupil",
            index=models.Index(fields=["school", "sort_key", "id"], name="pupils_by_name"),
        ),
        migrations.AddIndex(
            model_name="pupil",
            index=models.Index(fields=["school", "called"], name="pupils_by_first_name"),
        ),
        migrations.AddIndex(
            model_name="staffmember",
            index=models.Index(fields=["school", "email"], name="staff_by_email"),
        ),
        migrations.AddIndex(
            model_name="staffmember",
            index=models.Index(fields=["user"], name="staff_by_login"),
        ),
        migrations.AddConstraint(
            model_name="staffmember",
            constraint=models.UniqueConstraint(fields=("school", "user"), name="one_hat_rack_a_school"),
        ),
        migrations.AddConstraint(
            model_name="schoolclass",
            constraint=models.UniqueConstraint(fields=("school", "name"), name="class_name_once_a_school"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lte", models.F("ends_on"))), name="restriction_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence", ""), _negated=True), name="restriction_has_evidence"
            ),
        ),
        migrations.AddConstraint(
            model_name="staffrole",
            constraint=models.UniqueConstraint(
                fields=("school", "staff", "role", "starts_on"), name="role_once_from_a_day"
            ),
        ),
    ]
