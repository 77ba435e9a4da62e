"""When people are in and who is there instead: weekly patterns, absences, busy windows, turns of duty, the emergency rota.

Why somebody is away is asked nowhere and kept nowhere.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bookbag.people.models.staff import StaffMember

WEEKDAYS = [(0, "Monday"), (1, "Tuesday"), (2, "Wednesday"), (3, "Thursday"), (4, "Friday")]


class WorkingPattern(models.Model):
    """A stretch that somebody works each week on one day. Whoever has none that holds works the school's core hours."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    staff = models.ForeignKey(StaffMember, on_delete=models.DO_NOTHING, db_constraint=False, related_name="patterns")
    weekday = models.SmallIntegerField(choices=WEEKDAYS)
    starts = models.TimeField()
    ends = models.TimeField()
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "staff"], name="patterns_by_staff")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="pattern_ends_after_start"),
            models.CheckConstraint(condition=Q(weekday__gte=0, weekday__lte=4), name="pattern_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M} to {self.ends:%H:%M}"


class Absence(models.Model):
    """Days on which somebody is away, both included, and who stands in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    staff = models.ForeignKey(StaffMember, on_delete=models.DO_NOTHING, db_constraint=False, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    stand_in = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "staff", "last_day"], name="absences_by_staff")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(stand_in=F("staff")), name="absence_stand_in_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"


class Engagement(models.TextChoices):
    """What keeps somebody busy, in words that read on: "in a meeting until 16:40". A closed list: no reason is asked."""

    MEETING = "in a meeting", "In a meeting"
    TEACHING = "teaching", "Teaching"
    DUTY = "on duty", "On duty"
    OUT = "out of school", "Out of school"


class BusyWindow(models.Model):
    """Part of one day, or of one day of each week, in which somebody is at work and cannot be reached."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    staff = models.ForeignKey(StaffMember, on_delete=models.DO_NOTHING, db_constraint=False, related_name="busy")
    day = models.DateField(null=True, blank=True)
    weekday = models.SmallIntegerField(null=True, blank=True, choices=WEEKDAYS)
    starts = models.TimeField()
    ends = models.TimeField()
    what = models.CharField(max_length=20, choices=Engagement)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "staff", "day"], name="busy_by_staff")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="busy_ends_after_start"),
            models.CheckConstraint(
                condition=Q(day=None, weekday__isnull=False) | Q(day__isnull=False, weekday=None),
                name="busy_on_a_day_or_each_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.starts:%H:%M} to {self.ends:%H:%M}"


class EmergencyRota(models.Model):
    """That somebody has accepted, by their own act and on that day, to be alerted in emergencies outside their hours."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    staff = models.ForeignKey(StaffMember, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    accepted_on = models.DateField()
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "staff", "from_day"], name="emergencies_accepted_once_from_a_day"
            ),
            models.CheckConstraint(condition=Q(accepted_on__lte=F("from_day")), name="emergencies_accepted_first"),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")), name="emergencies_end_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.from_day}"


class DutyTurn(models.Model):
    """That somebody does the work of a post on some days, whoever holds it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    post = models.CharField("a post that policies name", max_length=30)
    staff = models.ForeignKey(StaffMember, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "last_day"], name="duty_turns_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="duty_turn_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.post
