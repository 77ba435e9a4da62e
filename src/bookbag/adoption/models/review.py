"""A review of a pack, or the wish for an early one."""

from typing import ClassVar

from django.db import models

from bookbag.adoption.models.owned import Owned


class State(models.TextChoices):
    """Whether it has been decided."""

    OPEN = "open", "Open"
    HELD = "held", "Held"


class Review(Owned):
    """A review of a pack. With a `reason` somebody has asked for it early; it stays open until a decision is entered.

    `law` holds the answer for the law line of each rule, `decisions` what was decided of each clause, `outcome` the rest.
    """

    pack = models.CharField(max_length=60)
    state = models.CharField(max_length=4, choices=State, default=State.OPEN)
    reason = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    law = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    outcome = models.TextField(blank=True)
    held_on = models.DateField(null=True)
    signed_by = models.CharField(max_length=200, blank=True)
    signed_staff = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints: ClassVar = [*Owned.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.pack} {self.state}"
