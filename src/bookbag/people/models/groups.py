"""Groups of families: clubs, councils, trustees, volunteers and whoever else has a stake in the school."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bookbag.people.models.family import Contact
from bookbag.people.models.pupil import Pupil


class GroupKind(models.TextChoices):
    """What sort of group it is."""

    CLUB = "club", "Club"
    YEAR_GROUP = "year group", "Year group"
    COUNCIL = "council", "Council"
    TRUSTEES = "trustees", "Trustees"
    VOLUNTEERS = "volunteers", "Volunteers"
    STAKEHOLDERS = "stakeholders", "Stakeholders"
    OTHER = "other", "Something else"


class Group(models.Model):
    """People who are written to together. Who has left stays in it with the day on which they left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=GroupKind)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "name"], name="group_name_once_a_school")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """That an adult or a pupil is in a group from one day, and perhaps until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    group = models.ForeignKey(
        Group, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="members"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="memberships"
    )
    pupil = models.ForeignKey(
        Pupil, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="memberships"
    )
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "group"], name="members_of_a_group")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False, pupil=None) | Q(contact=None, pupil__isnull=False),
                name="member_is_one_person",
            ),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(from_day__lte=F("until_day")), name="member_until_after_from"
            ),
            models.UniqueConstraint(
                fields=["school", "group", "contact"], condition=Q(until_day=None), name="adult_once_in_a_group"
            ),
            models.UniqueConstraint(
                fields=["school", "group", "pupil"], condition=Q(until_day=None), name="pupil_once_in_a_group"
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.from_day}"
