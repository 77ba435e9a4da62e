"""Dispatches: one sending to one recipient by one route, frozen at clearance; and what became of each."""

import uuid
from typing import ClassVar

from django.db import models


class State(models.TextChoices):
    """Where a dispatch stands. The table of moves is outbox/transitions.py."""

    QUEUED = "queued", "Leaves in a moment"
    SENDING = "sending", "Leaving"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    BOUNCED = "bounced", "Came back undelivered"
    UNDONE = "undone", "Undone"
    RETURNED = "returned", "Came back to its author"


class Dispatch(models.Model):
    """A frozen parcel. Only its state, its times and its attempts change; the words never do.

    `about` is the case, by id; `draft` the draft it came from. Both are only ids: the outbox knows neither room.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    about = models.UUIDField()
    draft = models.UUIDField(null=True)
    author = models.UUIDField(null=True)
    notice = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=20)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254)
    from_name = models.CharField(max_length=200)
    from_address = models.CharField(max_length=254)
    reply_to = models.CharField(max_length=254, blank=True)
    subject = models.TextField(blank=True)
    body = models.TextField()
    foot = models.TextField("the school's own line under the words", blank=True, db_default="")
    files = models.JSONField(
        "name, type, size and digest of each file that goes with it",
        default=list,
        db_default=models.Value([], models.JSONField()),
    )
    message_id = models.CharField(max_length=300)
    in_reply_to = models.TextField(blank=True)
    references = models.JSONField(default=list)
    automatic = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64)
    cleared_by = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField("what the other side said", max_length=300, blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["school", "not_before"],
                name="dispatches_waiting",
                condition=models.Q(state__in=["queued", "sending"]),
            ),
            models.Index(fields=["school", "about", "queued_at"], name="dispatches_of_a_case"),
            models.Index(fields=["school", "author", "state"], name="dispatches_of_an_author"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "message_id"], name="one_dispatch_a_message_id"),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False) | ~models.Q(state="sent"),
                name="sent_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def whole(self) -> str:
        """All that its reader reads: the words, and under the mark of a signature the school's own line."""
        return f"{self.body.rstrip()}\n\n-- \n{self.foot}\n" if self.foot else self.body


class NoticeGiven(models.Model):
    """That a fixed notice went to an address about a case on a day: the database lets it be once, whoever tries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    about = models.UUIDField()
    address = models.CharField(max_length=254)
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "about", "address", "day"], name="one_notice_a_day")
        ]
        indexes: ClassVar = [models.Index(fields=["school", "address", "day"], name="notices_of_an_address")]

    def __str__(self) -> str:
        return str(self.day)
