"""Cases: one matter each, with its parties and pupils, the events its dates are derived from, and the counts of lists."""

import uuid
from datetime import UTC, datetime
from typing import ClassVar

from django.db import models

from bookbag.policy.values import Category

FAR = datetime(2800, 1, 1, tzinfo=UTC)
"""From here on a time in the column that lists are sorted by means "nothing is due"."""


def unhurried(last_message_at: datetime) -> datetime:
    """What a case with nothing due is sorted by: behind everything due, and the one that moved last first.

    One column that only grows, so that a page by key needs neither NULLs nor two directions.
    """
    return datetime(2999, 1, 1, tzinfo=UTC) - (last_message_at - datetime(2000, 1, 1, tzinfo=UTC))


class State(models.TextChoices):
    """Where a case stands. The table of moves is desk/transitions.py."""

    NEW = "new", "New"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    JOINED = "joined", "Joined to another"


OPEN = (State.NEW, State.ACKNOWLEDGED, State.ANSWERED)
"""States in which a case stands in the inbox. An answered case waits to be closed, or for the family's next word."""
WAITING = (State.NEW, State.ACKNOWLEDGED)
"""States in which somebody waits for an answer."""


CATEGORIES = [(category.value, category.value.replace("_", " ").capitalize()) for category in Category]


class Needed(models.TextChoices):
    """What whoever wrote needs done today, by their own choice on the school's form."""

    DANGER = "danger", "A child may be in danger"
    MEDICINE = "medicine", "Medicine or an allergy"
    COLLECTION = "collection", "Somebody else collects"
    ABSENCE = "absence", "Absent today"
    WORD_TO_PUPIL = "word_to_pupil", "A message for a pupil"


class Urgent(models.TextChoices):
    """Why a case is taken before others."""

    SAFETY = "safety", "A child’s safety"
    DISTRESS = "distress", "Somebody is in distress"
    DEADLINE = "deadline", "It cannot wait"
    WORDS = "words", "Its words sound urgent"


class Case(models.Model):
    """One matter. `next_due` is what the inbox is sorted by, and `needed` stands above it until somebody has seen to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    subject = models.CharField(max_length=300, blank=True)
    matter = models.CharField("the subject for comparing, see desk.matters", max_length=200, blank=True)
    channel = models.CharField(max_length=20)
    category = models.CharField(max_length=30, choices=CATEGORIES, default=Category.ENQUIRY)
    state = models.CharField(max_length=15, choices=State, default=State.NEW)
    is_open = models.GeneratedField(
        expression=models.Case(
            models.When(state__in=OPEN, then=True), default=False, output_field=models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    owner = models.ForeignKey(
        "people.StaffMember",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    who = models.CharField("who wrote, as lists show it", max_length=200, blank=True)
    about = models.CharField("the pupils, as lists show them", max_length=200, blank=True)
    is_about_staff = models.BooleanField(
        "about somebody who works here; None until it was asked", null=True, blank=True
    )
    opened_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    next_due = models.DateTimeField()
    needed = models.CharField(
        "what is needed today, until somebody has seen to it", max_length=20, blank=True, choices=Needed, db_default=""
    )
    needed_since = models.DateTimeField(null=True, blank=True)
    urgent_for = models.CharField(
        "why it goes before others, until it is answered", max_length=10, blank=True, choices=Urgent, db_default=""
    )
    rank = models.GeneratedField(
        expression=models.Case(
            models.When(~models.Q(urgent_for="") & models.Q(state__in=WAITING), then=0),
            default=1,
            output_field=models.SmallIntegerField(),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=300, blank=True)
    joined_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="joined"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "rank", "next_due", "id"], name="inbox", condition=models.Q(is_open=True)),
            models.Index(fields=["school", "matter"], name="cases_by_matter", condition=models.Q(is_open=True)),
            models.Index(
                fields=["school", "owner", "rank", "next_due", "id"],
                name="inbox_of_owner",
                condition=models.Q(is_open=True),
            ),
            models.Index(
                fields=["school", "category", "rank", "next_due", "id"],
                name="inbox_of_category",
                condition=models.Q(is_open=True),
            ),
            models.Index(
                fields=["school", "needed_since"], name="needed_today", condition=models.Q(needed_since__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False) & ~models.Q(close_reason="")
                | ~models.Q(state="closed"),
                name="closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="joined", joined_into__isnull=False)
                | ~models.Q(state="joined") & models.Q(joined_into__isnull=True),
                name="joined_to_something",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_urgent(self) -> bool:
        """Whether it goes before others: somebody waits, and somebody said so or its own words do."""
        return bool(self.urgent_for) and self.state in WAITING

    @property
    def due(self) -> datetime | None:
        """When something is due next, or None where nothing is."""
        return None if self.next_due >= FAR else self.next_due


class Hat(models.TextChoices):
    """As what somebody writes who works here and has a child here."""

    PARENT = "parent", "A parent"
    STAFF = "staff", "A colleague"


class CaseParty(models.Model):
    """Somebody outside who takes part in a case: the contact where we know them, the address in any case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        Case, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="parties"
    )
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=254)
    wrote = models.BooleanField("has written, not only been copied in", default=True)
    because = models.CharField("why we think it is this contact", max_length=200, blank=True)
    hat = models.CharField(
        "as what they write, where somebody has said", max_length=6, choices=Hat, blank=True, db_default=""
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "case", "address"], name="party_once_a_case")
        ]

    def __str__(self) -> str:
        return self.address


