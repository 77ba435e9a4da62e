"""A version of a pack, and who has signed it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bookbag.adoption.models.owned import Owned, once
from bookbag.policy.rules.words import Post


class State(models.TextChoices):
    """How far a version has come."""

    DRAFT = "draft", "Draft"
    AWAITING = "awaiting", "Awaiting sign-off"
    IN_FORCE = "in_force", "In force"
    PAST = "past", "Past"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Version(Owned):
    """One version of a pack as its files say it. Once it is no draft its texts cannot change: the database sees to it.

    `author_staff` is no reference: a version is readable for ever, and outlives whoever wrote it.
    """

    pack = models.CharField(max_length=60)
    number = models.CharField(max_length=200)
    texts = models.JSONField("the pack's files, by their names")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    author = models.CharField(max_length=200)
    author_staff = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    in_force_from = models.DateTimeField(null=True)
    in_force_until = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints: ClassVar = [
            *Owned.Meta.constraints,
            *once("pack", name="one_in_force", when=Q(state=State.IN_FORCE)),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.number}"

    @property
    def files(self) -> dict[str, bytes]:
        """The pack's files as they would lie in a folder."""
        return {name: text.encode() for name, text in self.texts.items()}


class SignOff(Owned):
    """That somebody has signed exactly these words, for a post that the policy names. Another digest voids it."""

    version = models.ForeignKey(Version, on_delete=models.DO_NOTHING, db_constraint=False, related_name="sign_offs")
    digest = models.CharField(max_length=64)
    post = models.CharField(max_length=30, choices=[(post.value, post.value.replace("_", " ")) for post in Post])
    name = models.CharField(max_length=200)
    staff = models.UUIDField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints: ClassVar = [
            *Owned.Meta.constraints,
            *once("version", "digest", "post", name="one_signature_a_post"),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.name}"
