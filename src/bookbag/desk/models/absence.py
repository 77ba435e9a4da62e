"""Children who are absent, as somebody told the school. The register itself is kept elsewhere."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from bookbag.policy.attendance import REASONS


def _to(model: str, *, name: str = "+", null: bool = False) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        model,
        null=null,
        blank=null,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name=name,
    )


class Absence(models.Model):
    """One child on the list of one day. What came from where the family is not known to be waits for a call back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = _to("desk.Case", name="absences")
    pupil = _to("people.Pupil")
    day = models.DateField()
    code = models.CharField(max_length=2, choices=[(str(code), words) for code, words in REASONS.items()])
    said_by = models.CharField("who said it", max_length=200, blank=True)
    said_at = models.DateTimeField()
    held = models.BooleanField("came from a number or address that was held of the child's adults")
    answers = models.BooleanField("being on the list is all that its message asks for")
    put_by = _to("people.StaffMember")
    put_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = _to("people.StaffMember", null=True)
    rang = _to("people.Contact", null=True)
    dropped_at = models.DateTimeField("when it was taken off the list", null=True, blank=True)
    dropped_by = _to("people.StaffMember", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "day", "pupil"], name="absences_of_a_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "case", "pupil", "day"],
                name="absent_once_a_day_by_a_case",
                condition=Q(dropped_at=None),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, rang=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, rang__isnull=False),
                name="absence_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_by=None) | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="absence_dropped_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.code}"

    @property
    def in_doubt(self) -> bool:
        """Whether somebody has still to ring back at a number that is held."""
        return not self.held and self.confirmed_at is None
