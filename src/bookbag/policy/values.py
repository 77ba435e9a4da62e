"""The words in which the policy room speaks: what happened, what else is known of it, and what follows. Frozen values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bookbag.errors import Invalid


class Clock(StrEnum):
    """The two ways in which policies count days."""

    WORKING_DAYS = "working_days"
    """The day of receipt is day 0 whatever the hour; due at the close of the nth day that counts."""
    SCHOOL_DAYS = "school_days"
    """Elapsed time: the same time of day n school days later; what comes while school is shut starts at the next opening."""


class LawClock(StrEnum):
    """The ways in which statutes count. No closed day of a school's own stops any but those that ask for sessions."""

    UK_WORKING_DAYS = "uk_working_days"
    """Weekdays that are a bank holiday nowhere in the United Kingdom, from the day after receipt on."""
    SESSION_DAYS = "session_days"
    """Days on which there is a session at the school, from the day after receipt on."""
    CALENDAR_DAYS = "calendar_days"
    """So many days on; moved on from a weekend or a bank holiday."""
    CALENDAR_MONTHS = "calendar_months"
    """The same date so many months on, or that month's last day; moved on from a weekend or a bank holiday."""
    HOURS = "hours"
    """By the clock, through nights, weekends and holidays."""


class Named(StrEnum):
    """No counting at all."""

    PROMISED = "promised"
    """The close of the day that an answer of the school's own has named."""


class LegalKind(StrEnum):
    """What a school is in law."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"
    NON_MAINTAINED_SPECIAL = "non_maintained_special"
    INDEPENDENT = "independent"
    PUPIL_REFERRAL_UNIT = "pupil_referral_unit"
    TRUST = "trust"
    """Asked for what it holds for no single school."""


class EventKind(StrEnum):
    """What happened."""

    MESSAGE_RECEIVED = "message_received"
    REQUEST_RECEIVED = "request_received"
    """Something that starts a clock of law. A message of such a category is one, too."""
    ANSWER_HELD = "answer_held"
    """The school has written that the full answer comes later, and perhaps on which day."""
    CALL_ARRANGED = "call_arranged"
    MEETING_ARRANGED = "meeting_arranged"
    """The school has offered a day and time for it."""
    CALL_NOT_TAKEN = "call_not_taken"
    """A call came at the time that was agreed for it, and a colleague took a message."""
    MATTER_COMPLEX = "matter_complex"
    """Somebody has marked a complaint or concern as particularly complex."""


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
    FREEDOM_OF_INFORMATION = "freedom_of_information"
    INFORMATION_REVIEW = "information_review"
    ENVIRONMENTAL_INFORMATION = "environmental_information"
    SUBJECT_ACCESS = "subject_access"
    EDUCATIONAL_RECORD = "educational_record"
    DATA_PROTECTION_COMPLAINT = "data_protection_complaint"
    DATA_BREACH = "data_breach"


OF_LAW = frozenset(
    {
        Category.FREEDOM_OF_INFORMATION,
        Category.INFORMATION_REVIEW,
        Category.ENVIRONMENTAL_INFORMATION,
        Category.SUBJECT_ACCESS,
        Category.EDUCATIONAL_RECORD,
        Category.DATA_PROTECTION_COMPLAINT,
        Category.DATA_BREACH,
    }
)
"""What starts a clock of law, whatever the school's own policy promises beside it."""


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
    REPORT = "report"
    LOG = "log"
    """Note what was said in a call or a meeting."""
    BEGIN = "begin"
    """Take the first step in a matter."""
    DECIDE = "decide"
    """Decide whom else to bring into it."""


