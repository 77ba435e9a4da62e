"""Trusts, schools, logins and the addresses mail comes in by (global, read before a school is known); terms (guarded)."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from bookbag.policy.availability import Stretch


class Trust(models.Model):
    """A multi-academy trust, or another body that runs several schools."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class LegalKind(models.TextChoices):
    """What a school is in law: complaint rules, freedom of information and Notify's eligibility follow from it."""

    MAINTAINED = "maintained", "Maintained school"
    ACADEMY = "academy", "Academy"
    NON_MAINTAINED_SPECIAL = "non_maintained_special", "Non-maintained special school"
    INDEPENDENT = "independent", "Independent school"
    PUPIL_REFERRAL_UNIT = "pupil_referral_unit", "Pupil referral unit"


class Nation(models.TextChoices):
    """Whose bank holidays and whose law."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"


class School(models.Model):
    """One school: what it is, how it is reached, its day, the packs that bind it. No family's data stands here."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    trust = models.ForeignKey(Trust, null=True, blank=True, on_delete=models.PROTECT, related_name="schools")
    legal_kind = models.CharField(max_length=30, choices=LegalKind)
    nation = models.CharField(max_length=20, choices=Nation, default=Nation.ENGLAND)
    local_authority = models.CharField(max_length=100, blank=True)
    packs = models.JSONField(default=list)
    email = models.EmailField()
    telephone = models.CharField(max_length=40, blank=True)
    postal_address = models.TextField(blank=True)
    fax = models.CharField(max_length=40, blank=True, db_default="")
    website = models.CharField(
        "the website on which its form may stand, without a path", max_length=200, blank=True, db_default=""
    )
    colour = models.CharField(max_length=7, default="#1d5c4d")
    languages = models.JSONField("languages offered to families beside English", default=list, db_default=[])
    opens = models.TimeField()
    closes = models.TimeField()
    office_opens = models.TimeField()
    office_closes = models.TimeField()
    core_from = models.TimeField(
        "when the core of the day begins, in which staff can be expected", null=True, blank=True
    )
    core_until = models.TimeField("when the core of the day ends", null=True, blank=True)
    childrens_services_day = models.CharField("children's services by day", max_length=40, blank=True)
    childrens_services_night = models.CharField("children's services at night", max_length=40, blank=True)
    own_consent_from = models.PositiveSmallIntegerField(
        "from which age a pupil's own answer counts beside the parents'", default=13, db_default=13
    )
    dates_wait_since = models.DateTimeField(
        "since when open dates wait to be worked out again, because the calendar changed", null=True, blank=True
    )
    cases_wait_since = models.DateTimeField(
        "since when open cases wait to be decided again, because a policy changed", null=True, blank=True
    )

    factor_for_all = models.BooleanField("everybody needs a second factor", default=False, db_default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(core_from=None, core_until=None)
                | models.Q(core_from__isnull=False, core_from__lt=models.F("core_until")),
                name="core_hours_both_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def core_hours(self) -> Stretch:
        """The hours in which staff can be expected; until they are entered, those in which school is open."""
        return Stretch(self.core_from or self.opens, self.core_until or self.closes)

    @property
    def office_hours(self) -> Stretch:
        """The hours in which the office is there."""
        return Stretch(self.office_opens, self.office_closes)

    @property
    def tells_where_to_turn(self) -> bool:
        """True once the local authority's numbers are entered; until then set-up is red and no receipt is sent."""
        return bool(self.childrens_services_day and self.childrens_services_night)


class Mailbox(models.Model):
    """An address at which mail for a school comes in. `address` is folded to lower case."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="mailboxes")
    address = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=100)
    takes_tags = models.BooleanField("takes plus-addresses", default=True)
    last_arrival_at = models.DateTimeField(null=True, blank=True)
    silent_since = models.DateTimeField(
        "since when it has been silent for longer than its habit", null=True, blank=True
    )

    def __str__(self) -> str:
        return self.address


class WayIn(models.TextChoices):
    """With what a mailbox lets us in."""

    PASSWORD = "password", "With a password"
    TOKEN = "token", "With an app registered at Microsoft or Google"


class MailConnection(models.Model):
    """How a mailbox is read by IMAP. `secret` is unreadable without the installation's own secret. Guarded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, db_index=False, related_name="+")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField(default=993)
    tls = models.CharField(max_length=10, default="tls")
    user = models.CharField(max_length=254)
    way = models.CharField(max_length=10, choices=WayIn, default=WayIn.PASSWORD)
    secret = models.TextField("the password; or what the app proves itself with, and the leave that it was given")
    token_url = models.CharField("where the app asks for leave to read", max_length=300, blank=True)
    client_id = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=300, blank=True)
    ends_on = models.DateField("the day on which what lets us in ends", null=True, blank=True)
    since = models.DateTimeField("what came before is left alone")
    changed_at = models.DateTimeField()
    looked_at = models.DateTimeField("when it was last read to its end", null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    problem_since = models.DateTimeField(null=True, blank=True)
    is_shut = models.BooleanField("it does not let us in", default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "mailbox"], name="one_connection_a_mailbox")]

    def __str__(self) -> str:
        return self.user


class MailFolder(models.Model):
    """How far a folder has been read: `upto` is the last number that was taken, under this `validity`. Guarded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, db_index=False, related_name="+")
    connection = models.ForeignKey(
        MailConnection, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="folders"
    )
    role = models.CharField(max_length=10)
    name = models.CharField(max_length=300)
    validity = models.BigIntegerField()
    upto = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "connection", "role"], name="one_folder_a_role")
        ]

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Logins, found by address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The login of an address, whatever its capitals."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A login: one person, one address, several hats. Who somebody is at a school stands in people.StaffMember."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    suspended_at = models.DateTimeField("since when nobody opens it again but who closed it", null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Users()

    def __str__(self) -> str:
        return self.name


class FailedSignIn(models.Model):
    """That somebody tried a wrong password: for an address, from a machine. Kept for as long as it slows them down."""

    address = models.CharField(max_length=254)
    peer = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["peer", "at"], name="failed_by_peer")]

    def __str__(self) -> str:
        return str(self.at)


class PasswordRequest(models.Model):
    """That somebody said that the login of an address forgot its password. Whether there is one is not known here."""

    address = models.CharField(max_length=254)
    peer = models.CharField(max_length=45)
    at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["at"], name="password_requests_waiting", condition=models.Q(looked_at=None))
        ]

    def __str__(self) -> str:
        return str(self.at)


class Heartbeat(models.Model):
    """The last sign of life of one process of this installation."""

    role = models.CharField(max_length=20)
    instance = models.CharField(max_length=100, unique=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.role} {self.instance}"


class Term(models.Model):
    """A stretch of school days of one school; half-terms are the gaps between terms. Guarded."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="term_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClosedDay(models.Model):
    """A day in term on which the school is shut, all day or from a time on. `stops` lists the clocks that it stops; empty
    means all. Guarded.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="closed_days")
    day = models.DateField()
    why = models.CharField(max_length=100)
    stops = models.JSONField(default=list, blank=True)
    from_time = models.TimeField(null=True, blank=True)
    staff_in = models.BooleanField("staff are in, as on an INSET day", default=False, db_default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["school", "day"], name="one_closure_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.why}"
