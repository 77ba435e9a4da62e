"""Asking families whether their details are right; and what addresses and numbers are compared by, worked out again.

Addresses and telephone numbers are read in more spellings than before, so that what is held gets another form.
"""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models

from bookbag.people.points import compared
from bookbag.schools import tenancy
from bookbag.schools.rls import guard, keyed, refer

ROUND, CHECK, CONTACT = "people_detailround", "people_detailcheck", "people_contact"
BATCH = 2000


def fold_again(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - what Django hands to every such function
    """Fold every way of reaching somebody again, school by school, and make sure that none was lost on the way.

    Where an adult has one of them in two spellings, the second keeps its old form: nothing is deleted.
    """
    for school_id in list(apps.get_model("schools", "School").objects.values_list("id", flat=True)):
        with tenancy.atomic(school_id):
            _fold_school(apps.get_model("people", "ContactPoint"), school_id)


def _fold_school(points: Any, school_id: int) -> None:
    held = list(points.objects.filter(school_id=school_id).order_by("id"))
    taken = {(point.contact_id, point.kind, point.folded) for point in held}
    changed, kept = [], 0
    for point in held:
        wanted = (point.contact_id, point.kind, compared(point.kind, point.value))
        if wanted in taken:
            kept += 1
            continue
        taken.add(wanted)
        point.folded = wanted[2]
        changed.append(point)
    points.objects.bulk_update(changed, ["folded"], batch_size=BATCH)
    counted = points.objects.filter(school_id=school_id).count()
    if len(changed) + kept != counted:
        raise RuntimeError(f"school {school_id}: {len(changed)} folded again and {kept} kept, but {counted} are held")


def own() -> list[tuple[str, Any]]:
    """The columns that both tables begin with."""
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("school", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school")),
    ]


def to(model: str, called: str = "+") -> Any:
    """A reference; the one inside the school is made below."""
    return models.ForeignKey(
        db_constraint=False, db_index=False, on_delete=models.DO_NOTHING, related_name=called, to=model
    )


class Migration(migrations.Migration):
    """Two tables, and one column worked out again."""

    dependencies: ClassVar = [("people", "0014_consents_in_own_words")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="DetailRound",
            fields=[
                *own(),
                ("day", models.DateField()),
                ("clause", models.CharField(blank=True, max_length=20)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["school", "day"], name="one_asking_for_details_a_day")]
            },
        ),
        migrations.CreateModel(
            name="DetailCheck",
            fields=[
                *own(),
                ("round", to("people.detailround", "checks")),
                ("contact", to("people.contact")),
                ("way", models.CharField(choices=[("email", "By e-mail"), ("paper", "On paper")], max_length=5)),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="said to be right")),
                (
                    "confirmed_with",
                    models.CharField(blank=True, max_length=200, verbose_name="who entered it for them"),
                ),
                (
                    "seen_at",
                    models.DateTimeField(null=True, verbose_name="what they changed was seen by the office"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["school", "round", "contact"], name="asked_once_a_round")
                ],
                "indexes": [models.Index(fields=["school", "contact", "asked_at"], name="asked_for_details")],
            },
        ),
        guard(ROUND),
        keyed(ROUND),
        guard(CHECK),
        refer(CHECK, "round_id", ROUND),
        refer(CHECK, "contact_id", CONTACT),
        migrations.RunPython(fold_again, migrations.RunPython.noop),
    ]