class Met(StrEnum):
    """What a person can do that keeps a promise. An automatic receipt is not among them."""

    ACKNOWLEDGEMENT = "acknowledgement"
    HOLDING_ANSWER = "holding_answer"
    ANSWER = "answer"
    MEETING_ARRANGED = "meeting_arranged"
    CALL_ARRANGED = "call_arranged"
    DELAY_NOTE = "delay_note"
    """Word that it takes longer, with the reason."""
    TALK_LOGGED = "talk_logged"
    """What was said in the call or the meeting has been noted."""
    CALLED_BACK = "called_back"
    """Somebody rang back and spoke to them; or tried twice in vain, and then wrote."""
    TRIED = "tried"
    """Somebody tried to ring back."""
    TRIED_TWICE = "tried_twice"
    """Somebody tried twice to ring back."""
    REPORT_MADE = "report_made"
    FIRST_STEP = "first_step"
    """Something was done about a complaint or concern, and entered."""
    DECISION = "decision"
    """It was decided whether to bring in an education officer or agency."""


def timely(at: datetime) -> None:
    """Refuse a time without its offset, and one in which there is no school to speak of."""
    if at.utcoffset() is None:
        raise Invalid("The time needs its offset from UTC, as in 2026-03-02T09:00:00+00:00.")
    if not 1900 <= at.year < 2200:
        raise Invalid(f"The year {at.year} is not one in which a school gets messages.")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, and when."""

    kind: EventKind
    channel: Channel
    category: Category
    at: datetime

    def __post_init__(self) -> None:
        timely(self.at)

    def is_a(self, kind: EventKind) -> bool:
        """Say whether this happened: a message may be a request under a law as well."""
        return kind is self.kind or (kind is EventKind.REQUEST_RECEIVED and self.category in OF_LAW)


@dataclass(frozen=True, slots=True)
class Pause:
    """From the day on which the school asked for what it truly needed to the day on which it had it, if it has."""

    asked: date
    answered: date | None = None

    def __post_init__(self) -> None:
        if self.answered and self.answered < self.asked:
            raise Invalid("An answer cannot come before its question.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What else a decision may ask. Whatever is not known has a value that says so."""

    sender: Sender = Sender.UNKNOWN
    pauses: tuple[Pause, ...] = ()
    """In order of time. They touch the clocks of law only."""
    proof: Pause | None = None
    """When the school asked who is asking, or for whom, and when it was shown. Some clocks of law start only then."""
    extended: bool = False
    """The longer time of law has been taken, and whoever asked has been told why."""
    promised: date | None = None
    """The day that an answer has named: of the full answer, of the call, of the meeting."""
    agreed: frozenset[str] = frozenset()
    """The posts whose yes is there already."""
    consents: frozenset[tuple[str, str]] = frozenset()
    """Whose agreement is held, and in which form: ("parents", "written")."""
    found: frozenset[str] | None = None
    """What the words were found to hold. None: nobody has looked yet."""
    restricted: bool | None = None
    """Whether a court order leaves out somebody whom it would reach. None: nobody has looked yet."""
    shown: frozenset[str] = frozenset()
    """What is on show, in the words of the rules."""
    done: Mapping[str, date] = field(default_factory=dict)
    """When what comes round was last done or confirmed, by clause."""
    undeclared: Mapping[str, date] = field(default_factory=dict)
    """What whoever writes has not confirmed, by clause, and since when they have been asked."""


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
    letter: str = ""
    """The letter that goes with it, where the rule names one."""
    remind_at: datetime | None = None
    """When its owner is asked, where the rule says so."""
    late_to: tuple[str, ...] = ()
    """Who hears of it once its time has passed, beside its owner."""
    rules: bool = True
    """Of several duties of its kind this one counts, by law or by the earlier date. The others stand beside it."""


@dataclass(frozen=True, slots=True)
class UntimedDuty:
    """A duty whose day cannot be known yet: the school's calendar does not reach so far, or its clock stands still."""

    duty: DutyKind
    clause: str
    pack: str
    version: str
    because: str
    met_by: tuple[Met, ...]
    stands_since: date | None = None
    """Since when its clock stands still, where it does."""


@dataclass(frozen=True, slots=True)
class Route:
    """Whom a clause sends the matter to."""

    to: str
    clause: str
    pack: str
    because: str
    first: bool = False
    """They are the first to ask, not somebody who is told beside others."""
    promptly: str = ""
