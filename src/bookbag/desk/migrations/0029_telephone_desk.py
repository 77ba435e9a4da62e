"""The telephone desk: alerts, words for children, the answer machine, what was arranged, visitors."""

import uuid
from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from bookbag.schools.rls import guard, keep_apart, refer


class Migration(migrations.Migration):
    """Seven tables, and what calls hold beside."""

    dependencies: ClassVar = [
        ("desk", "0028_who_gave_the_code"),
        ("people", "0016_telephone_desk"),
        ("schools", "0010_own_consents"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="AnswerMachine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "checks",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TimeField(), default=list, size=None),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Arranged",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("kind", models.CharField(choices=[("call", "Call"), ("meeting", "Meeting")], max_length=7)),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("who", models.CharField(max_length=200, verbose_name="with whom")),
                ("number", models.CharField(blank=True, max_length=60)),
                ("made_at", models.DateTimeField()),
                (
                    "cannot_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="when they said that they cannot take the call"
                    ),
                ),
                ("took_place_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CallAlert",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("urgent", "An urgent call was not put through"),
                            ("stands_in", "An urgent call came for somebody whom you stand in for"),
                            ("collection", "A caller said who collects a child: decide before anybody acts on it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("over_at", models.DateTimeField(blank=True, null=True, verbose_name="when somebody had it")),
            ],
        ),
        migrations.CreateModel(
            name="MachineCheck",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("due", models.TimeField()),
                ("done_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                (
                    "comes_from",
                    models.CharField(blank=True, max_length=200, verbose_name="firm or service, where they say one"),
                ),
                ("came_at", models.DateTimeField()),
                (
                    "fetched_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="when whom they visit had come for them"),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Voicemail",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="from which number, where the machine says so"
                    ),
                ),
                (
                    "busy",
                    models.BooleanField(
                        default=False,
                        verbose_name="in one of the spells in which the policy lets the machine take calls",
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("file_type", models.CharField(blank=True, max_length=100)),
                ("file_size", models.IntegerField(default=0)),
                (
                    "sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="the recording in the file store, or nothing"
                    ),
                ),
                ("heard_at", models.DateTimeField(blank=True, null=True)),
                ("cleared_at", models.DateTimeField(blank=True, null=True)),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why no note was needed")),
            ],
        ),
        migrations.CreateModel(
            name="WordToPupil",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                (
                    "office_hears_at",
                    models.DateTimeField(verbose_name="from when on the office sees that nobody has told the child"),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="call",
            name="had_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="passed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="when it stood at the other school"),
        ),
        migrations.AddField(
            model_name="call",
            name="passed_from",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="schools.school",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="passed_to",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="schools.school",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="put_through_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="put_through_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("acknowledged", "Acknowledged by a person"),
                    ("explained", "Told why it takes longer"),
                    ("call_arranged", "Call arranged"),
                    ("meeting_arranged", "Meeting arranged"),
                    ("talk_logged", "Call or meeting noted"),
                    ("answered", "Answered in full"),
                    ("no_answer_needed", "No answer needed"),
                    ("reopened", "Opened again by a person"),
                    ("noticed", "Noticed at the school"),
                    ("asked", "Asked what is meant"),
                    ("told", "Told what is meant"),
                    ("proof_asked", "Asked who is asking"),
                    ("proof_had", "Shown who is asking"),
                    ("longer", "Told that it takes longer"),
                    ("tried", "Tried to ring back"),
                    ("tried_again", "Tried again to ring back"),
                    ("spoken", "Spoken to on the telephone"),
                    ("call_missed", "A call that was arranged could not be taken"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("had_at", None), ("urgent", True)), fields=["school", "at"], name="urgent_not_had"
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("passed_at", None), ("passed_to__isnull", False)),
                fields=["school"],
                name="calls_to_pass",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("put_through_at", None), ("put_through_to", None)),
                    models.Q(("put_through_at__isnull", False), ("put_through_to__isnull", False)),
                    _connector="OR",
                ),
                name="put_through_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_by__isnull", False), ("passed_from__isnull", False), _connector="OR"),
                name="call_taken_or_passed_on",
            ),
        ),
        migrations.AddField(
            model_name="answermachine",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AddField(
            model_name="arranged",
            name="case",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="desk.case",
            ),
        ),
        migrations.AddField(
            model_name="arranged",
            name="made_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="arranged",
            name="pupil",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.pupil",
            ),
        ),
        migrations.AddField(
            model_name="arranged",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AddField(
            model_name="arranged",
            name="staff",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="callalert",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="desk.case",
            ),
        ),
        migrations.AddField(
            model_name="callalert",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AddField(
            model_name="callalert",
            name="staff",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="machinecheck",
            name="done_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="machinecheck",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="signed_in_at_desk_of",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="visits",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="voicemail",
            name="case",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="desk.case",
            ),
        ),
        migrations.AddField(
            model_name="voicemail",
            name="cleared_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="voicemail",
            name="heard_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="voicemail",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AddField(
            model_name="voicemail",
            name="taken_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="wordtopupil",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="desk.case",
            ),
        ),
        migrations.AddField(
            model_name="wordtopupil",
            name="pupil",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.pupil",
            ),
        ),
        migrations.AddField(
            model_name="wordtopupil",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AddField(
            model_name="wordtopupil",
            name="told_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddConstraint(
            model_name="answermachine",
            constraint=models.UniqueConstraint(fields=("school",), name="one_answer_machine"),
        ),
        migrations.AddIndex(
            model_name="arranged",
            index=models.Index(fields=["school", "staff", "starts"], name="diary_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="arranged",
            index=models.Index(
                condition=models.Q(("cannot_at__isnull", False), ("case", None)),
                fields=["school", "starts"],
                name="calls_nobody_took",
            ),
        ),
        migrations.AddConstraint(
            model_name="arranged",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts__lt", models.F("ends"))), name="arranged_ends_after_start"
            ),
        ),
        migrations.AddIndex(
            model_name="callalert",
            index=models.Index(
                condition=models.Q(("over_at", None)), fields=["school", "staff"], name="call_alerts_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="callalert",
            constraint=models.UniqueConstraint(
                fields=("school", "case", "staff", "why"), name="alerted_once_to_a_call"
            ),
        ),
        migrations.AddConstraint(
            model_name="machinecheck",
            constraint=models.UniqueConstraint(fields=("school", "day", "due"), name="machine_heard_once_a_time"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("left_at", None)), fields=["school", "came_at"], name="visitors_in_school"
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["school", "-came_at"], name="visits_by_time"),
        ),
        migrations.AddIndex(
            model_name="voicemail",
            index=models.Index(
                condition=models.Q(("cleared_at", None)), fields=["school", "recorded_at"], name="voicemail_to_clear"
            ),
        ),
        migrations.AddIndex(
            model_name="voicemail",
            index=models.Index(fields=["school", "-recorded_at"], name="voicemail_by_time"),
        ),
        migrations.AddConstraint(
            model_name="voicemail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("because", ""), ("case", None), ("cleared_at", None), ("cleared_by", None)),
                    models.Q(
                        models.Q(("case__isnull", False), models.Q(("because", ""), _negated=True), _connector="OR"),
                        ("cleared_at__isnull", False),
                        ("cleared_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="voicemail_cleared_with_a_note_or_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="wordtopupil",
            index=models.Index(
                condition=models.Q(("told_at", None)), fields=["school", "pupil"], name="words_not_told"
            ),
        ),
        migrations.AddConstraint(
            model_name="wordtopupil",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("told_at", None), ("told_by", None)),
                    models.Q(("told_at__isnull", False), ("told_by__isnull", False)),
                    _connector="OR",
                ),
                name="told_by_somebody",
            ),
        ),
        refer("desk_call", "had_by_id", "people_staffmember"),
        refer("desk_call", "put_through_to_id", "people_staffmember"),
        guard("desk_callalert", sight=True),
        refer("desk_callalert", "case_id", "desk_case", sight=True),
        refer("desk_callalert", "staff_id", "people_staffmember"),
        keep_apart("desk_callalert"),
        guard("desk_wordtopupil", sight=True),
        refer("desk_wordtopupil", "case_id", "desk_case", sight=True),
        refer("desk_wordtopupil", "pupil_id", "people_pupil"),
        refer("desk_wordtopupil", "told_by_id", "people_staffmember"),
        keep_apart("desk_wordtopupil"),
        guard("desk_voicemail", sight=True),
        refer("desk_voicemail", "case_id", "desk_case", sight=True),
        refer("desk_voicemail", "taken_by_id", "people_staffmember"),
        refer("desk_voicemail", "heard_by_id", "people_staffmember"),
        refer("desk_voicemail", "cleared_by_id", "people_staffmember"),
        keep_apart("desk_voicemail"),
        guard("desk_answermachine"),
        guard("desk_machinecheck"),
        refer("desk_machinecheck", "done_by_id", "people_staffmember"),
        guard("desk_arranged", sight=True),
        refer("desk_arranged", "case_id", "desk_case", sight=True),
        refer("desk_arranged", "staff_id", "people_staffmember"),
        refer("desk_arranged", "made_by_id", "people_staffmember"),
        refer("desk_arranged", "pupil_id", "people_pupil"),
        keep_apart("desk_arranged"),
        guard("desk_visit"),
        refer("desk_visit", "visits_id", "people_staffmember"),
        refer("desk_visit", "signed_in_at_desk_of_id", "people_staffmember"),
    ]
