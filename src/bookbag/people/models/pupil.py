"""Pupils and their classes."""

import uuid
from typing import ClassVar

from django.db import models


class SchoolClass(models.Model):
    """A class, with the teacher to whom its families write first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    name = models.CharField(max_length=60)
    year = models.CharField(max_length=20)
    teacher = models.ForeignKey(
        "people.StaffMember",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="classes",
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "name"], name="class_name_once_a_school")]

    def __str__(self) -> str:
        return self.name


class Pupil(models.Model):
    """A child at the school. `left_on` marks a leaver; nobody is deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    known_as = models.CharField(max_length=100, blank=True)
    known_family_name = models.CharField(max_length=100, blank=True)
    sort_key = models.CharField(max_length=200)
    called = models.CharField("first name in use, folded", max_length=100)
    surname = models.CharField("family name, folded", max_length=100)
    born_on = models.DateField(null=True, blank=True)
    school_class = models.ForeignKey(
        SchoolClass, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="pupils"
    )
    left_on = models.DateField(null=True, blank=True)
    upn = models.CharField("unique pupil number", max_length=13, blank=True, db_default="")
    looked_after_by = models.CharField("the local authority that looks after the child", max_length=200, blank=True)
    looked_after_from = models.DateField(null=True, blank=True)
    privately_fostered_from = models.DateField(null=True, blank=True)
    authority_told_on = models.DateField("told the local authority of private fostering", null=True, blank=True)
    told_apart_on = models.DateField("told that the parents live apart", null=True, blank=True)
    told_apart_by = models.CharField("who told that the parents live apart", max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "sort_key", "id"], name="pupils_by_name"),
            models.Index(fields=["school", "called"], name="pupils_by_first_name"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The names that the school uses."""
        return f"{self.known_as or self.given_name} {self.known_family_name or self.family_name}"
