"""Joins and splits: what was proposed, what was moved, and all that is needed to move it back."""

import uuid
from typing import ClassVar

from django.db import models


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    OPEN = "open", "Waits for a person"
    ACCEPTED = "accepted", "Joined"
    REFUSED = "refused", "Kept apart"


class Proposal(models.Model):
    """A doubtful join that a person decides: this case may belong to that one, and why we think so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="proposals"
    )
    other = models.ForeignKey("desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    because = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "case", "other"], name="proposed_once")]

    def __str__(self) -> str:
        return self.because


class Move(models.Model):
    """Messages moved from one case to another, as a join or a split. `messages` are the ids, for the way back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    from_case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, related_name="moves_out"
    )
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="moves_in"
    )
    kind = models.CharField(max_length=10, choices=[("join", "Join"), ("split", "Split")])
    messages = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    duties = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    by = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "case", "at"], name="moves_into_a_case")]

    def __str__(self) -> str:
        return self.kind
