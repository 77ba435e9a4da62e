"""What was held before is kept; telephone numbers and postal addresses held already get the form they are compared in."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models

from bookbag.people.points import compared
from bookbag.schools import tenancy
from bookbag.schools.rls import append_only, guard, refer

CHANGE, CONTACT = "people_pointchange", "people_contact"
BATCH = 2000


def fold_again(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - what Django hands to every such function
    """Fold every way of reaching somebody again, school by school, and make sure that none was lost on the way.

    Where an adult has one number in two spellings, the second keeps its old form: nothing is deleted, and the first is
    found.
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


class Migration(migrations.Migration):
    """One table that only grows, and one column worked out again."""

    dependencies: ClassVar = [("people", "0005_hours"), ("schools", "0007_cases_wait")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="PointChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="changes",
                        to="people.contact",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("email", "E-mail"), ("telephone", "Telephone"), ("post", "Address")], max_length=10
                    ),
                ),
                ("was", models.CharField(max_length=300)),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("corrected", "Corrected"),
                            ("came back", "A message came back"),
                            ("works", "Said to work after all"),
                        ],
                        max_length=10,
                    ),
                ),
                ("by", models.UUIDField(null=True, verbose_name="the member of staff, where it was one")),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["school", "contact", "at"], name="changes_of_a_contact")]},
        ),
        guard(CHANGE),
        refer(CHANGE, "contact_id", CONTACT),
        append_only(CHANGE),
        migrations.RunPython(fold_again, migrations.RunPython.noop),
    ]
