"""A reply: the draft that answers a case, and what kind of answer it is."""

import uuid
from typing import ClassVar

from django.db import models


class Kind(models.TextChoices):
    """What an answer does to the promises that are open."""

    FULL = "full", "The full answer"
    HOLDING = "holding", "A holding answer: we have it, and the full answer comes later"
    DELAY = "delay", "Word that it takes longer, with the reason"
    CALL = "call", "An invitation to a telephone call"
    MEETING = "meeting", "An invitation to a meeting"


TALKS = frozenset({Kind.CALL, Kind.MEETING})
"""Kinds that name a day and a time to talk."""


class Home(models.TextChoices):
    """What a letter that the school sends home of its own accord is about."""

    CHILD = "child", "The child"
    EVENT = "event", "An event at the school"
    REPORT = "report", "A report or how the child is getting on"


class Reply(models.Model):
    """Ties a draft to the case that it answers. One at a time per case and author is being written.

    What it names is a promise only once it has left, see CaseEvent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="replies"
    )
    draft = models.ForeignKey(
        "compose.Draft", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    answers = models.ForeignKey(
        "desk.Message",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FULL)
    promised = models.DateField("the day that it names: of the full answer, the call, the meeting", null=True)
    promised_at = models.TimeField("the time of the call or the meeting", null=True)
    why = models.TextField("why it takes longer", blank=True, db_default="")
    settled = models.JSONField(
        "the family's questions that it answers", default=list, db_default=models.Value([], models.JSONField())
    )
    wanted_by = models.DateField("the day by which its recipients are asked to answer", null=True)
    reminds = models.BooleanField("whoever has not answered is reminded on the day before", db_default=False)
    home = models.CharField(
        "what a letter home is about; empty for an answer", max_length=10, choices=Home, blank=True, db_default=""
    )
    ordinary = models.JSONField(
        "the ids of adults who get the ordinary version all the same",
        default=list,
        db_default=models.Value([], models.JSONField()),
    )
    last_seen_at = models.DateTimeField("when the newest message that its author had seen came in")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "case"], name="replies_of_a_case")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "draft"], name="one_reply_a_draft")]

    def __str__(self) -> str:
        return self.kind
