"""Asking parents and carers, once in a while, whether their details are right: each round, and who was asked in it."""

import uuid
from typing import ClassVar

from django.db import models

from bookbag.people.models.family import Contact


class DetailRound(models.Model):
    """One asking of everybody. `done_at` once nobody is left to ask; a round of before Bookbag is entered by its day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    day = models.DateField()
    clause = models.CharField(max_length=20, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "day"], name="one_asking_for_details_a_day")]

    def __str__(self) -> str:
        return str(self.day)


class Way(models.TextChoices):
    """How somebody is asked."""

    EMAIL = "email", "By e-mail"
    PAPER = "paper", "On paper"


class DetailCheck(models.Model):
    """That an adult was asked in a round. What they changed since stands in the history of their details."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    round = models.ForeignKey(
        DetailRound, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="checks"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    way = models.CharField(max_length=5, choices=Way)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField("said to be right", null=True)
    confirmed_with = models.CharField("who entered it for them", max_length=200, blank=True)
    seen_at = models.DateTimeField("what they changed was seen by the office", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "round", "contact"], name="asked_once_a_round")
        ]
        indexes: ClassVar = [models.Index(fields=["school", "contact", "asked_at"], name="asked_for_details")]

    def __str__(self) -> str:
        return self.way
