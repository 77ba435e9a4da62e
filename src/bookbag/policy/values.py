"""The words in which the policy room speaks: what happened, what else is known of it, and what follows. Frozen values only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bookbag.errors import Invalid


class Clock(StrEnum):
    """The two ways in which policies count days."""

    WORKING_DAYS = "working_days"
    """The day of receipt is day 0 whatever the hour; due at the close of the nth day that counts."""
    SCHOOL_DAYS = "school_days"
    """Elapsed time: the same time of day n school days later; what comes while school is shut starts at the next opening."""


class EventKind(StrEnum):
    """What happened."""

    MESSAGE_RECEIVED = "message_received"


class Channel(StrEnum):
    """How a message came."""

    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"
    FORM = "form"
    IN_PERSON = "in_person"
    TEXT = "text"
    SOCIAL = "social"


class Category(StrEnum):
    """What a message is for, as triage suggests and a person confirms."""

    ENQUIRY = "enquiry"
    COMPLAINT = "complaint"
    CONCERN = "concern"
    ABSENCE = "absence"
    CONTACT_CHANGE = "contact_change"
    RECORDS_REQUEST = "records_request"
    MEETING_REQUEST = "meeting_request"
    CONSENT = "consent"
    PAYMENT = "payment"
    PRAISE = "praise"
    ABUSE = "abuse"
    SAFEGUARDING = "safeguarding"
    MISDIRECTED = "misdirected"
    SPAM_OR_MARKETING = "spam_or_marketing"
    AUTO_REPLY = "auto_reply"


class Sender(StrEnum):
    """Who a message is from, as far as anybody knows."""

    UNKNOWN = "unknown"
    PARENT = "parent"
    PUPIL = "pupil"
    STAFF = "staff"
    AGENCY = "agency"
    PUBLIC = "public"


class DutyKind(StrEnum):
    """What a clause requires of the school."""

    ACKNOWLEDGE = "acknowledge"
    RESPOND = "respond"


class Met(StrEnum):
    """What a person can do that keeps a promise. An automatic receipt is not among them."""

    ACKNOWLEDGEMENT = "acknowledgement"
    HOLDING_ANSWER = "holding_answer"
    ANSWER = "answer"
    MEETING_ARRANGED = "meeting_arranged"
    CALL_ARRANGED = "call_arranged"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, and when."""

    kind: EventKind
    channel: Channel
    category: Category
    at: datetime

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise Invalid("The time needs its offset from UTC, as in 2026-03-02T09:00:00+00:00.")
        if not 1900 <= self.at.year < 2200:
            raise Invalid(f"The year {self.at.year} is not one in which a school gets messages.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What else a decision may ask. Whatever is not known has a value that says so."""

    sender: Sender = Sender.UNKNOWN


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was not counted, and why."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class DueDuty:
    """What a clause now requires of the school, by when, and how the days were counted."""

    duty: DutyKind
    clause: str
    pack: str
    version: str
    due: datetime
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    because: str
    met_by: tuple[Met, ...]


@dataclass(frozen=True, slots=True)
class UntimedDuty:
    """A duty whose day cannot be known yet, because the school's calendar does not reach so far."""

    duty: DutyKind
    clause: str
    pack: str
    version: str
    because: str
    met_by: tuple[Met, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Whom a clause sends the matter to."""

    to: str
    clause: str
    pack: str
    because: str


@dataclass(frozen=True, slots=True)
class Hold:
    """What a clause makes wait, and for whom."""

    waits_for: str
    clause: str
    pack: str
    because: str
