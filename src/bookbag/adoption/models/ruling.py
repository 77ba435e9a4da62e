"""What a head or manager has decided about the packs in force."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bookbag.adoption.models.owned import Owned, once


class Kind(models.TextChoices):
    """What is decided."""

    RULE_OFF = "rule_off", "Rule switched off"
    NEED_MET = "need_met", "Need met"
    SETTLED = "settled", "Conflict settled"
    NEXT_REVIEW = "next_review", "Day of the next review"


class Ruling(Owned):
    """A decision with its reason. It ends and is never taken away.

    `subject` is the rule, the need, or the two clauses. `says` is the reason, or the document that meets the need.
    `rules` is the clause that holds of two; `day` is that of a review. The head has `seen_at` what others switched off.
    """

    kind = models.CharField(max_length=12, choices=Kind)
    pack = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    rules = models.CharField(max_length=40, blank=True)
    day = models.DateField(null=True)
    says = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    staff = models.UUIDField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar = [
            *Owned.Meta.constraints,
            *once("kind", "pack", "subject", name="one_ruling", when=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
