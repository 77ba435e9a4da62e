"""Adults linked to pupils: how they are reached, and what they are to the child."""

import uuid
from typing import ClassVar

from django.db import models


class Need(models.TextChoices):
    """How somebody is to be written to or spoken with. Why is asked nowhere."""

    LARGE_PRINT = "large_print", "Large print"
    BRAILLE = "braille", "Braille"
    AUDIO = "audio", "Audio"
    EASY_READ = "easy_read", "Easy read"
    INTERPRETER = "interpreter", "An interpreter"
    CAPTIONER = "captioner", "A captioner"
    PHONE_CALL = "phone_call", "A phone call instead of a letter"
    EMAIL_ONLY = "email_only", "E-mail only"


class Contact(models.Model):
    """An adult linked to a pupil; a "parent or carer" on screens. `staff` where the adult also works at the school."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    title = models.CharField(max_length=20, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    on_paper = models.BooleanField("gets everything on paper", default=False)
    organisation = models.CharField("for whom the adult acts, such as a local authority", max_length=200, blank=True)
    needs = models.JSONField(default=list, blank=True)
    staff = models.ForeignKey(
        "people.StaffMember",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="as_contacts",
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "sort_key", "id"], name="contacts_by_name")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def addressed_as(self) -> str:
        """Title and family name where there is a title, as on an envelope."""
        return f"{self.title} {self.family_name}" if self.title else self.full_name


class PointKind(models.TextChoices):
    """A way to reach somebody."""

    EMAIL = "email", "E-mail"
    TELEPHONE = "telephone", "Telephone"
    POST = "post", "Address"


class ContactPoint(models.Model):
    """One way to reach one adult. `folded` is what an arrival is compared with; `resting_since` after a bounce."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.DO_NOTHING, db_constraint=False, related_name="points")
    kind = models.CharField(max_length=10, choices=PointKind)
    value = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    resting_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "kind", "folded"], name="points_by_value")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "contact", "kind", "folded"], name="point_once_a_contact")
        ]

    def __str__(self) -> str:
        return self.value


class Told(models.TextChoices):
    """What an adult may be told of a child, where it is not everything."""

    EVENTS = "events", "Events at school"
    REPORTS = "reports", "Reports and progress"
    ATTENDANCE = "attendance", "Absence and lateness"
    HEALTH = "health", "Illness and accidents"
    CONDUCT = "conduct", "Behaviour"
    TRIPS = "trips", "Trips and clubs"
    MONEY = "money", "Meals and money"
    NEWS = "news", "News of the school"


class Relationship(models.Model):
    """What an adult is to a child, and what the adult is told. Nothing here is ever read out of list order.

    Where something is None, nobody has said. `tells` is empty where the adult is told everything; `decides` names what an
    adult may decide where a local authority looks after the child. Of a pupil who is their own contact `kind` is "self".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    pupil = models.ForeignKey(
        "people.Pupil", on_delete=models.DO_NOTHING, db_constraint=False, related_name="relationships"
    )
    contact = models.ForeignKey(Contact, on_delete=models.DO_NOTHING, db_constraint=False, related_name="relationships")
    kind = models.CharField(max_length=40)
    parental_responsibility = models.BooleanField(null=True, blank=True)
    lives_with = models.BooleanField(null=True, blank=True)
    told = models.BooleanField("is told what the school sends home", default=True)
    section_576 = models.BooleanField("a parent in the sense of section 576 Education Act 1996", null=True, blank=True)
    priority = models.SmallIntegerField("to be rung in this order", null=True, blank=True)
    tells = models.JSONField(default=list, blank=True)
    decides = models.JSONField(default=list, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "contact"], name="relationships_by_contact")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "pupil", "contact"], name="one_relationship_a_pair")
        ]

    def __str__(self) -> str:
        return self.kind
