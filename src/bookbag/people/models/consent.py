"""What families are asked, what they have answered about their children, and what the office did about it. Answers are only added to."""

import uuid
from typing import ClassVar

from django.db import models


class ConsentTopic(models.Model):
    """The school's own words for a topic. Other words are another row with a higher version; the old ones stay readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    name = models.SlugField(max_length=60, db_index=False)
    version = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=150)
    explained = models.CharField(max_length=500, blank=True)
    yearly = models.BooleanField("a yes ends with the school year", default=False)
    passes_data = models.BooleanField("what a named club is told", default=False)
    retired_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "name", "version"], name="consent_words_once_a_version")
        ]

    def __str__(self) -> str:
        return self.label


class ConsentAnswer(models.Model):
    """One answer to one topic, or that somebody was asked. Without a contact it is the pupil's own.

    `entered_by` is empty where the adult answered on the family pages. `version` says to which words it was said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    pupil = models.ForeignKey("people.Pupil", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    topic = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1, db_default=1)
    state = models.CharField(max_length=10)
    answered_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=20)
    evidence = models.TextField(blank=True)
    scan = models.CharField("the SHA-256 of a scan of the slip", max_length=64, blank=True, db_default="")
    scan_name = models.CharField(max_length=200, blank=True, db_default="")
    entered_by = models.ForeignKey(
        "people.StaffMember",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    entered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "pupil", "entered_at"], name="consents_of_a_pupil"),
            models.Index(fields=["school", "contact", "topic"], name="consents_of_an_adult"),
            models.Index(fields=["school", "state"], name="consents_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.state}"


class ConsentTalk(models.Model):
    """What somebody did about answers, which changes none of them: spoke with both parents, or took down what was up."""

    class What(models.TextChoices):
        """What was done."""

        SPOKE = "spoke", "Spoke with both parents"
        STOPPED = "stopped", "Taken down, or stopped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    pupil = models.ForeignKey("people.Pupil", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    topic = models.CharField(max_length=60)
    what = models.CharField(max_length=10, choices=What, default=What.SPOKE, db_default=What.SPOKE)
    note = models.TextField()
    entered_by = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "pupil", "topic"], name="talks_about_a_consent")]

    def __str__(self) -> str:
        return self.topic
