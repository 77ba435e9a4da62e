"""The answer machine: what was said on it until it is passed on, when it is listened to, and that it was."""

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


def _to(model: str, *, null: bool = False) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        model,
        null=null,
        blank=null,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )


class Voicemail(models.Model):
    """One recording. It leaves the list by a note for somebody, its `case`, or with a reason, and by nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    recorded_at = models.DateTimeField()
    number = models.CharField("from which number, where the machine says so", max_length=60, blank=True)
    busy = models.BooleanField("in one of the spells in which the policy lets the machine take calls", default=False)
    taken_by = _to("people.StaffMember")
    taken_at = models.DateTimeField()
    file_name = models.CharField(max_length=255, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_size = models.IntegerField(default=0)
    sha256 = models.CharField("the recording in the file store, or nothing", max_length=64, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    heard_by = _to("people.StaffMember", null=True)
    case = _to("desk.Case", null=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = _to("people.StaffMember", null=True)
    because = models.CharField("why no note was needed", max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "recorded_at"], name="voicemail_to_clear", condition=Q(cleared_at=None)),
            models.Index(fields=["school", "-recorded_at"], name="voicemail_by_time"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_by=None, case=None, because="")
                | Q(Q(case__isnull=False) | ~Q(because=""), cleared_at__isnull=False, cleared_by__isnull=False),
                name="voicemail_cleared_with_a_note_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class AnswerMachine(models.Model):
    """When the school listens to its answer machine, where it has said so; else the policy's busy spells tell."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    checks = ArrayField(models.TimeField(), default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school"], name="one_answer_machine")]

    def __str__(self) -> str:
        return ", ".join(f"{each:%H:%M}" for each in self.checks)


class MachineCheck(models.Model):
    """That somebody listened to the machine at one of its times."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    day = models.DateField()
    due = models.TimeField()
    done_at = models.DateTimeField()
    done_by = _to("people.StaffMember")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "day", "due"], name="machine_heard_once_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.due:%H:%M}"
