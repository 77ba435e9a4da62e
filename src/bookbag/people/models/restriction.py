"""What a court has limited between an adult and a child, and each step that somebody took about it."""

import uuid
from typing import ClassVar

from django.db import models


class Restriction(models.Model):
    """A limit with a scope, days and a review. It holds once somebody has seen the order; before that only a stop does.

    Only some may read why it is there: `said`, `evidence` and the steps are theirs alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=1)
    pupil = models.ForeignKey(
        "people.Pupil", on_delete=models.DO_NOTHING, db_constraint=False, related_name="restrictions"
    )
    contact = models.ForeignKey(
        "people.Contact", on_delete=models.DO_NOTHING, db_constraint=False, related_name="restrictions"
    )
    scope = models.JSONField(default=list)
    said = models.TextField("who says that there is an order, and what they say", blank=True, db_default="")
    evidence = models.TextField("what was seen of the order", blank=True)
    checked_by = models.ForeignKey(
        "people.StaffMember", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    checked_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    review_on = models.DateField()
    stopped_on = models.DateField("since when nothing goes to the adult until the order is seen", null=True, blank=True)
    stopped_until = models.DateField("the last day of that stop", null=True, blank=True)
    lifted_on = models.DateField("the day on which it was ended early", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(starts_on__lte=models.F("ends_on")), name="restriction_ends"),
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | ~models.Q(evidence=""), name="restriction_has_evidence"
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_on=None, stopped_until=None)
                | models.Q(stopped_on__isnull=False, stopped_until__gte=models.F("stopped_on")),
                name="restriction_stop_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"until {self.ends_on}"


class Step(models.TextChoices):
    """What somebody did about a restriction."""

    SAID = "said", "Was told of it"
    SEEN = "seen", "Has seen the order"
    STOPPED = "stopped", "Set a stop"
    REVIEWED = "reviewed", "Reviewed it"
    LIFTED = "lifted", "Lifted it"


class RestrictionStep(models.Model):
    """One step, whose it was and in which words; with the scan that came with it, where one did."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=1)
    restriction = models.ForeignKey(
        Restriction, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="steps"
    )
    kind = models.CharField(max_length=10, choices=Step)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    words = models.TextField()
    file_name = models.CharField(max_length=255, blank=True, db_default="")
    file_sha256 = models.CharField(max_length=64, blank=True, db_default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "restriction", "at"], name="steps_of_a_restriction")]

    def __str__(self) -> str:
        return self.kind
