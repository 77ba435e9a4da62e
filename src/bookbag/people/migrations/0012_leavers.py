"""Leavers and who takes over from them, and the keys of the schools' directories; guarded."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models

from bookbag.schools.rls import Statements, guard, refer

LEAVING, KEY, STAFF = "people_leaving", "people_directorykey", "people_staffmember"

# Whether a login still opens a school, past the guard of the one that asks. It says yes or no, and not where.
WORKS = """
create function people_works_somewhere(login bigint) returns boolean language plpgsql as $$
declare
  mine text := current_setting('app.person', true);
  found_one boolean;
begin
  perform set_config('app.person', login::text, true);
  select exists (select from people_staffmember where user_id = login and left_on is null) into found_one;
  perform set_config('app.person', coalesce(mine, ''), true);
  return found_one;
end $$
"""


def own() -> list[tuple[str, Any]]:
    """The columns that both tables begin with."""
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("school", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school")),
    ]


def member(*, optional: bool = False, called: str = "+") -> Any:
    """Somebody who works or worked at the school; the reference inside the school is made below."""
    return models.ForeignKey(
        blank=optional,
        null=optional,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name=called,
        to="people.staffmember",
    )


class Migration(migrations.Migration):
    """Columns of staff, two tables and a question."""

    dependencies: ClassVar = [("people", "0011_restrictions_live"), ("schools", "0007_cases_wait")]
    operations: ClassVar = [
        migrations.AddField(
            "staffmember",
            "last_day",
            models.DateField(
                blank=True, null=True, verbose_name="the last day on which they work here, once it is known"
            ),
        ),
        migrations.AddField(
            "staffmember",
            "external_id",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=200,
                verbose_name="their number in the school's directory",
            ),
        ),
        migrations.AddField(
            "staffmember",
            "forgotten_at",
            models.DateTimeField(
                null=True, verbose_name="when the school's directory deleted them: it no longer finds them"
            ),
        ),
        migrations.AddConstraint(
            "staffmember",
            models.UniqueConstraint(
                fields=("school", "external_id"),
                name="one_number_in_the_directory",
                condition=models.Q(("external_id", ""), _negated=True),
            ),
        ),
        migrations.CreateModel(
            name="Leaving",
            fields=[
                *own(),
                ("staff", member(called="leavings")),
                ("takes_over", member(optional=True)),
                ("takers", models.JSONField(blank=True, default=dict)),
                ("said_by", member(optional=True)),
                ("said_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="when their sign-in ended")),
                ("handed_over_at", models.DateTimeField(blank=True, null=True)),
                (
                    "returned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="when they came to work here again"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "staff"),
                        name="one_leaving_at_a_time",
                        condition=models.Q(("returned_at", None)),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectoryKey",
            fields=[
                *own(),
                ("digest", models.CharField(max_length=64)),
                ("made_by", member()),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("minute", models.DateTimeField(blank=True, null=True)),
                ("asked", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("school", "digest"), name="one_directory_key")],
            },
        ),
        guard(LEAVING),
        guard(KEY),
        *[refer(LEAVING, column, STAFF) for column in ("staff_id", "takes_over_id", "said_by_id")],
        refer(KEY, "made_by_id", STAFF),
        Statements(WORKS, backwards=("drop function people_works_somewhere(bigint)",)),
    ]
