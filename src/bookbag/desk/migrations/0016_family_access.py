"""Codes and sessions of the family pages, guarded."""

import uuid
from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import guard, refer

CODE, SESSION, CONTACT = "desk_familycode", "desk_familysession", "people_contact"


def own() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]  # fields of every kind
    """The columns that both tables begin with."""
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("school", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school")),
    ]


def adult(*, optional: bool) -> models.ForeignKey[object, object]:
    """An adult; the reference inside the school is made below."""
    return models.ForeignKey(
        blank=optional,
        null=optional,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to="people.contact",
    )


class Migration(migrations.Migration):
    """Two tables."""

    dependencies: ClassVar = [("desk", "0015_events_named"), ("people", "0005_hours")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="FamilyCode",
            fields=[
                *own(),
                (
                    "address",
                    models.CharField(
                        blank=True, max_length=254, verbose_name="to which it is to go, until the worker has looked"
                    ),
                ),
                (
                    "asked_of",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="the address, as a keyed digest, for counting requests"
                    ),
                ),
                ("peer", models.CharField(blank=True, max_length=45, verbose_name="the machine that asked")),
                ("contact", adult(optional=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField()),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField()),
                ("tries", models.SmallIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "made_at"], name="codes_lately"),
                    models.Index(fields=["school", "contact"], name="codes_of_a_contact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest", ""), ("contact__isnull", False), _connector="OR"),
                        name="code_is_somebodys",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilySession",
            fields=[
                *own(),
                ("contact", adult(optional=False)),
                ("digest", models.CharField(max_length=64)),
                ("by_slip", models.BooleanField(default=False, verbose_name="with a code that the office gave")),
                ("began_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["school", "contact"], name="family_sessions_of_adult")],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "digest"), name="one_family_session_a_secret")
                ],
            },
        ),
        guard(CODE),
        guard(SESSION),
        refer(CODE, "contact_id", CONTACT, delete="cascade"),
        refer(CODE, "given_by_id", "people_staffmember"),
        refer(SESSION, "contact_id", CONTACT, delete="cascade"),
    ]
