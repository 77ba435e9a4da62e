"""What families have answered about consents, and talks with parents who differ; guarded, and only added to."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models

from bookbag.schools.rls import append_only, guard, refer

ANSWER, TALK = "people_consentanswer", "people_consenttalk"
PUPIL, CONTACT, STAFF = "people_pupil", "people_contact", "people_staffmember"


def to(model: str, *, optional: bool = False) -> Any:
    """A reference; the one inside the school is made below."""
    return models.ForeignKey(
        blank=optional,
        null=optional,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        to=f"people.{model}",
    )


def own() -> list[tuple[str, Any]]:
    """The columns that both tables begin with."""
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        (
            "school",
            models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
        ),
        ("pupil", to("pupil")),
        ("topic", models.CharField(max_length=60)),
        ("entered_by", to("staffmember")),
        ("entered_at", models.DateTimeField()),
    ]


class Migration(migrations.Migration):
    """Two tables."""

    dependencies: ClassVar = [("people", "0007_imports")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="ConsentAnswer",
            fields=[
                *own(),
                ("contact", to("contact", optional=True)),
                ("state", models.CharField(max_length=10)),
                ("answered_on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("how", models.CharField(max_length=20)),
                ("evidence", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "pupil", "entered_at"], name="consents_of_a_pupil"),
                    models.Index(fields=["school", "state"], name="consents_by_state"),
                ]
            },
        ),
        migrations.CreateModel(
            name="ConsentTalk",
            fields=[*own(), ("note", models.TextField())],
            options={"indexes": [models.Index(fields=["school", "pupil", "topic"], name="talks_about_a_consent")]},
        ),
        *[guard(table) for table in (ANSWER, TALK)],
        *[refer(table, "pupil_id", PUPIL) for table in (ANSWER, TALK)],
        *[refer(table, "entered_by_id", STAFF) for table in (ANSWER, TALK)],
        refer(ANSWER, "contact_id", CONTACT),
        *[append_only(table) for table in (ANSWER, TALK)],
    ]
