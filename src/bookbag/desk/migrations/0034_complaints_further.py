"""The school's own complaints procedure, who sits on a panel, and the further steps and events of complaints."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models

from bookbag.schools.rls import guard, keep_apart, keyed, refer

STEP, PANEL, PROCEDURE = "desk_complaintstep", "desk_panelmember", "desk_complaintprocedure"
STEPS = [
    ("investigator", "Looks into it"),
    ("finding", "Finding"),
    ("attempt", "Attempt to settle it"),
    ("procedure_sent", "Complaints procedure sent"),
    ("update", "Told how it stands"),
    ("outcome", "Outcome"),
    ("next_stage", "Went to the next stage"),
    ("complex", "Particularly complex"),
    ("agency", "Who else is brought in"),
    ("learning", "What the school learns from it"),
    ("written_down", "Written down and read back"),
    ("consulted", "Read the complaints procedure"),
    ("passed_up", "Passed up"),
    ("panel", "Panel"),
    ("told_person", "Findings given to whom it is about"),
    ("asked_settled", "Asked whether it was settled"),
]
EVENTS = [
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
    ("step_taken", "Something was done about the complaint"),
    ("complex", "Particularly complex"),
    ("decided", "Decided whom to bring in"),
]


def _to(model: str, *, name: str = "+", null: bool = False) -> "models.ForeignKey[Any, Any]":
    """A reference that the guard below makes."""
    return models.ForeignKey(
        db_constraint=False, db_index=False, null=null, on_delete=models.DO_NOTHING, related_name=name, to=model
    )


def _school() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school")


class Migration(migrations.Migration):
    """Two tables, and the words of two columns."""

    dependencies: ClassVar = [("desk", "0033_kept_channels"), ("people", "0016_telephone_desk")]
    operations: ClassVar = [
        migrations.AlterField("caseevent", "kind", models.CharField(choices=EVENTS, max_length=20)),
        migrations.AlterField("complaintstep", "kind", models.CharField(choices=STEPS, max_length=20)),
        migrations.CreateModel(
            "ComplaintProcedure",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("school", _school()),
                ("name", models.CharField("what it is called", max_length=200)),
                ("link", models.URLField("where it can be read", blank=True, max_length=300)),
                ("stages", models.JSONField("what each stage is, in order")),
                ("entered_at", models.DateTimeField()),
                ("entered_by", _to("people.staffmember")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["school"], name="one_complaints_procedure")],
            },
        ),
        migrations.CreateModel(
            "PanelMember",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("school", _school()),
                ("sight", models.SmallIntegerField(default=0)),
                ("step", _to("desk.complaintstep", name="panel")),
                ("staff", _to("people.staffmember", null=True)),
                ("name", models.CharField(max_length=200)),
            ],
            options={"indexes": [models.Index(fields=["school", "step"], name="members_of_a_panel")]},
        ),
        keyed(STEP, sight=True),
        guard(PROCEDURE),
        refer(PROCEDURE, "entered_by_id", "people_staffmember"),
        guard(PANEL, sight=True),
        refer(PANEL, "step_id", STEP, sight=True),
        refer(PANEL, "staff_id", "people_staffmember"),
        keep_apart(PANEL, by=(("step_id", STEP),)),
    ]
