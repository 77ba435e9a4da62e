"""The judgement on a message: category, urgency and flags, each flag with the words that caused it. It suggests; a person decides."""

from dataclasses import dataclass
from enum import StrEnum
from math import exp

from bookbag.triage import model
from bookbag.triage.model import Scores
from bookbag.triage.words import Stretch


class Flag(StrEnum):
    """What a message may carry beside its category. Labels are explained in training/triage/README.md."""

    SAFEGUARDING = "safeguarding"
    COMPLAINT = "complaint"
    ABUSE = "abuse"
    THREAT = "threat"
    LEGAL = "legal"
    MEDIA = "media"
    SAR = "sar"
    FOI = "foi"
    CYBERBULLYING = "cyberbullying"
    STAFF_CONDUCT = "staff_conduct"
    SEN = "sen"
    MEDICAL = "medical"
    BEREAVEMENT = "bereavement"
    COURT_ORDER = "court_order"
    LANGUAGE_OTHER = "language_other"


CATEGORIES = (
    *("absence", "enquiry", "meeting_request", "complaint", "concern", "payment", "contact_change", "praise"),
    *("records_request", "consent", "spam_or_marketing", "misdirected", "auto_reply", "abuse", "safeguarding"),
)

URGENT = "urgent"

LIKELY = 0.5
"""From here on a label is suggested. Where that lies for each is learnt: a miss of some is worse than a glance too many."""

SHOWN = 160
"""Characters of a sentence that are shown as a reason."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The words of the message that caused a flag."""

    flag: str
    words: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a message seems to be. `certainty` is how likely each label is, from 0 to 1."""

    category: str
    urgent: bool
    flags: tuple[Flag, ...]
    reasons: tuple[Reason, ...]
    certainty: dict[str, float]


def judge(channel: str, subject: str, text: str, *, language: str | None = None) -> Judgement:
    """Judge a message as it was written. `language` is its ISO 639-1 code where somebody has found it out."""
    scores = model.load().scores(channel, subject, text)
    certainty = {label: 1 / (1 + exp(-max(-30.0, min(30.0, told)))) for label, told in scores.labels.items()}
    if language and language != "en":
        certainty[Flag.LANGUAGE_OTHER] = 1.0
    category = max(CATEGORIES, key=lambda label: scores.labels[f"category:{label}"])
    flags = {flag for flag in Flag if certainty[flag] >= LIKELY}
    if category in {Flag.SAFEGUARDING, Flag.COMPLAINT, Flag.ABUSE}:
        flags.add(Flag(category))
    urgent = certainty[URGENT] >= LIKELY or bool(flags & {Flag.SAFEGUARDING, Flag.THREAT})
    told = tuple(flag for flag in Flag if flag in flags)
    named = (*told, URGENT) if urgent else told
    return Judgement(category, urgent, told, tuple(_reason(flag, scores) for flag in named), certainty)


def _reason(label: str, scores: Scores) -> Reason:
    """The sentence that speaks most for a label; for what no single sentence says, the first."""
    told = scores.signs.get(label)
    best = scores.stretches[int(told.argmax())] if told is not None else scores.stretches[0]
    return Reason(str(label), _shown(best))


def _shown(stretch: Stretch) -> str:
    words = " ".join(stretch.text.split())
    return words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " …"
