"""From a message to a suggestion of what it is, stored beside it. It changes no category, no date and no owner: people do."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from bookbag.desk.models import Case, Message, Suggestion
from bookbag.desk.models.case import CATEGORIES
from bookbag.policy.values import Category
from bookbag.triage.judging import Flag, Judgement, judge

LABELS: dict[str, str] = {
    Flag.SAFEGUARDING: "a child may be at risk",
    Flag.COMPLAINT: "a complaint",
    Flag.ABUSE: "abusive words",
    Flag.THREAT: "a threat",
    Flag.LEGAL: "about the law",
    Flag.MEDIA: "about the press",
    Flag.SAR: "asks for personal information",
    Flag.FOI: "asks under freedom of information",
    Flag.CYBERBULLYING: "unkindness online",
    Flag.STAFF_CONDUCT: "about how a member of staff behaved",
    Flag.SEN: "about special needs",
    Flag.MEDICAL: "about health",
    Flag.BEREAVEMENT: "a death",
    Flag.COURT_ORDER: "a court order",
    Flag.LANGUAGE_OTHER: "not in English",
    "urgent": "urgent",
}
"""What each flag is called on the page of a case."""

BESIDE = {Flag.SEN, Flag.MEDICAL, Flag.BEREAVEMENT, Flag.CYBERBULLYING}
"""Flags that are told beside others, and by themselves are no reason to ask a person."""

BY_LAW = {Flag.SAR: Category.SUBJECT_ACCESS, Flag.FOI: Category.FREEDOM_OF_INFORMATION}
"""Requests for which the law has a clock of its own; which of the categories it is, a person says."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion as a page shows it: the category proposed, its name where it is another than the case has, flags and why."""

    id: UUID
    category: Category
    looks_like: str
    urgent: bool
    flags: list[tuple[str, str]] = field(default_factory=list)


def suggest(message: Message, *, now: datetime) -> Judgement:
    """Judge a message that came in, by what its writer wrote anew, and keep the judgement."""
    found = judge(message.channel, message.subject, message.new_text or message.text, language=message.language or None)
    Suggestion.objects.create(
        school_id=message.school_id,
        sight=message.sight,
        message=message,
        category=found.category,
        urgent=found.urgent,
        flags=[str(flag) for flag in found.flags],
        reasons=[{"flag": reason.flag, "words": reason.words} for reason in found.reasons],
        made_at=now,
    )
    return found


def category_of(suggestion: Suggestion) -> Category:
    """The category that is proposed: what the law has a clock for goes before the school's own."""
    for flag, category in BY_LAW.items():
        if flag in suggestion.flags and suggestion.category == Category.RECORDS_REQUEST:
            return category
    return Category(suggestion.category)


def waiting(case: Case) -> Suggested | None:
    """What is suggested of the latest message at which nobody has looked, where it says more than the case does."""
    open_ones = Suggestion.objects.filter(school_id=case.school_id, message__case=case, settled_at=None)
    found = open_ones.order_by("-message__at", "-id").first()
    if found is None:
        return None
    category = category_of(found)
    words = {reason["flag"]: reason["words"] for reason in found.reasons}
    flags = [(LABELS[flag], words.get(flag, "")) for flag in found.flags]
    if category == case.category and not found.urgent and BESIDE.issuperset(found.flags):
        return None
    looks_like = "" if category == case.category else dict(CATEGORIES)[category].lower()
    return Suggested(found.id, category, looks_like, found.urgent, flags)
