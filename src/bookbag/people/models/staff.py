"""People who work at the school, and their roles with dates."""

import uuid
from typing import ClassVar

from django.db import models

from bookbag.policy.permissions import Role


class StaffMember(models.Model):
    """Somebody who works at one school. A login may be a member of staff at several; some have no login at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    user = models.ForeignKey("schools.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200)
    job_title = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    manager = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    stand_in = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="who takes urgent calls while they teach",
    )
    extension = models.CharField("where they are rung within the school", max_length=30, blank=True, db_default="")
    last_day = models.DateField("the last day on which they work here, once it is known", null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    external_id = models.CharField(
        "their number in the school's directory", max_length=200, blank=True, db_default="", default=""
    )
    gone_in_directory_at = models.DateTimeField(
        "since when the school's directory says that they are gone, where only a person may say so",
        null=True,
        blank=True,
    )
    forgotten_at = models.DateTimeField("when the school's directory deleted them: it no longer finds them", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "email"], name="staff_by_email"),
            models.Index(fields=["user"], name="staff_by_login"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "user"], name="one_hat_rack_a_school"),
            models.UniqueConstraint(
                fields=["school", "external_id"],
                name="one_number_in_the_directory",
                condition=~models.Q(external_id=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StaffRole(models.Model):
    """A role that somebody has from one day, and perhaps until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    staff = models.ForeignKey(StaffMember, on_delete=models.DO_NOTHING, db_constraint=False, related_name="roles")
    role = models.CharField(max_length=30, choices=[(role.value, role.value.replace("_", " ")) for role in Role])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "staff", "role", "starts_on"], name="role_once_from_a_day")
        ]

    def __str__(self) -> str:
        return self.role
