"""What of a sent message is still to be made or done for one adult: audio, Braille, a phone call, a copy on paper."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Making(models.Model):
    """One form of a message for one adult. It is there once what was made has been sent, or once somebody says how.

    `form` is a language or a need of theirs; `dispatch` that by which the file went.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    reply = models.ForeignKey(
        "desk.Reply", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="makings"
    )
    contact = models.ForeignKey(
        "people.Contact", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    form = models.CharField(max_length=20)
    address = models.CharField("the e-mail address to which it goes; empty where it is handed over", max_length=254)
    since = models.DateTimeField()
    dispatch = models.ForeignKey(
        "outbox.Dispatch",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "people.StaffMember",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    how = models.TextField("how it reached them", blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "since"], name="makings_not_settled", condition=Q(settled_at=None)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "reply", "contact", "form"], name="one_making_a_form"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, how="")
                | Q(~Q(how=""), settled_at__isnull=False, settled_by__isnull=False),
                name="settled_by_somebody_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.form