class CasePupil(models.Model):
    """A child that a case is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        Case, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="about_pupils"
    )
    pupil = models.ForeignKey(
        "people.Pupil", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "pupil"], name="cases_of_a_pupil")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "case", "pupil"], name="pupil_once_a_case")]

    def __str__(self) -> str:
        return str(self.pupil_id)


class EventKind(models.TextChoices):
    """What happened to a case that dates depend on. Dates are derived from these, never accumulated."""

    RECEIVED = "received", "Received"
    ACKNOWLEDGED = "acknowledged", "Acknowledged by a person"
    EXPLAINED = "explained", "Told why it takes longer"
    CALL_ARRANGED = "call_arranged", "Call arranged"
    MEETING_ARRANGED = "meeting_arranged", "Meeting arranged"
    TALK_LOGGED = "talk_logged", "Call or meeting noted"
    ANSWERED = "answered", "Answered in full"
    NO_ANSWER_NEEDED = "no_answer_needed", "No answer needed"
    REOPENED = "reopened", "Opened again by a person"
    NOTICED = "noticed", "Noticed at the school"
    ASKED = "asked", "Asked what is meant"
    TOLD = "told", "Told what is meant"
    PROOF_ASKED = "proof_asked", "Asked who is asking"
    PROOF_HAD = "proof_had", "Shown who is asking"
    LONGER = "longer", "Told that it takes longer"
    TRIED = "tried", "Tried to ring back"
    TRIED_AGAIN = "tried_again", "Tried again to ring back"
    SPOKEN = "spoken", "Spoken to on the telephone"
    CALL_MISSED = "call_missed", "A call that was arranged could not be taken"
    STEP_TAKEN = "step_taken", "Something was done about the complaint"
    COMPLEX = "complex", "Particularly complex"
    DECIDED = "decided", "Decided whom to bring in"


class CaseEvent(models.Model):
    """One happening, kept so that every due date can be worked out again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    case = models.ForeignKey(
        Case, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="events"
    )
    kind = models.CharField(max_length=20, choices=EventKind)
    at = models.DateTimeField()
    channel = models.CharField(max_length=20, blank=True)
    message = models.ForeignKey(
        "desk.Message",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    reason = models.CharField(max_length=300, blank=True)
    promised = models.DateField("the day that an answer named: of the full one, the call, the meeting", null=True)
    promised_at = models.TimeField("the time of the call or the meeting", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "case", "at"], name="events_of_a_case")]

    def __str__(self) -> str:
        return self.kind


class Tally(models.Model):
    """Changes to the counts that lists show. A trigger on cases writes them; a sweep folds them; a count is their sum."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
    sight = models.SmallIntegerField(default=0)
    owner = models.UUIDField(null=True)
    case = models.UUIDField("the case, where some are kept from it: they are not to count it either", null=True)
    change = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "owner"], name="tally_by_owner")]

    def __str__(self) -> str:
        return str(self.change)
