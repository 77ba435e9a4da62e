"""What the school has confirmed of clauses that Bookbag does not keep."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Keeper(models.TextChoices):
    """What kind of thing keeps a clause that Bookbag does not."""

    PERSON = "person", "A person"
    SYSTEM = "system", "Another system"
    PAPER = "paper", "A paper"


class Attestation(models.Model):
    """Somebody has seen for themselves who or what keeps a clause, and says until when that holds. Never changed: another follows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    pack = models.CharField(max_length=60)
    clause = models.CharField(max_length=40)
    keeper = models.CharField(max_length=10, choices=Keeper)
    named = models.CharField("which person, system or paper", max_length=200)
    proof = models.CharField("where the proof lies", max_length=300)
    confirmed_on = models.DateField()
    confirmed_by = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    due_on = models.DateField("when it is to be confirmed again")
    entered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "pack", "clause", "-confirmed_on", "-entered_at"], name="attested_last")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_on__gt=F("confirmed_on")), name="due_after_confirmed")
        ]

    def __str__(self) -> str:
        return self.clause
