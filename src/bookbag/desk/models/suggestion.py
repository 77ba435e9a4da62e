"""What triage made of a message as it came, and what a person said of that. The words quoted are the message's own."""

import uuid
from typing import ClassVar

from django.db import models


class Suggestion(models.Model):
    """One judgement on one message. It moves nothing by itself: `settled` is what the person who looked said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    message = models.ForeignKey(
        "desk.Message", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="suggestions"
    )
    category = models.CharField(max_length=30)
    urgent = models.BooleanField(default=False)
    flags = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    made_at = models.DateTimeField()
    settled_category = models.CharField(max_length=30, blank=True)
    settled_urgent = models.BooleanField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "people.StaffMember",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "made_at"], name="suggestions_by_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "message"], name="one_suggestion_a_message"),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, settled_by=None)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="suggestion_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.category
