"""Each adult's own copy of a letter that the school sends home about a child, so that none is lost unseen."""

import uuid
from typing import ClassVar

from django.db import models


class HomeCopy(models.Model):
    """One adult's copy. It has arrived when a dispatch of the letter to that adult was sent, or when it was posted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    reply = models.ForeignKey(
        "desk.Reply", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="copies"
    )
    contact = models.ForeignKey(
        "people.Contact", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    address = models.CharField(
        "the e-mail address to which it went; empty where it goes by post", max_length=254, blank=True
    )
    due = models.DateTimeField(
        "one school day after it was sent; None where the calendar does not reach so far", null=True
    )
    posted_on = models.DateField(null=True, blank=True)
    posted_by = models.ForeignKey(
        "people.StaffMember",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "due"], name="copies_not_posted", condition=models.Q(posted_on=None)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "reply", "contact"], name="one_copy_an_adult"),
            models.CheckConstraint(
                condition=models.Q(posted_on=None, posted_by=None)
                | models.Q(posted_on__isnull=False, posted_by__isnull=False),
                name="posted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.contact_id)
