"""What somebody asked a colleague about a case, and by when. The question and the answer are notes, and move with them."""

import uuid
from typing import ClassVar

from django.db import models


class Ask(models.Model):
    """A question to a named colleague. `tell_from` is when they may first be alerted to it: never outside their hours."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    question = models.ForeignKey(
        "desk.Note", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="asks"
    )
    colleague = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    needed_by = models.DateTimeField()
    tell_from = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    answer = models.ForeignKey(
        "desk.Note",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="answers",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["school", "colleague", "needed_by"], name="asks_open", condition=models.Q(answer=None)
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "question", "colleague"], name="colleague_asked_once_in_a_note"),
            models.CheckConstraint(
                condition=models.Q(tell_from__lte=models.F("needed_by")), name="ask_is_told_before_needed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.needed_by)
