"""Families as they are: what each adult is to a child, who looks after whom, what is held before a change; and groups."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from bookbag.schools.rls import append_only, guard, keyed, refer

CHANGE, GROUP, MEMBER = "people_detailchange", "people_group", "people_groupmember"
PUPIL, CONTACT, STAFF = "people_pupil", "people_contact", "people_staffmember"


class Migration(migrations.Migration):
    """New columns of families, and three tables."""

    dependencies: ClassVar = [
        ("people", "0009_office_first_by_scope"),
        ("schools", "0007_cases_wait"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="contact",
            name="needs",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="contact",
            name="organisation",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="for whom the adult acts, such as a local authority"
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="staff",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="as_contacts",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="pupil",
            name="authority_told_on",
            field=models.DateField(blank=True, null=True, verbose_name="told the local authority of private fostering"),
        ),
        migrations.AddField(
            model_name="pupil",
            name="known_family_name",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="pupil",
            name="looked_after_by",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="the local authority that looks after the child"
            ),
        ),
        migrations.AddField(
            model_name="pupil",
            name="looked_after_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="pupil",
            name="privately_fostered_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="pupil",
            name="told_apart_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="who told that the parents live apart"),
        ),
        migrations.AddField(
            model_name="pupil",
            name="told_apart_on",
            field=models.DateField(blank=True, null=True, verbose_name="told that the parents live apart"),
        ),
        migrations.AddField(
            model_name="relationship",
            name="decides",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="relationship",
            name="priority",
            field=models.SmallIntegerField(blank=True, null=True, verbose_name="to be rung in this order"),
        ),
        migrations.AddField(
            model_name="relationship",
            name="section_576",
            field=models.BooleanField(
                blank=True, null=True, verbose_name="a parent in the sense of section 576 Education Act 1996"
            ),
        ),
        migrations.AddField(
            model_name="relationship",
            name="tells",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="pointchange",
            name="because",
            field=models.CharField(
                choices=[
                    ("corrected", "Corrected"),
                    ("imported", "Changed in the other system"),
                    ("came back", "A message came back"),
                    ("works", "Said to work after all"),
                    ("added", "Added"),
                    ("removed", "Removed"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("club", "Club"),
                            ("year group", "Year group"),
                            ("council", "Council"),
                            ("trustees", "Trustees"),
                            ("volunteers", "Volunteers"),
                            ("stakeholders", "Stakeholders"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
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
            name="GroupMember",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("from_day", models.DateField()),
                ("until_day", models.DateField(blank=True, null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="memberships",
                        to="people.contact",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="members",
                        to="people.group",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="memberships",
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
            name="DetailChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("what", models.CharField(max_length=40, verbose_name="the field, as the model names it")),
                ("was", models.TextField(blank=True)),
                ("became", models.TextField(blank=True)),
                ("by", models.UUIDField(null=True, verbose_name="the member of staff, where it was one")),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.contact",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
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
            options={
                "indexes": [
                    models.Index(fields=["school", "contact", "at"], name="details_of_a_contact"),
                    models.Index(fields=["school", "pupil", "at"], name="details_of_a_pupil"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("contact__isnull", False), ("pupil__isnull", False), _connector="OR"),
                        name="detail_of_somebody",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(fields=("school", "name"), name="group_name_once_a_school"),
        ),
        migrations.AddIndex(
            model_name="groupmember",
            index=models.Index(fields=["school", "group"], name="members_of_a_group"),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact__isnull", False), ("pupil", None)),
                    models.Q(("contact", None), ("pupil__isnull", False)),
                    _connector="OR",
                ),
                name="member_is_one_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_day", None), ("from_day__lte", models.F("until_day")), _connector="OR"),
                name="member_until_after_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until_day", None)),
                fields=("school", "group", "contact"),
                name="adult_once_in_a_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until_day", None)),
                fields=("school", "group", "pupil"),
                name="pupil_once_in_a_group",
            ),
        ),
        refer(CONTACT, "staff_id", STAFF),
        *[guard(table) for table in (CHANGE, GROUP, MEMBER)],
        keyed(GROUP),
        refer(MEMBER, "group_id", GROUP),
        *[refer(table, "contact_id", CONTACT) for table in (CHANGE, MEMBER)],
        *[refer(table, "pupil_id", PUPIL) for table in (CHANGE, MEMBER)],
        append_only(CHANGE),
    ]
