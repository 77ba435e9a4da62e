"""A restriction from what somebody said to its end: seen, stopped, reviewed, lifted; and whom it limits, for everybody."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from bookbag.schools.rls import Statements, guard, keyed, refer

RESTRICTION, STEP, STAFF = "people_restriction", "people_restrictionstep", "people_staffmember"

# As in 0003: past sight inside the school, and ids only. Which words cover what was asked, and which words there are, the
# caller says (policy.telling), so that the two can never differ; a word that nobody knows covers everything.
LIMITED = """
create function people_limited(pupils uuid[], today date, covering text[], known text[])
returns table (pupil_id uuid, contact_id uuid)
language plpgsql as $$
declare
  mine text := current_setting('app.sight', true);
begin
  perform set_config('app.sight', '2', true);
  return query select distinct r.pupil_id, r.contact_id from people_restriction r
    where r.pupil_id = any (pupils) and (r.lifted_on is null or today < r.lifted_on)
    and (r.checked_by_id is not null and today between r.starts_on and r.ends_on
      or today between r.stopped_on and r.stopped_until)
    and exists (select from jsonb_array_elements_text(r.scope) as one (word)
      where one.word = any (covering) or one.word <> all (known));
  perform set_config('app.sight', coalesce(mine, ''), true);
end $$
"""
# Whoever answers the telephone hears of an order first, and may not read what is kept of it: they add, and see nothing.
SAID = """
create function people_restriction_said(restriction jsonb, step jsonb) returns void
language plpgsql as $$
declare
  mine text := current_setting('app.sight', true);
begin
  perform set_config('app.sight', '1', true);
  insert into people_restriction select * from jsonb_populate_record(null::people_restriction, restriction);
  insert into people_restrictionstep select * from jsonb_populate_record(null::people_restrictionstep, step);
  perform set_config('app.sight', coalesce(mine, ''), true);
end $$
"""
BEFORE = """
create function people_ring_office_first(pupils uuid[], today date, scopes text[]) returns table (contact_id uuid)
language plpgsql as $$
declare
  mine text := current_setting('app.sight', true);
begin
  perform set_config('app.sight', '2', true);
  return query select distinct r.contact_id from people_restriction r
    where r.pupil_id = any (pupils) and today between r.starts_on and r.ends_on
    and exists (select from jsonb_array_elements_text(r.scope) as one (word) where one.word = any (scopes)
      or one.word <> all (array['everything', 'no contact', 'no address shown', 'events on site', 'reports']));
  perform set_config('app.sight', coalesce(mine, ''), true);
end $$
"""


class Migration(migrations.Migration):
    """New columns, a table of steps, and two functions in the place of one."""

    dependencies: ClassVar = [("people", "0010_families_as_they_are")]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="restriction", name="restriction_has_evidence"),
        migrations.AddField(
            model_name="restriction",
            name="said",
            field=models.TextField(
                blank=True, db_default="", verbose_name="who says that there is an order, and what they say"
            ),
        ),
        migrations.AddField(model_name="restriction", name="checked_on", field=models.DateField(blank=True, null=True)),
        migrations.AddField(
            model_name="restriction",
            name="stopped_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="since when nothing goes to the adult until the order is seen"
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="stopped_until",
            field=models.DateField(blank=True, null=True, verbose_name="the last day of that stop"),
        ),
        migrations.AddField(
            model_name="restriction",
            name="lifted_on",
            field=models.DateField(blank=True, null=True, verbose_name="the day on which it was ended early"),
        ),
        migrations.AlterField(
            model_name="restriction",
            name="evidence",
            field=models.TextField(blank=True, verbose_name="what was seen of the order"),
        ),
        migrations.AlterField(
            model_name="restriction",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.staffmember",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("checked_by", None), models.Q(("evidence", ""), _negated=True), _connector="OR"),
                name="restriction_has_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stopped_on", None), ("stopped_until", None)),
                    models.Q(("stopped_on__isnull", False), ("stopped_until__gte", models.F("stopped_on"))),
                    _connector="OR",
                ),
                name="restriction_stop_ends",
            ),
        ),
        migrations.CreateModel(
            name="RestrictionStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("said", "Was told of it"),
                            ("seen", "Has seen the order"),
                            ("stopped", "Set a stop"),
                            ("reviewed", "Reviewed it"),
                            ("lifted", "Lifted it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", models.TextField()),
                ("file_name", models.CharField(blank=True, db_default="", max_length=255)),
                ("file_sha256", models.CharField(blank=True, db_default="", max_length=64)),
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
                    "restriction",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="steps",
                        to="people.restriction",
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
                    models.Index(fields=["school", "restriction", "at"], name="steps_of_a_restriction"),
                ],
            },
        ),
        keyed(RESTRICTION, sight=True),
        guard(STEP, sight=True),
        refer(STEP, "restriction_id", RESTRICTION, sight=True),
        refer(STEP, "by_id", STAFF),
        Statements(
            "drop function people_ring_office_first(uuid[], date)",
            "drop function people_ring_office_first(uuid[], date, text[])",
            backwards=(BEFORE,),
        ),
        Statements(LIMITED, backwards=("drop function people_limited(uuid[], date, text[], text[])",)),
        Statements(SAID, backwards=("drop function people_restriction_said(jsonb, jsonb)",)),
    ]
