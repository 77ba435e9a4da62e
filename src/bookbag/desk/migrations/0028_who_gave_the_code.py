"""A session of the family pages knows who gave the code that began it. Those of whom that is not known end."""

from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import Statements, refer

SESSION = "desk_familysession"


class Migration(migrations.Migration):
    """One column instead of another."""

    dependencies: ClassVar = [("desk", "0027_calls"), ("people", "0005_hours")]
    operations: ClassVar = [
        Statements(
            f"alter table {SESSION} no force row level security",
            f"delete from {SESSION} where by_slip",
            f"alter table {SESSION} force row level security",
        ),
        migrations.RemoveField("FamilySession", "by_slip"),
        migrations.AddField(
            "FamilySession",
            "given_by",
            models.ForeignKey(
                "people.StaffMember",
                verbose_name="who gave the code, where it came from the office",
                null=True,
                blank=True,
                on_delete=models.DO_NOTHING,
                db_constraint=False,
                db_index=False,
                related_name="+",
            ),
        ),
        refer(SESSION, "given_by_id", "people_staffmember"),
    ]
