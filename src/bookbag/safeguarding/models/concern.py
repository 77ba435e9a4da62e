"""Concerns and what hangs on them, at the sight of the safeguarding leads; and who had opened what was sealed later."""

import uuid
from typing import ClassVar

from django.db import models

from bookbag.policy.permissions import Sight
from bookbag.safeguarding.models.keys import of_school, to


class Source(models.TextChoices):
    """Whence a concern came."""

    PERSON = "person", "Passed on by a colleague"
    SUSPICION = "suspicion", "Proposed by Bookbag: nobody has confirmed it"
    CATEGORY = "category", "Sorted as safeguarding at the desk"
    PUBLIC = "public", "Sent by the page for everybody"
    CALL = "call", "A call was made: a child in danger"
    CONTACTED = "contacted", "A child wrote to a colleague by a private way"


class State(models.TextChoices):
    """Where a concern stands."""

    WAITING = "waiting", "Nobody has it yet"
    TAKEN = "taken", "With a safeguarding lead"
    SEALED = "sealed", "Sealed"
    LEFT = "left", "Not a safeguarding matter"


class Concern(models.Model):
    """A worry about a child, as it was passed on: nobody changes the words. It may be about a case, which it copies nothing of.

    `look_at` is when somebody has to be alerted next, until a safeguarding lead has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    sight = models.SmallIntegerField(default=Sight.SAFEGUARDING)
    source = models.CharField(max_length=10, choices=Source)
    case = to("desk.Case", null=True)
    author = to("people.StaffMember", null=True)
    child = models.CharField("of whom it is, as whoever wrote it calls them", max_length=200, blank=True)
    words = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    from_whom = models.CharField("who sent it from outside, and how they can be reached", max_length=300, blank=True)
    aware_at = models.DateTimeField("when it was noticed")
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    taken_by = to("people.StaffMember", null=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    settled_by = to("people.StaffMember", null=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField("why it was left", max_length=300, blank=True)
    neutral = models.CharField("the line that stays at the desk", max_length=200, blank=True)
    look_at = models.DateTimeField(null=True, blank=True)
    rounds = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "look_at"], name="concerns_to_alert_of", condition=~models.Q(look_at=None)),
            models.Index(fields=["school", "case"], name="concerns_of_a_case"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(aware_at__lte=models.F("sent_at")), name="concern_noticed_before_it_was_sent"
            ),
            models.CheckConstraint(condition=models.Q(sight=Sight.SAFEGUARDING), name="concern_is_sealed"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def of_whom(self) -> str:
        """Of which child it is, as its author says, or else as the case does."""
        return self.child or (self.case.about if self.case else "")


class Alert(models.Model):
    """That somebody was alerted of a concern, and in which round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    sight = models.SmallIntegerField(default=Sight.SAFEGUARDING)
    concern = to("safeguarding.Concern", name="alerts")
    staff = to("people.StaffMember")
    at = models.DateTimeField()
    round = models.PositiveSmallIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "concern", "at"], name="alerts_of_a_concern")]

    def __str__(self) -> str:
        return str(self.staff_id)


class Referral(models.Model):
    """That a concern was passed on outside the school: to whom, what was shared, when, on which ground. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    sight = models.SmallIntegerField(default=Sight.SAFEGUARDING)
    concern = to("safeguarding.Concern", name="referrals")
    to_whom = models.CharField(max_length=200)
    shared = models.TextField()
    ground = models.CharField(max_length=300)
    reference = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    by = to("people.StaffMember")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "concern", "at"], name="referrals_of_a_concern")]

    def __str__(self) -> str:
        return self.to_whom


class ConcernFile(models.Model):
    """What came with a concern: a screenshot, fixed as it was handed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    sight = models.SmallIntegerField(default=Sight.SAFEGUARDING)
    concern = to("safeguarding.Concern", name="files")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "concern"], name="files_of_a_concern")]

    def __str__(self) -> str:
        return self.name


class Part(models.TextChoices):
    """What a child is in one concern; in the next the same child may be something else."""

    HARMED = "harmed", "May have been harmed"
    HARMING = "harming", "May have harmed another child"
    SAW = "saw", "Saw or heard it"
    BROTHER_OR_SISTER = "sibling", "Brother or sister, or lives there too"
    OTHER = "other", "Named in it"


class ConcernChild(models.Model):
    """That a concern is about a child, and what the child is in it. A chronology is made of these."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    sight = models.SmallIntegerField(default=Sight.SAFEGUARDING)
    concern = to("safeguarding.Concern", name="children")
    pupil = to("people.Pupil")
    part = models.CharField(max_length=10, choices=Part)
    said_by = to("people.StaffMember")
    said_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "pupil"], name="concerns_of_a_child")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "concern", "pupil"], name="child_once_a_concern")
        ]

    def __str__(self) -> str:
        return str(self.pupil_id)


class Opened(models.Model):
    """That somebody has opened a case: where it is sealed later, they are told that it was passed on. It goes along with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    sight = models.SmallIntegerField(default=0)
    case = to("desk.Case")
    staff = to("people.StaffMember")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "case", "staff"], name="opened_once_a_reader")
        ]

    def __str__(self) -> str:
        return str(self.staff_id)


class PassedOn(models.Model):
    """That a case which somebody had opened is none of theirs any more. It says neither why nor to whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    case = models.UUIDField()
    staff = to("people.StaffMember")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "staff", "case"], name="passed_on_once_a_reader")
        ]

    def __str__(self) -> str:
        return str(self.staff_id)


class Trial(models.Model):
    """That the page for everybody was tried, as somebody outside would use it, and what was wrong with it, if anything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = of_school()
    at = models.DateTimeField()
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "-at"], name="trials_by_time")]

    def __str__(self) -> str:
        return self.fault
