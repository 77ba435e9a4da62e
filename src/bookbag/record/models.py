"""The log and its seals. No foreign keys: the log never blocks a deletion, and no deletion reaches it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.expressions import RawSQL


class Entry(models.Model):
    """Who did what, to what, under which clause, when. Append-only by grant and by trigger.

    `written_in` is the transaction that wrote it: what commits late is told by it from what was put in afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "schools.School", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    sight = models.SmallIntegerField(default=0)
    position = models.BigIntegerField(editable=False, db_default=RawSQL("nextval('record_position')", []))
    written_in = models.BigIntegerField(editable=False, db_default=RawSQL("pg_current_xact_id()::text::bigint", []))
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    act = models.CharField(max_length=40)
    thing = models.CharField(max_length=30)
    thing_id = models.UUIDField(null=True)
    clause = models.CharField(max_length=40, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "thing", "thing_id", "position"], name="entries_of_a_thing"),
            models.Index(fields=["school", "written_in", "position"], name="entries_in_order"),
        ]

    def __str__(self) -> str:
        return self.act


class Seal(models.Model):
    """One link of a school's chain: an entry's digest, chained to the link before it. Append-only.

    Each sight has a chain of its own, so that nobody sees a gap. `server` is where the batch was sealed, `epoch` counts
    the servers that the school's record has lived on. On that server, every entry of a transaction before `horizon`
    had its seal when the batch was done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "schools.School", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    sight = models.SmallIntegerField()
    number = models.BigIntegerField()
    entry = models.UUIDField()
    content = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    epoch = models.IntegerField()
    server = models.BigIntegerField()
    horizon = models.BigIntegerField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "sight", "number"], name="one_seal_a_number"),
            models.UniqueConstraint(fields=["school", "entry"], name="one_seal_an_entry"),
        ]

    def __str__(self) -> str:
        return str(self.number)
