"""Bringing people in from files: each run, what a school has said of a list's columns, and what was last taken of whom."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from bookbag.people.models.family import Contact
from bookbag.people.models.pupil import Pupil
from bookbag.people.models.staff import StaffMember


class RunState(models.TextChoices):
    """How far a run has come."""

    READING = "reading", "Being read"
    PLANNED = "planned", "Ready to be looked at"
    TAKING = "taking", "Being taken over"
    DONE = "done", "Taken over"
    REFUSED = "refused", "Could not be read"
    DROPPED = "dropped", "Dropped"


class ImportRun(models.Model):
    """A file on its way in. Its `content` goes once it is taken over, refused or dropped: it is every family's data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    source = models.CharField(max_length=20)
    name = models.CharField("the file's name", max_length=200)
    content = models.BinaryField(null=True)
    columns = models.JSONField("what was said of its columns, by their places", default=dict)
    is_whole = models.BooleanField(null=True)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.READING)
    step = models.CharField("what is being done just now", max_length=100, blank=True)
    report = models.JSONField(default=dict)
    by = models.UUIDField("the member of staff, where it was one", null=True)
    by_name = models.CharField(max_length=200)
    fetched = models.BooleanField("came by itself at night", default=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "-began_at"], name="import_runs_by_time")]

    def __str__(self) -> str:
        return self.name


class Reach(models.TextChoices):
    """How a list is fetched."""

    FOLDER = "folder", "From a folder on the server of Bookbag"
    SFTP = "sftp", "By SFTP"
    WONDE = "wonde", "From Wonde"


class ImportSource(models.Model):
    """Whence a school's list is fetched each night. `token` is unreadable without the installation's secret; the key for
    SFTP is made from that secret, and stands nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    reach = models.CharField(max_length=10, choices=Reach)
    source = models.CharField("what kind of file it is", max_length=20)
    folder = models.CharField(max_length=300, blank=True)
    host = models.CharField(max_length=200, blank=True)
    port = models.PositiveIntegerField(default=22)
    user = models.CharField(max_length=100, blank=True)
    host_key = models.TextField("the server's key, by which it is known", blank=True)
    school_number = models.CharField("the school's number there", max_length=40, blank=True)
    token = models.TextField(blank=True)
    alone = models.BooleanField("is taken over unseen where nothing is odd", default=False)
    looked_at = models.DateTimeField(null=True)
    taken = models.CharField("a digest of the file that was fetched last", max_length=64, blank=True)
    problem = models.CharField("why nothing could be fetched", max_length=300, blank=True)
    problem_since = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school"], name="one_import_source_a_school")]

    def __str__(self) -> str:
        return self.get_reach_display()


class ColumnMemory(models.Model):
    """What a school has said of the columns of one kind of list. `head` is a digest of the columns' names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    head = models.CharField(max_length=64)
    said = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "head"], name="columns_said_once")]

    def __str__(self) -> str:
        return self.head


class Origin(models.Model):
    """What one source last said of one person, and the person's number there.

    A value that is held and is not the one `taken` was corrected by hand, and is not overwritten unasked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    source = models.CharField(max_length=20)
    pupil = models.ForeignKey(Pupil, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    staff = models.ForeignKey(
        StaffMember, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    external_id = models.CharField(max_length=100, blank=True)
    taken = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(pupil__isnull=False, contact=None, staff=None)
                | Q(pupil=None, contact__isnull=False, staff=None)
                | Q(pupil=None, contact=None, staff__isnull=False),
                name="origin_of_one_person",
            ),
            models.UniqueConstraint(fields=["school", "source", "pupil"], name="origin_once_a_pupil"),
            models.UniqueConstraint(fields=["school", "source", "contact"], name="origin_once_a_contact"),
            models.UniqueConstraint(fields=["school", "source", "staff"], name="origin_once_a_colleague"),
        ]

    def __str__(self) -> str:
        return self.source
