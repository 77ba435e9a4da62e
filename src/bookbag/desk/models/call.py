"""Telephone calls as the office notes them: who is alerted, who collects a child, words for a child, ready answers."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


def _to(model: str, *, name: str = "+", null: bool = False) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        model,
        null=null,
        blank=null,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name=name,
    )


class Call(models.Model):
    """One call, as it was taken. Its words are its message's; its tries to ring back are events of its case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = _to("desk.Case", name="calls")
    at = models.DateTimeField()
    number = models.CharField("as it was typed, or why there is none", max_length=60)
    for_whom = _to("people.StaffMember", null=True)
    urgent = models.BooleanField(default=False)
    taken_by = _to("people.StaffMember", null=True)
    delivered_at = models.DateTimeField("when it stood before whom it is for", null=True, blank=True)
    had_at = models.DateTimeField("when they said that they have it, or acted on it", null=True, blank=True)
    had_by = _to("people.StaffMember", null=True)
    settled_with = models.CharField("the ready answer that settled it at once", max_length=100, blank=True)
    put_through_to = _to("people.StaffMember", null=True)
    put_through_at = models.DateTimeField(null=True, blank=True)
    passed_to = models.ForeignKey(
        "schools.School", null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    passed_at = models.DateTimeField("when it stood at the other school", null=True, blank=True)
    passed_from = models.ForeignKey(
        "schools.School", null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "at"], name="calls_by_time"),
            models.Index(
                fields=["school", "for_whom"],
                name="calls_not_had",
                condition=Q(had_at=None, delivered_at__isnull=False),
            ),
            models.Index(fields=["school", "at"], name="urgent_not_had", condition=Q(urgent=True, had_at=None)),
            models.Index(fields=["school"], name="calls_to_pass", condition=Q(passed_to__isnull=False, passed_at=None)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "case"], name="one_call_a_case"),
            models.CheckConstraint(
                condition=Q(put_through_to=None, put_through_at=None)
                | Q(put_through_to__isnull=False, put_through_at__isnull=False),
                name="put_through_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=False) | Q(passed_from__isnull=False), name="call_taken_or_passed_on"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Why(models.TextChoices):
    """Why somebody is alerted; what the alert says of it."""

    URGENT = "urgent", "An urgent call was not put through"
    STANDS_IN = "stands_in", "An urgent call came for somebody whom you stand in for"
    COLLECTION = "collection", "A caller said who collects a child: decide before anybody acts on it"


class CallAlert(models.Model):
    """That somebody was alerted to a call, and when. It stands on top of their pages until somebody has the call."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = _to("desk.Case")
    staff = _to("people.StaffMember")
    why = models.CharField(max_length=12, choices=Why)
    at = models.DateTimeField()
    over_at = models.DateTimeField("when somebody had it", null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "staff"], name="call_alerts_open", condition=Q(over_at=None))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "case", "staff", "why"], name="alerted_once_to_a_call")
        ]

    def __str__(self) -> str:
        return self.why


class WordToPupil(models.Model):
    """What a caller wants a child told, until somebody has told the child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = _to("desk.Case")
    pupil = _to("people.Pupil")
    text = models.TextField()
    said_at = models.DateTimeField()
    office_hears_at = models.DateTimeField("from when on the office sees that nobody has told the child")
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = _to("people.StaffMember", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "pupil"], name="words_not_told", condition=Q(told_at=None))]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(told_at=None, told_by=None) | Q(told_at__isnull=False, told_by__isnull=False),
                name="told_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text


class How(models.TextChoices):
    """By what the office knew that it was the family who said who collects."""

    RANG = "rang", "Rang a number that we held already"
    PASSWORD = "password", "They gave the family’s password"


class Collection(models.Model):
    """That somebody said who collects a child today. Until the office has confirmed it, the child is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = _to("desk.Case", name="collections")
    pupil = _to("people.Pupil")
    day = models.DateField()
    adult = models.CharField("who is to collect, as it was said; or that nobody is", max_length=200)
    contact = _to("people.Contact", null=True)
    said_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = _to("people.StaffMember", null=True)
    how = models.CharField(max_length=10, choices=How, blank=True)
    rang = _to("people.Contact", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "day", "pupil"], name="collections_of_a_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, how="")
                | Q(~Q(how=""), confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="collection_confirmed_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(how="rang") | Q(rang__isnull=False), name="rang_somebody_we_hold"),
        ]

    def __str__(self) -> str:
        return self.adult


class ReadyAnswer(models.Model):
    """What the office says to what is often asked, so that a call is settled while it lasts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    subject = models.CharField(max_length=100)
    words = models.TextField()

    class Meta:
        ordering: ClassVar = ["subject"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "subject"], name="ready_answer_once_a_subject")
        ]

    def __str__(self) -> str:
        return self.subject
