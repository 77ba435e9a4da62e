"""Whoever was told of a date is told again where it moves: another date is another matter."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The date that a reminder speaks of, and once for each."""

    dependencies: ClassVar = [("desk", "0012_named_days")]
    operations: ClassVar = [
        migrations.RemoveIndex("reminder", "reminders_untold"),
        migrations.RenameField("reminder", "due_at", "tell_at"),
        migrations.AddIndex(
            "reminder",
            models.Index(
                condition=models.Q(told_at=None), fields=["school", "staff", "tell_at"], name="reminders_untold"
            ),
        ),
        migrations.AddField(
            "reminder",
            "due",
            models.DateTimeField(
                null=True, verbose_name="the date of the duty that they are told of; another date is another matter"
            ),
        ),
        migrations.RemoveConstraint("reminder", "told_once_of_a_duty"),
        migrations.AddConstraint(
            "reminder",
            models.UniqueConstraint(fields=["school", "duty", "due", "stage", "staff"], name="told_once_of_a_date"),
        ),
    ]
