"""What was held before: every change to a way of reaching somebody, a name, a detail or a link, with who made it and when.

Only added to. What stood before stands here and nowhere else: the record says only that there was a change.
"""

import uuid
from typing import ClassVar

from django.db import models

from bookbag.people.models.family import Contact, PointKind
from bookbag.people.models.pupil import Pupil


class Because(models.TextChoices):
    """Why a way of reaching somebody changed."""

    CORRECTED = "corrected", "Corrected"
    IMPORTED = "imported", "Changed in the other system"
    CAME_BACK = "came back", "A message came back"
    WORKS = "works", "Said to work after all"
    ADDED = "added", "Added"
    REMOVED = "removed", "Removed"


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


class DetailChange(models.Model):
    """One change to what is held of an adult, of a child, or, where both are named, of what one is to the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    pupil = models.ForeignKey(
        Pupil, null=True, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    what = models.CharField("the field, as the model names it", max_length=40)
    was = models.TextField(blank=True)
    became = models.TextField(blank=True)
    by = models.UUIDField("the member of staff, where it was one", null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "contact", "at"], name="details_of_a_contact"),
            models.Index(fields=["school", "pupil", "at"], name="details_of_a_pupil"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(contact__isnull=False) | models.Q(pupil__isnull=False), name="detail_of_somebody"
            )
        ]

    def __str__(self) -> str:
        return self.what
