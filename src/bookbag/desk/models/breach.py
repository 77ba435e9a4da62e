"""Personal data breaches: what went where it should not, since when the school knows, and what became of it."""

import uuid
from typing import ClassVar

from django.db import models


class Breach(models.Model):
    """One breach, kept as the register of breaches wants it (UK GDPR, Article 33(5)). It is a case of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        "desk.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="breaches"
    )
    message = models.ForeignKey(
        "desk.Message",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    aware_at = models.DateTimeField("when somebody at the school knew of it")
    what = models.TextField("what went to whom", blank=True)
    told_at = models.DateTimeField("when the Information Commissioner was told", null=True, blank=True)
    reference = models.CharField("the Commissioner's reference", max_length=60, blank=True)
    not_told_because = models.CharField("why the Commissioner need not be told", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "case"], name="one_breach_a_case"),
            models.UniqueConstraint(fields=["school", "message"], name="one_breach_a_message"),
            models.CheckConstraint(
                condition=models.Q(told_at__isnull=True) | models.Q(not_told_because=""), name="told_or_not"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)
