"""Calls, who collects, answers that are ready; and what is done to ring back, among the events of a case."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q

from bookbag.schools.rls import guard, keep_apart, refer

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
]
HOW = [("rang", "Rang a number that we held already"), ("password", "They gave the family’s password")]
CALL, COLLECTION, READY = "desk_call", "desk_collection", "desk_readyanswer"


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


def _own() -> list[tuple[str, "models.Field[Any, Any]"]]:
    school = models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school")
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("school", school),
    ]


class Migration(migrations.Migration):
    """Three tables, and the list of a column's words."""

    dependencies: ClassVar = [("desk", "0026_complaints"), ("people", "0011_restrictions_live")]
    operations: ClassVar = [
        migrations.AlterField("caseevent", "kind", models.CharField(choices=EVENTS, max_length=20)),
        migrations.CreateModel(
            "Call",
            [
                *_own(),
                ("sight", models.SmallIntegerField(default=0)),
                ("case", _to("desk.case", name="calls")),
                ("at", models.DateTimeField()),
                ("number", models.CharField(max_length=60, verbose_name="as it was typed, or why there is none")),
                ("for_whom", _to("people.staffmember", null=True)),
                ("urgent", models.BooleanField(default=False)),
                ("taken_by", _to("people.staffmember")),
                (
                    "delivered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="when it stood before whom it is for"),
                ),
                (
                    "had_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="when they said that they have it, or acted on it"
                    ),
                ),
                (
                    "settled_with",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="the ready answer that settled it at once"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "at"], name="calls_by_time"),
                    models.Index(
                        fields=["school", "for_whom"],
                        name="calls_not_had",
                        condition=Q(had_at=None, delivered_at__isnull=False),
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("school", "case"), name="one_call_a_case")],
            },
        ),
        migrations.CreateModel(
            "Collection",
            [
                *_own(),
                ("sight", models.SmallIntegerField(default=0)),
                ("case", _to("desk.case", name="collections")),
                ("pupil", _to("people.pupil")),
                ("day", models.DateField()),
                (
                    "adult",
                    models.CharField(
                        max_length=200, verbose_name="who is to collect, as it was said; or that nobody is"
                    ),
                ),
                ("contact", _to("people.contact", null=True)),
                ("said_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_by", _to("people.staffmember", null=True)),
                ("how", models.CharField(blank=True, choices=HOW, max_length=10)),
                ("rang", _to("people.contact", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["school", "day", "pupil"], name="collections_of_a_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(
                            Q(("confirmed_at", None), ("confirmed_by", None), ("how", "")),
                            Q(~Q(how=""), ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="collection_confirmed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=Q(~Q(how="rang"), ("rang__isnull", False), _connector="OR"),
                        name="rang_somebody_we_hold",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "ReadyAnswer",
            [*_own(), ("subject", models.CharField(max_length=100)), ("words", models.TextField())],
            options={
                "ordering": ["subject"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "subject"), name="ready_answer_once_a_subject")
                ],
            },
        ),
        guard(CALL, sight=True),
        refer(CALL, "case_id", "desk_case", sight=True),
        refer(CALL, "for_whom_id", "people_staffmember"),
        refer(CALL, "taken_by_id", "people_staffmember"),
        keep_apart(CALL),
        guard(COLLECTION, sight=True),
        refer(COLLECTION, "case_id", "desk_case", sight=True),
        refer(COLLECTION, "pupil_id", "people_pupil"),
        refer(COLLECTION, "contact_id", "people_contact"),
        refer(COLLECTION, "confirmed_by_id", "people_staffmember"),
        refer(COLLECTION, "rang_id", "people_contact"),
        keep_apart(COLLECTION),
        guard(READY),
    ]
