"""Tests of the school's mail: that a message went out, and that its answer came in."""

import uuid
from typing import ClassVar

from django.db import models


class MailTest(models.Model):
    """One message that somebody of the office sent to themselves; when their answer to it came in, and at which mailbox."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    to_address = models.CharField(max_length=254)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    mailbox = models.ForeignKey("schools.Mailbox", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "-sent_at"], name="mail_tests_by_time")]

    def __str__(self) -> str:
        return self.to_address
