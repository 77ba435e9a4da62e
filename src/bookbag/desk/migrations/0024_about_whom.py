"""Whom a case is about of those who work here, and that all of it is kept from them: rows, counts and the record."""

import uuid
from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import Statements, guard, keep_apart, refer

ABOUT = "desk_caseabout"
ON_A_CASE = (
    "arrival", "message", "note", "duty", "caseevent", "caseparty", "casepupil", "proposal", "move", "reply", "breach",
    "handedover",
)  # fmt: skip
ON_WHAT_HANGS_ON_ONE = {
    "desk_attachment": (("message_id", "desk_message"),),
    "desk_suggestion": (("message_id", "desk_message"),),
    "desk_ask": (("question_id", "desk_note"),),
    "desk_homecopy": (("reply_id", "desk_reply"),),
    "desk_making": (("reply_id", "desk_reply"),),
    "desk_reminder": (("case_id", "desk_case"), ("duty_id", "desk_duty")),
}

COUNT = """
create or replace function desk_case_is_counted() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.is_open then
    insert into desk_tally (school_id, sight, owner, "case", change)
    values (old.school_id, old.sight, old.owner_id, case when old.is_about_staff then old.id end, -1);
  end if;
  if tg_op <> 'DELETE' and new.is_open then
    insert into desk_tally (school_id, sight, owner, "case", change)
    values (new.school_id, new.sight, new.owner_id, case when new.is_about_staff then new.id end, 1);
  end if;
  return null;
end $$
"""
COLUMNS = "state, owner_id, sight, is_about_staff"


class Migration(migrations.Migration):
    """One table, and a policy on every table that knows of a case. What is about a colleague is counted by its case."""

    dependencies: ClassVar = [
        ("desk", "0023_versions"),
        ("outbox", "0005_files"),
        ("people", "0005_hours"),
        ("record", "0002_guard"),
    ]
    operations: ClassVar = [
        migrations.AddField(
            "Case",
            "is_about_staff",
            models.BooleanField("about somebody who works here; None until it was asked", blank=True, null=True),
        ),
        migrations.AddField(
            "Tally",
            "case",
            models.UUIDField("the case, where some are kept from it: they are not to count it either", null=True),
        ),
        migrations.CreateModel(
            "CaseAbout",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="about_staff",
                        to="desk.case",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("staff", "A member of staff"),
                            ("dsl", "A safeguarding lead"),
                            ("head", "The headteacher"),
                            ("chair", "The chair of governors"),
                            ("chief_executive", "The chief executive"),
                            ("chair_of_trustees", "The chair of trustees"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["school", "staff"], name="cases_about_somebody")],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "case", "staff"), name="about_somebody_once_a_case")
                ],
            },
        ),
        guard(ABOUT, sight=True),
        refer(ABOUT, "case_id", "desk_case", sight=True),
        refer(ABOUT, "staff_id", "people_staffmember"),
        refer(ABOUT, "said_by_id", "people_staffmember"),
        keep_apart("desk_case", case="id"),
        keep_apart(ABOUT),
        *[keep_apart(f"desk_{name}") for name in ON_A_CASE],
        *[keep_apart(table, by=by) for table, by in ON_WHAT_HANGS_ON_ONE.items()],
        keep_apart("desk_tally", case='"case"'),
        keep_apart("outbox_dispatch", case="about"),
        keep_apart("record_entry", case="thing_id"),
        migrations.RemoveIndex("Duty", "duties_of_a_clause"),
        migrations.AddIndex(
            "Duty",
            models.Index(
                fields=["school", "pack", "clause"],
                include=["sight", "state", "due", "ended_at", "case"],
                name="duties_of_a_clause",
            ),
        ),
        Statements(
            COUNT,
            "drop trigger counted on desk_case",
            f"create trigger counted after insert or delete or update of {COLUMNS} on desk_case"
            " for each row execute function desk_case_is_counted()",
        ),
    ]
