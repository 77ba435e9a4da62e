"""Answers that left by another door: written in Outlook or Gmail, and found in the Sent folder of a mailbox."""

import uuid
from typing import ClassVar

from django.db import models


class OtherDoor(models.Model):
    """That a message of ours left past the review: whence, and what the checks would have said of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    message = models.ForeignKey(
        "desk.Message", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="other_doors"
    )
    mailbox = models.ForeignKey("schools.Mailbox", null=True, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField()
    found_at = models.DateTimeField()
    missed = models.JSONField("what the checks say of it: check, sentence, severity and clause of each", default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "left_at"], name="other_doors_by_time")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "message"], name="one_other_door_a_message")]

    def __str__(self) -> str:
        return str(self.left_at)
