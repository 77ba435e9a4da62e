"""Drafts and their recipients. A draft knows no case: what needs words points at the draft."""

import uuid
from typing import ClassVar

from django.db import models


class State(models.TextChoices):
    """Where a draft stands."""

    WRITING = "writing", "Being written"
    CLEARED = "cleared", "Cleared"
    DISCARDED = "discarded", "Discarded"


class Draft(models.Model):
    """Words that somebody is writing to send."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    author = models.ForeignKey("people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    channel = models.CharField(max_length=20)
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    closing = models.TextField("what stands under the words, by what the message does", blank=True, db_default="")
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    answered = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "author", "state"], name="drafts_of_an_author")]

    def __str__(self) -> str:
        return self.state

    @property
    def whole(self) -> str:
        """All that its reader reads."""
        return f"{self.body.rstrip()}\n\n{self.closing}" if self.closing else self.body


class DraftVersion(models.Model):
    """The same words for those who need them otherwise: typed in another language, or a file that somebody has made.

    `form` is the code of a language, or a need such as "audio".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    draft = models.ForeignKey(Draft, on_delete=models.DO_NOTHING, db_constraint=False, related_name="versions")
    form = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    name = models.CharField("name of the file; empty where there is none", max_length=255, blank=True)
    type = models.CharField(max_length=100, blank=True)
    size = models.IntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "draft", "form"], name="version_once_a_draft")
        ]

    def __str__(self) -> str:
        return self.form


class DraftRecipient(models.Model):
    """An address that the draft is to reach; the contact behind it where it is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    draft = models.ForeignKey(Draft, on_delete=models.DO_NOTHING, db_constraint=False, related_name="recipients")
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=254)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "draft", "address"], name="recipient_once_a_draft")
        ]

    def __str__(self) -> str:
        return self.address
