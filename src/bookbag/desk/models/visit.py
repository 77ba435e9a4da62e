"""Visitors as they sign in at the front desk, and out again."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


def _staff(*, null: bool = False) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "people.StaffMember",
        null=null,
        blank=null,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )


class Visit(models.Model):
    """One visit: who, to whom, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    name = models.CharField(max_length=200)
    comes_from = models.CharField("firm or service, where they say one", max_length=200, blank=True)
    visits = _staff(null=True)
    came_at = models.DateTimeField()
    fetched_at = models.DateTimeField("when whom they visit had come for them", null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    signed_in_at_desk_of = _staff()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "came_at"], name="visitors_in_school", condition=Q(left_at=None)),
            models.Index(fields=["school", "-came_at"], name="visits_by_time"),
        ]

    def __str__(self) -> str:
        return self.name
