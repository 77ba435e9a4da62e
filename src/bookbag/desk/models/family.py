"""How a family comes in to its own pages: one-time codes, and where an adult is signed in. No password, no staff login."""

import uuid
from typing import ClassVar

from django.db import models


class FamilyCode(models.Model):
    """That somebody asked for a code, or that the office gave one. Only its digest is kept.

    A request by e-mail is written down alike whether we hold the address or not; the worker says which, and forgets it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    address = models.CharField("to which it is to go, until the worker has looked", max_length=254, blank=True)
    asked_of = models.CharField("the address, as a keyed digest, for counting requests", max_length=64, blank=True)
    peer = models.CharField("the machine that asked", max_length=45, blank=True)
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    given_by = models.ForeignKey(
        "people.StaffMember",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "made_at"], name="codes_lately"),
            models.Index(fields=["school", "contact"], name="codes_of_a_contact"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(digest="") | models.Q(contact__isnull=False), name="code_is_somebodys"
            ),
        ]

    def __str__(self) -> str:
        return f"until {self.ends_at}"


class FamilySession(models.Model):
    """Where an adult is signed in. The browser holds a secret of which only the digest is here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    contact = models.ForeignKey("people.Contact", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    digest = models.CharField(max_length=64)
    given_by = models.ForeignKey(
        "people.StaffMember",
        verbose_name="who gave the code, where it came from the office",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "contact"], name="family_sessions_of_adult")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "digest"], name="one_family_session_a_secret")
        ]

    def __str__(self) -> str:
        return f"until {self.ends_at}"
