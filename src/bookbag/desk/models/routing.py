"""Whose a case became by the policy, who passed it on, what nobody has, and the labels that people put on cases."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


def _to(model: str, *, name: str = "+", null: bool = False) -> "models.ForeignKey[Any, Any]":
    """A reference that the migration's guard makes."""
    return models.ForeignKey(
        model,
        null=null,
        blank=null,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name=name,
    )


class Routed(models.Model):
    """That the policy sent a case to a person, or to whoever fills a post; there it waits until one of them opens it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = _to("desk.Case", name="routed")
    post = models.CharField(max_length=30)
    clause = models.CharField(max_length=20, blank=True)
    staff = _to("people.StaffMember", null=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField("when the first of them opened it", null=True, blank=True)
    seen_by = _to("people.StaffMember", null=True)
    escalate_at = models.DateTimeField("when the head hears that nobody has", null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "case", "at"], name="routed_cases"),
            models.Index(
                fields=["school", "escalate_at"],
                name="routed_and_not_seen",
                condition=Q(seen_at=None, escalated_at=None, escalate_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.post


class Passing(models.Model):
    """That somebody passed a case on with a note. It stands with them until it is answered: the family's clock runs on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = _to("desk.Case", name="passings")
    by = _to("people.StaffMember")
    to = _to("people.StaffMember")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "by", "case"], name="passed_on_by_somebody")]

    def __str__(self) -> str:
        return str(self.at)


class Unowned(models.Model):
    """A case that nobody has: since when, and who has been told of it. It goes as soon as somebody has the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = _to("desk.Case", name="unowned")
    since = models.DateTimeField()
    tell_at = models.DateTimeField("when the next are told; None once there is nobody left to tell", null=True)
    office_told_at = models.DateTimeField(null=True, blank=True)
    head_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "tell_at"], name="unowned_to_tell", condition=Q(tell_at__isnull=False))
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "case"], name="unowned_once_a_case")]

    def __str__(self) -> str:
        return str(self.since)


class Label(models.Model):
    """Somebody's own label on a case. Nobody else sees it, and it changes nothing of the case (TEC-184)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = _to("desk.Case", name="labels")
    staff = _to("people.StaffMember")
    name = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "staff", "case"], name="one_label_of_each_a_case")
        ]

    def __str__(self) -> str:
        return self.name
