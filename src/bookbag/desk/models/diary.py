"""Calls and meetings that were arranged for a member of staff, each at its time."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q


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


class ArrangedKind(models.TextChoices):
    """What was arranged."""

    CALL = "call", "Call"
    MEETING = "meeting", "Meeting"


class Arranged(models.Model):
    """One entry in somebody's diary. Where they could not take the call, `case` is the note that was taken instead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    kind = models.CharField(max_length=7, choices=ArrangedKind)
    staff = _to("people.StaffMember")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    who = models.CharField("with whom", max_length=200)
    number = models.CharField(max_length=60, blank=True)
    pupil = _to("people.Pupil", null=True)
    made_by = _to("people.StaffMember")
    made_at = models.DateTimeField()
    cannot_at = models.DateTimeField("when they said that they cannot take the call", null=True, blank=True)
    took_place_at = models.DateTimeField(null=True, blank=True)
    case = _to("desk.Case", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "staff", "starts"], name="diary_of_a_person"),
            models.Index(
                fields=["school", "starts"],
                name="calls_nobody_took",
                condition=Q(cannot_at__isnull=False, case=None),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="arranged_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.who
