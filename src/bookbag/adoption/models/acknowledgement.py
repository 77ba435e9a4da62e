"""That a member of staff has confirmed a version."""

import uuid
from typing import ClassVar

from django.db import models


class Acknowledgement(models.Model):
    """Somebody has confirmed each line that a version of a pack asks of them. `pack` and `number` name the version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    pack = models.CharField(max_length=60)
    number = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "pack", "number", "staff"], name="acknowledged_once")
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.number}"
