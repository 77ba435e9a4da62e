"""A reply: the draft that answers a case, and what kind of answer it is."""

import uuid
from typing import ClassVar

from django.db import models


class Kind(models.TextChoices):
    """What an answer does to the promises that are open."""

    FULL = "full", "It answers everything"
    HOLDING = "holding", "It only says that we have it and will answer later"


class Reply(models.Model):
    """Ties a draft to the case that it answers. One at a time per case and author is being written."""

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
    last_seen_at = models.DateTimeField("when the newest message that its author had seen came in")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "case"], name="replies_of_a_case")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "draft"], name="one_reply_a_draft")]

    def __str__(self) -> str:
        return self.kind
