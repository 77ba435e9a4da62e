"""Reports to named people, about somebody who works here or about what is on a screen. The database keeps them for those alone."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bookbag.policy import reporting
from bookbag.safeguarding.models.keys import of_school, to


class Kind(models.TextChoices):
    """What is reported, as its author reads it."""

    HARM = reporting.Kind.HARM, "Somebody who works here may have harmed a child"
    LOW_LEVEL = reporting.Kind.LOW_LEVEL, "A small worry about how somebody who works here behaves"
    IMAGES = reporting.Kind.IMAGES, "Indecent images of children"
    ADULT = reporting.Kind.ADULT, "Adult pornography at work"
    UNSUITABLE = reporting.Kind.UNSUITABLE, "Other unsuitable material"
    FILTER = reporting.Kind.FILTER, "What pupils can reach online"
    INVESTIGATOR = reporting.Kind.INVESTIGATOR, "The police or another investigator contacted me"


class Step(models.TextChoices):
    """What is done about a report."""

    LADO = reporting.Step.LADO, "The local authority’s designated officer (LADO)"
    POLICE = reporting.Step.POLICE, "Police"
    HR = reporting.Step.HR, "Human resources (HR)"
    ADVICE = reporting.Step.ADVICE, "Advice taken"
    SUITABILITY = reporting.Step.SUITABILITY, "Suitability to work with children"
    INTERVIEW = reporting.Step.INTERVIEW, "Interview, or another internal inquiry"
    TOLD = reporting.Step.TOLD, "The person was told"
    SUSPENDED = reporting.Step.SUSPENDED, "Account closed at once"
    OPENED_AGAIN = reporting.Step.OPENED_AGAIN, "Account opened again"
    NOTE = reporting.Step.NOTE, "Note"


class Report(models.Model):
    """One report. Nobody changes its words. `seen_by` are those for whom it is there: see `rls.for_named`.

    `look_at` is when those who have not confirmed it, or the chief executive, are alerted next.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    kind = models.CharField(max_length=12, choices=Kind)
    seen_by = ArrayField(models.UUIDField())
    author = to("people.StaffMember")
    whom = models.CharField("somebody who is not on the list of staff", max_length=200, blank=True)
    words = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    by_whom = models.CharField("which investigator", max_length=200, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    aware_at = models.DateTimeField("when it was found or noticed, or when they were contacted")
    sent_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = to("people.StaffMember", null=True)
    outcome = models.TextField(blank=True)
    look_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "look_at"], name="reports_to_alert_of", condition=~Q(look_at=None)),
            models.Index(fields=["school", "-sent_at"], name="reports_by_time"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(aware_at__lte=models.F("sent_at")), name="report_of_what_has_been"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="report_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ReportAbout(models.Model):
    """That a report is about somebody who works here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    report = to("safeguarding.Report", name="about")
    staff = to("people.StaffMember")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "report", "staff"], name="report_about_somebody_once")
        ]

    def __str__(self) -> str:
        return str(self.staff_id)


class ReportReader(models.Model):
    """Whom a report was sent to, when they first opened it, and when they said that they have it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    report = to("safeguarding.Report", name="readers")
    staff = to("people.StaffMember")
    opened_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "report", "staff"], name="report_reader_once")
        ]

    def __str__(self) -> str:
        return str(self.staff_id)


class ReportAlert(models.Model):
    """That somebody was alerted of a report."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    report = to("safeguarding.Report", name="alerts")
    staff = to("people.StaffMember")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "report", "at"], name="alerts_of_a_report")]

    def __str__(self) -> str:
        return str(self.staff_id)


class ReportStep(models.Model):
    """What was done about a report. Never changed: who finds it wrong enters another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    report = to("safeguarding.Report", name="steps")
    kind = models.CharField(max_length=12, choices=Step)
    whom = models.CharField(
        "who was asked or told: the police force, the officer, the adviser", max_length=200, blank=True
    )
    reference = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    why_not = models.CharField("why it was not done", max_length=300, blank=True)
    staff = to("people.StaffMember", null=True)
    at = models.DateTimeField("when it was done")
    by = to("people.StaffMember")
    entered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "report", "at"], name="steps_of_a_report")]

    def __str__(self) -> str:
        return self.kind
