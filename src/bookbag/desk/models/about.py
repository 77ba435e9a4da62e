"""Whom a case is about of those who work here. Kept apart from everybody else that a case knows: see desk/about.py."""

import uuid
from typing import ClassVar

from django.db import models

from bookbag.policy.aboutwhom import Rung as RungValue


class Rung(models.TextChoices):
    """As what the person worked here when it was said: it does not change under a case when they leave a post."""

    STAFF = RungValue.STAFF, "A member of staff"
    DSL = RungValue.DSL, "A safeguarding lead"
    HEAD = RungValue.HEAD, "The headteacher"
    CHAIR = RungValue.CHAIR, "The chair of governors"
    CHIEF_EXECUTIVE = RungValue.CHIEF_EXECUTIVE, "The chief executive"
    CHAIR_OF_TRUSTEES = RungValue.CHAIR_OF_TRUSTEES, "The chair of trustees"


class CaseAbout(models.Model):
    """That a case is about somebody who works here. The database keeps all of the case from them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="about_staff"
    )
    staff = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    rung = models.CharField(max_length=20, choices=Rung)
    said_by = models.ForeignKey(
        "people.StaffMember",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    said_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "staff"], name="cases_about_somebody")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "case", "staff"], name="about_somebody_once_a_case")
        ]

    def __str__(self) -> str:
        return str(self.staff_id)
