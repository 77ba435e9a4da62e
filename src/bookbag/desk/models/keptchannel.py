"""The channels register: by which mailbox each audience reaches the school, who keeps it, and when a test last came through."""

import uuid
from typing import ClassVar

from django.db import models


class Audience(models.TextChoices):
    """To whom the school keeps a line open."""

    FAMILIES = "families", "Parents and carers"
    SCHOOLS = "schools", "Other schools"
    COMMUNITY = "community", "The community"
    AGENCIES = "agencies", "Outside agencies"


class KeptChannel(models.Model):
    """One audience's line. It counts as open once a test has come into its owner's inbox since it was last changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    audience = models.CharField(max_length=20, choices=Audience)
    mailbox = models.ForeignKey("schools.Mailbox", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    deputy = models.ForeignKey(
        "people.StaffMember", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    test = models.UUIDField("the token of the test that is on its way, or came last", default=uuid.uuid4)
    tested_at = models.DateTimeField("when a test was last sent", null=True)
    seen_at = models.DateTimeField("when that test came in", null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "audience"], name="one_channel_an_audience")]

    def __str__(self) -> str:
        return self.get_audience_display()
