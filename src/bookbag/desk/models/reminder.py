"""Reminders: who is to be told of what is due or late, and when they were told. One for each date, stage and person."""

import uuid
from typing import ClassVar

from django.db import models

from bookbag.policy.reminding import Stage as StageValue


class Stage(models.TextChoices):
    """Why somebody is told; the words read on after their name."""

    BEFORE = StageValue.BEFORE, "was reminded"
    DUE = StageValue.DUE, "was told that its time had come"
    LATE = StageValue.LATE, "was told that it is late"
    EMERGENCY = StageValue.EMERGENCY, "was alerted"


class Reminder(models.Model):
    """That somebody is to be told of a duty, or alerted to a case. The database lets it be once, whoever tries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    duty = models.ForeignKey(
        "desk.Duty",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="reminders",
    )
    case = models.ForeignKey(
        "desk.Case", null=True, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="alerts"
    )
    staff = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    stage = models.CharField(max_length=10, choices=Stage)
    because = models.CharField("why this person, in the policy's words", max_length=200)
    due = models.DateTimeField("the date of the duty that they are told of; another date is another matter", null=True)
    tell_at = models.DateTimeField("when they are to be told")
    told_at = models.DateTimeField(null=True)
    dispatch = models.UUIDField("the e-mail that told them", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["school", "staff", "tell_at"], name="reminders_untold", condition=models.Q(told_at=None)
            ),
            models.Index(fields=["school", "staff", "told_at"], name="reminders_of_a_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "duty", "due", "stage", "staff"], name="told_once_of_a_date"),
            models.UniqueConstraint(fields=["school", "case", "stage", "staff"], name="alerted_once_to_a_case"),
            models.CheckConstraint(
                condition=models.Q(duty=None, case__isnull=False) | models.Q(duty__isnull=False, case=None),
                name="of_a_duty_or_a_case",
            ),
        ]

    def __str__(self) -> str:
        return self.stage
