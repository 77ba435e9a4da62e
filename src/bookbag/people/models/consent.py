"""What families have answered about their children, and that the office has spoken with parents who differ. Only added to."""

import uuid
from typing import ClassVar

from django.db import models


class ConsentAnswer(models.Model):
    """One answer to one topic, or that somebody was asked. Without a contact it is the pupil's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    pupil = models.ForeignKey("people.Pupil", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    topic = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    answered_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=20)
    evidence = models.TextField(blank=True)
    entered_by = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "pupil", "entered_at"], name="consents_of_a_pupil"),
            models.Index(fields=["school", "state"], name="consents_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.state}"


class ConsentTalk(models.Model):
    """That somebody has spoken with both parents about answers that differ. It changes no answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    pupil = models.ForeignKey("people.Pupil", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    topic = models.CharField(max_length=60)
    note = models.TextField()
    entered_by = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "pupil", "topic"], name="talks_about_a_consent")]

    def __str__(self) -> str:
        return self.topic
