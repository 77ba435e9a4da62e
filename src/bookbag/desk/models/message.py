"""Messages (in or out), their attachments, and notes. Notes are a table of their own, so that none can ever be sent."""

import uuid
from typing import ClassVar

from django.db import models


class Direction(models.TextChoices):
    """Which way a message went."""

    IN = "in", "In"
    OUT = "out", "Out"


class Message(models.Model):
    """What one person wrote to the school, or the school to one person, by one channel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="messages"
    )
    direction = models.CharField(max_length=3, choices=Direction)
    channel = models.CharField(max_length=20)
    at = models.DateTimeField("received, or sent")
    written_at = models.DateTimeField("the date that the writer's program gave", null=True, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    from_address = models.CharField(max_length=320, blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    reply_to = models.JSONField("where its writer asks for answers", default=list)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    new_text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    warnings = models.JSONField(default=list)
    said = models.JSONField(
        "what a form asked and its writer chose, by the form's own names",
        default=dict,
        db_default=models.Value({}, models.JSONField()),
    )
    message_id = models.CharField(max_length=1000, blank=True)
    body_digest = models.CharField(max_length=64, blank=True)
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    author = models.ForeignKey(
        "people.StaffMember",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    wanted_by = models.DateField("the day by which its recipient is asked to answer", null=True)
    dispatch = models.ForeignKey(
        "outbox.Dispatch", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "case", "at", "id"], name="messages_of_a_case"),
            models.Index(fields=["school", "message_id"], name="messages_by_message_id"),
            models.Index(
                fields=["school", "author", "wanted_by"],
                name="answers_wanted",
                condition=models.Q(wanted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"})
"""What a browser draws by itself, without a program in it."""


class Attachment(models.Model):
    """A file that came with a message. Its bytes are in the file store; nothing is opened before a person asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    message = models.ForeignKey(
        Message, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="attachments"
    )
    position = models.SmallIntegerField()
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=100)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=300, blank=True)
    inline = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "message", "position"], name="attachment_once_a_place")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def can_be_shown(self) -> bool:
        """True where the mail says that it is a picture or plain text; the bytes are looked at before it is shown."""
        return self.type in SHOWN


class Note(models.Model):
    """What staff write to each other about a case. Never sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="notes"
    )
    author = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "case", "at"], name="notes_of_a_case")]

    def __str__(self) -> str:
        return str(self.at)
