"""Arrivals: that raw bytes came in by a door. The bytes are in the file store under their SHA-256."""

import uuid
from typing import ClassVar

from django.db import models


class State(models.TextChoices):
    """Where an arrival stands. The table of moves is desk/transitions.py."""

    WAITING = "waiting", "Waiting to be read"
    READ = "read", "Read into a case"
    REPEATED = "repeated", "Came once more"
    PARKED = "parked", "Automatic, put aside"
    BOUNCE = "bounce", "Says that something of ours came back"
    FAULTY = "faulty", "Could not be read"
    FILED = "filed", "Left by another door, and filed"
    OTHER = "other", "Left by another door, and has nothing to do with a case"


class Place(models.TextChoices):
    """In which folder of a mailbox it lay; everything else came in by itself."""

    SENT = "sent", "Sent"
    JUNK = "junk", "Junk"


class Arrival(models.Model):
    """One message as one door took it in; the same e-mail to two mailboxes is two arrivals and one message."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    channel = models.CharField(max_length=20)
    place = models.CharField(max_length=10, choices=Place, blank=True, default="", db_default="")
    mailbox = models.ForeignKey("schools.Mailbox", null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    sender = models.CharField(max_length=320, blank=True)
    recipients = models.JSONField(default=list)
    peer = models.CharField("address of the machine that brought it", max_length=45, blank=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    taken_up = models.BooleanField("a person said that it is no automatic message", default=False)
    attempts = models.SmallIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    case = models.ForeignKey(
        "desk.Case",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="arrivals",
    )
    message = models.ForeignKey(
        "desk.Message",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="arrivals",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["school", "attempts", "received_at"],
                name="arrivals_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["school", "sha256"], name="arrivals_by_digest"),
            models.Index(fields=["school", "state", "received_at"], name="arrivals_by_state"),
            models.Index(fields=["school", "case"], name="arrivals_of_a_case"),
            models.Index(fields=["school", "message"], name="arrivals_of_a_message"),
            models.Index(fields=["school", "received_at"], name="forms_lately", condition=models.Q(channel="form")),
        ]

    def __str__(self) -> str:
        return self.state
