"""What was held before: every change to a way of reaching somebody, with who made it and when. Never overwritten."""

import uuid
from typing import ClassVar

from django.db import models

from bookbag.people.models.family import Contact, PointKind


class Because(models.TextChoices):
    """Why a way of reaching somebody changed."""

    CORRECTED = "corrected", "Corrected"
    IMPORTED = "imported", "Changed in the other system"
    CAME_BACK = "came back", "A message came back"
    WORKS = "works", "Said to work after all"


class PointChange(models.Model):
    """One change to one way of reaching an adult. `was` is the value before it; `by_name` is kept though people leave."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="changes"
    )
    kind = models.CharField(max_length=10, choices=PointKind)
    was = models.CharField(max_length=300)
    because = models.CharField(max_length=10, choices=Because)
    by = models.UUIDField("the member of staff, where it was one", null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "contact", "at"], name="changes_of_a_contact")]

    def __str__(self) -> str:
        return self.because
