"""Duties: what a clause now requires of somebody by a time."""

import uuid
from typing import ClassVar

from django.db import models


class State(models.TextChoices):
    """Where a duty stands. Late is not a state: it is an open duty whose time has passed."""

    OPEN = "open", "Due"
    MET = "met", "Done"
    WAIVED = "waived", "Not needed"


class Duty(models.Model):
    """One promise of one clause for one case. `counted` and `skipped` are the days behind the date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="duties"
    )
    event = models.ForeignKey(
        "desk.CaseEvent", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="duties"
    )
    duty = models.CharField(max_length=30)
    pack = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    clause = models.CharField(max_length=40)
    due = models.DateTimeField("None where the calendar does not reach so far, or the clock stands still", null=True)
    stands_since = models.DateField("since when a clock of law stands still, while it does", null=True)
    counted = models.JSONField(default=list)
    skipped = models.JSONField(default=list)
    because = models.TextField()
    met_by = models.JSONField(default=list)
    late_to = models.JSONField(
        "posts that hear of it once it is late", default=list, db_default=models.Value([], models.JSONField())
    )
    remind_at = models.DateTimeField("when its owner is asked, where the policy says so", null=True)
    look_at = models.DateTimeField("when to ask next who has to be told of it; None: nobody any more", null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "case", "due"], name="duties_of_a_case"),
            models.Index(fields=["school", "due"], name="duties_open", condition=models.Q(state="open")),
            models.Index(
                fields=["school", "look_at"],
                name="duties_to_look_at",
                condition=models.Q(state="open", look_at__isnull=False),
            ),
            models.Index(
                fields=["school", "pack", "clause"],
                include=["sight", "state", "due", "ended_at", "case"],
                name="duties_of_a_clause",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "event", "clause", "duty"], name="one_duty_an_event_and_clause"),
            models.CheckConstraint(
                condition=models.Q(state="open", ended_at__isnull=True)
                | ~models.Q(state="open") & models.Q(ended_at__isnull=False),
                name="ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.clause}"
