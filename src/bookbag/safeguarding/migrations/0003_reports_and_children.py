"""Reports to named people; files and children of a concern; trials of the page for everybody."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import bookbag.policy.permissions


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0016_telephone_desk"),
        ("safeguarding", "0002_guard"),
        ("schools", "0012_suspended"),
    ]

    operations = [
        migrations.AlterField(
            model_name="concern",
            name="source",
            field=models.CharField(
                choices=[
                    ("person", "Passed on by a colleague"),
                    ("suspicion", "Proposed by Bookbag: nobody has confirmed it"),
                    ("category", "Sorted as safeguarding at the desk"),
                    ("public", "Sent by the page for everybody"),
                    ("call", "A call was made: a child in danger"),
                    ("contacted", "A child wrote to a colleague by a private way"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("harm", "Somebody who works here may have harmed a child"),
                            ("low-level", "A small worry about how somebody who works here behaves"),
                            ("images", "Indecent images of children"),
                            ("adult", "Adult pornography at work"),
                            ("unsuitable", "Other unsuitable material"),
                            ("filter", "What pupils can reach online"),
                            ("investigator", "The police or another investigator contacted me"),
                        ],
                        max_length=12,
                    ),
                ),
                ("seen_by", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                (
                    "whom",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="somebody who is not on the list of staff"
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("by_whom", models.CharField(blank=True, max_length=200, verbose_name="which investigator")),
                ("reference", models.CharField(blank=True, max_length=60)),
                (
                    "aware_at",
                    models.DateTimeField(verbose_name="when it was found or noticed, or when they were contacted"),
                ),
                ("sent_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True)),
                ("look_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "closed_by",
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
            name="ReportAbout",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="about",
                        to="safeguarding.report",
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
            name="ReportAlert",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="alerts",
                        to="safeguarding.report",
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
            name="ReportReader",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="readers",
                        to="safeguarding.report",
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
            name="ReportStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lado", "The local authority’s designated officer (LADO)"),
                            ("police", "Police"),
                            ("hr", "Human resources (HR)"),
                            ("advice", "Advice taken"),
                            ("suitability", "Suitability to work with children"),
                            ("interview", "Interview, or another internal inquiry"),
                            ("told", "The person was told"),
                            ("suspended", "Account closed at once"),
                            ("opened_again", "Account opened again"),
                            ("note", "Note"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "whom",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="who was asked or told: the police force, the officer, the adviser",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("words", models.TextField(blank=True)),
                ("why_not", models.CharField(blank=True, max_length=300, verbose_name="why it was not done")),
                ("at", models.DateTimeField(verbose_name="when it was done")),
                ("entered_at", models.DateTimeField()),
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
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="steps",
                        to="safeguarding.report",
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
            name="Trial",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("fault", models.CharField(blank=True, max_length=300)),
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
            name="ConcernChild",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=bookbag.policy.permissions.Sight["SAFEGUARDING"])),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("harmed", "May have been harmed"),
                            ("harming", "May have harmed another child"),
                            ("saw", "Saw or heard it"),
                            ("sibling", "Brother or sister, or lives there too"),
                            ("other", "Named in it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "concern",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="children",
                        to="safeguarding.concern",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.pupil",
                    ),
                ),
                (
                    "said_by",
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
                "indexes": [models.Index(fields=["school", "pupil"], name="concerns_of_a_child")],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "concern", "pupil"), name="child_once_a_concern")
                ],
            },
        ),
        migrations.CreateModel(
            name="ConcernFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=bookbag.policy.permissions.Sight["SAFEGUARDING"])),
                ("name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "concern",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="files",
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
            options={
                "indexes": [models.Index(fields=["school", "concern"], name="files_of_a_concern")],
            },
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("look_at", None), _negated=True),
                fields=["school", "look_at"],
                name="reports_to_alert_of",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["school", "-sent_at"], name="reports_by_time"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("aware_at__lte", models.F("sent_at"))), name="report_of_what_has_been"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="report_closed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportabout",
            constraint=models.UniqueConstraint(fields=("school", "report", "staff"), name="report_about_somebody_once"),
        ),
        migrations.AddIndex(
            model_name="reportalert",
            index=models.Index(fields=["school", "report", "at"], name="alerts_of_a_report"),
        ),
        migrations.AddConstraint(
            model_name="reportreader",
            constraint=models.UniqueConstraint(fields=("school", "report", "staff"), name="report_reader_once"),
        ),
        migrations.AddIndex(
            model_name="reportstep",
            index=models.Index(fields=["school", "report", "at"], name="steps_of_a_report"),
        ),
        migrations.AddIndex(
            model_name="trial",
            index=models.Index(fields=["school", "-at"], name="trials_by_time"),
        ),
    ]
