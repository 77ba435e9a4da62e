"""What search looks through: a line for each message, note and case, kept by triggers on those tables.

The application's role may not read it, only ask `desk_find` (see docs/decisions/0015).
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

ORDINARY, SEALED = models.Q(sight=0), models.Q(sight__gt=0)


class Source(models.TextChoices):
    """Where the words stand."""

    IN = "in", "What came in"
    OUT = "out", "What the school wrote"
    NOTE = "note", "Notes"
    CASE = "case", "Subjects and names"


class Findable(models.Model):
    """The words of one thing, folded. Its id is that of the message, note or case.

    Words go into the index at once: those that wait for it are read one by one in each search (120 ms for 100,000 lines).
    What is sealed has indexes of its own: whoever sees ordinary matters only is answered without a look at it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    source = models.CharField(max_length=4, choices=Source)
    at = models.DateTimeField()
    channel = models.CharField("how the case came, or this message of it", max_length=20)
    category = models.CharField(max_length=30)
    is_open = models.BooleanField()
    words = SearchVectorField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["words"], name="ordinary_words", fastupdate=False, condition=ORDINARY),
            GinIndex(fields=["words"], name="sealed_words", fastupdate=False, condition=SEALED),
            models.Index(fields=["school", "-at", "-id"], name="ordinary_by_time", condition=ORDINARY),
            *(
                models.Index(
                    fields=["school", narrowed, "-at", "-id"], name=f"ordinary_by_{narrowed}", condition=ORDINARY
                )
                for narrowed in ("source", "category", "channel")
            ),
            models.Index(fields=["school", "case"], name="findable_of_a_case"),
        ]

    def __str__(self) -> str:
        return self.source
