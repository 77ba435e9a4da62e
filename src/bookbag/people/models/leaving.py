"""Leavers: who takes over from whom, and since when; and the keys of the directories that say who joins and leaves."""

import uuid
from typing import ClassVar

from django.db import models

from bookbag.people.models.staff import StaffMember


class Leaving(models.Model):
    """That somebody leaves, and who takes what of theirs: decided once, carried out when their last day is over.

    `takers` names a colleague for each line of what they hold (`people.leaving.Line`). What no line names goes to
    `takes_over`, and so does mail that still comes for them. Until a person has decided `takes_over` is None.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    staff = models.ForeignKey(StaffMember, on_delete=models.DO_NOTHING, db_constraint=False, related_name="leavings")
    takes_over = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    takers = models.JSONField(default=dict, blank=True)
    said_by = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField("when their sign-in ended", null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField("when they came to work here again", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "staff"], name="one_leaving_at_a_time", condition=models.Q(returned_at=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.said_at)


class DirectoryKey(models.Model):
    """A key with which the school's directory says who joins and leaves (SCIM). Kept as a digest, shown once.

    `minute` and `asked` count what was asked with it lately.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(StaffMember, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    minute = models.DateTimeField(null=True, blank=True)
    asked = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "digest"], name="one_directory_key")]

    def __str__(self) -> str:
        return f"until {self.ends_at}"
