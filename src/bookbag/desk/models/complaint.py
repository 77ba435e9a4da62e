"""What was done about a complaint or a concern, step by step. Where it stands follows from the steps: see desk/complaints.py."""

import uuid
from typing import ClassVar

from django.db import models

from bookbag.policy.complaining import Outcome as OutcomeValue
from bookbag.policy.complaining import Said as SaidValue


class Said(models.TextChoices):
    """What a step is, in the words of the page."""

    INVESTIGATOR = SaidValue.INVESTIGATOR, "Looks into it"
    FINDING = SaidValue.FINDING, "Finding"
    ATTEMPT = SaidValue.ATTEMPT, "Attempt to settle it"
    PROCEDURE_SENT = SaidValue.PROCEDURE_SENT, "Complaints procedure sent"
    UPDATE = SaidValue.UPDATE, "Told how it stands"
    OUTCOME = SaidValue.OUTCOME, "Outcome"
    NEXT_STAGE = SaidValue.NEXT_STAGE, "Went to the next stage"
    COMPLEX = SaidValue.COMPLEX, "Particularly complex"
    AGENCY = SaidValue.AGENCY, "Who else is brought in"
    LEARNING = SaidValue.LEARNING, "What the school learns from it"
    WRITTEN_DOWN = SaidValue.WRITTEN_DOWN, "Written down and read back"
    CONSULTED = SaidValue.CONSULTED, "Read the complaints procedure"
    PASSED_UP = SaidValue.PASSED_UP, "Passed up"
    PANEL = SaidValue.PANEL, "Panel"
    TOLD_PERSON = SaidValue.TOLD_PERSON, "Findings given to whom it is about"
    ASKED_SETTLED = SaidValue.ASKED_SETTLED, "Asked whether it was settled"


class Outcome(models.TextChoices):
    """How a stage ended."""

    UPHELD = OutcomeValue.UPHELD, "Upheld"
    IN_PART = OutcomeValue.IN_PART, "Upheld in part"
    NOT_UPHELD = OutcomeValue.NOT_UPHELD, "Not upheld"
    SETTLED = OutcomeValue.SETTLED, "Settled between them"
    WITHDRAWN = OutcomeValue.WITHDRAWN, "Withdrawn"


class ComplaintProcedure(models.Model):
    """The school's own complaints procedure, as the school has entered it: its stages, what it is called, where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    name = models.CharField("what it is called", max_length=200)
    link = models.URLField("where it can be read", max_length=300, blank=True)
    stages = models.JSONField("what each stage is, in order")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school"], name="one_complaints_procedure")]

    def __str__(self) -> str:
        return self.name


class ComplaintStep(models.Model):
    """One step: which stage, when it was done, who says so, the words, and for a finding where it comes from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="complaint_steps"
    )
    stage = models.SmallIntegerField()
    kind = models.CharField(max_length=20, choices=Said)
    at = models.DateTimeField("when it was done")
    entered_at = models.DateTimeField()
    by = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    who = models.ForeignKey(
        "people.StaffMember",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    text = models.TextField(blank=True)
    source = models.CharField("where a finding comes from", max_length=200, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "case", "at"], name="steps_of_a_complaint")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="finding") | ~models.Q(text="") & ~models.Q(source=""),
                name="finding_has_a_source",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="outcome") | ~models.Q(outcome="") & ~models.Q(text=""),
                name="outcome_has_reasons",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="investigator") | models.Q(who__isnull=False), name="investigator_is_named"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class PanelMember(models.Model):
    """Somebody who sits on the panel that a step convened: of those who work here, or from outside by name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    step = models.ForeignKey(
        ComplaintStep, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="panel"
    )
    staff = models.ForeignKey(
        "people.StaffMember",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    name = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "step"], name="members_of_a_panel")]

    def __str__(self) -> str:
        return self.name
