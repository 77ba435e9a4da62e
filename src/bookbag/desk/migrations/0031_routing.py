"""Whose a case became by the policy, who passed it on, what nobody has, people's own labels; and what goes before others."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q

from bookbag.schools.rls import guard, keep_apart, refer

URGENT = [
    ("safety", "A child’s safety"),
    ("distress", "Somebody is in distress"),
    ("deadline", "It cannot wait"),
    ("words", "Its words sound urgent"),
]
TABLES = ("routed", "passing", "unowned", "label")
STAFF = (
    ("desk_routed", "staff_id"),
    ("desk_routed", "seen_by_id"),
    ("desk_passing", "by_id"),
    ("desk_passing", "to_id"),
    ("desk_label", "staff_id"),
)
OPEN = Q(is_open=True)
INBOXES = {
    "inbox": ["school", "rank", "next_due", "id"],
    "inbox_of_owner": ["school", "owner", "rank", "next_due", "id"],
    "inbox_of_category": ["school", "category", "rank", "next_due", "id"],
}


def _to(model: str, *, name: str = "+", null: bool = False) -> "models.ForeignKey[Any, Any]":
    """A reference that the guard below makes."""
    return models.ForeignKey(
        blank=null,
        db_constraint=False,
        db_index=False,
        null=null,
        on_delete=models.DO_NOTHING,
        related_name=name,
        to=model,
    )


def _own(name: str) -> list[tuple[str, "models.Field[Any, Any]"]]:
    school = models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school")
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("school", school),
        ("sight", models.SmallIntegerField(default=0)),
        ("case", _to("desk.case", name=name)),
    ]


class Migration(migrations.Migration):
    """Four tables, and what lists are sorted by first."""

    dependencies: ClassVar = [("desk", "0030_other_doors"), ("people", "0011_restrictions_live")]
    operations: ClassVar = [
        migrations.AddField(
            "Case",
            "urgent_for",
            models.CharField(
                "why it goes before others, until it is answered",
                blank=True,
                choices=URGENT,
                db_default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            "Case",
            "rank",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(~Q(urgent_for="") & Q(state__in=("new", "acknowledged")), then=0),
                    default=1,
                    output_field=models.SmallIntegerField(),
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        *[migrations.RemoveIndex("Case", name) for name in INBOXES],
        *[
            migrations.AddIndex("Case", models.Index(fields=fields, name=name, condition=OPEN))
            for name, fields in INBOXES.items()
        ],
        migrations.CreateModel(
            "Routed",
            [
                *_own("routed"),
                ("post", models.CharField(max_length=30)),
                ("clause", models.CharField(blank=True, max_length=20)),
                ("staff", _to("people.staffmember", null=True)),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField("when the first of them opened it", blank=True, null=True)),
                ("seen_by", _to("people.staffmember", null=True)),
                (
                    "escalate_at",
                    models.DateTimeField("when the head hears that nobody has", blank=True, null=True),
                ),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "case", "at"], name="routed_cases"),
                    models.Index(
                        fields=["school", "escalate_at"],
                        name="routed_and_not_seen",
                        condition=Q(seen_at=None, escalated_at=None, escalate_at__isnull=False),
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            "Passing",
            [
                *_own("passings"),
                ("by", _to("people.staffmember")),
                ("to", _to("people.staffmember")),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["school", "by", "case"], name="passed_on_by_somebody")]},
        ),
        migrations.CreateModel(
            "Unowned",
            [
                *_own("unowned"),
                ("since", models.DateTimeField()),
                (
                    "tell_at",
                    models.DateTimeField("when the next are told; None once there is nobody left to tell", null=True),
                ),
                ("office_told_at", models.DateTimeField(blank=True, null=True)),
                ("head_told_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["school", "tell_at"], name="unowned_to_tell", condition=Q(tell_at__isnull=False)
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("school", "case"), name="unowned_once_a_case")],
            },
        ),
        migrations.CreateModel(
            "Label",
            [*_own("labels"), ("staff", _to("people.staffmember")), ("name", models.CharField(max_length=40))],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "staff", "case"), name="one_label_of_each_a_case")
                ]
            },
        ),
        *[guard(f"desk_{name}", sight=True) for name in TABLES],
        *[refer(f"desk_{name}", "case_id", "desk_case", sight=True) for name in TABLES],
        *[refer(table, column, "people_staffmember") for table, column in STAFF],
        *[keep_apart(f"desk_{name}") for name in TABLES],
    ]
