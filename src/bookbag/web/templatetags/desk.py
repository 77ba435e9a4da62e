"""How lists and cases say when something is due, how large a file is and who stands in the record."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from bookbag.desk.actions import forms
from bookbag.desk.topics import TOPICS, WHO, Who
from bookbag.policy import english
from bookbag.policy.values import DutyKind
from bookbag.web import hypertext
from bookbag.web.templatetags import bookbag

if TYPE_CHECKING:
    from bookbag.desk.models import Duty

register = template.Library()
OWED = {
    DutyKind.ACKNOWLEDGE: "Acknowledge it",
    DutyKind.RESPOND: "Answer it",
    DutyKind.REPORT: "Report it",
    DutyKind.LOG: "Note what was said",
    DutyKind.BEGIN: "Begin with it",
    DutyKind.DECIDE: "Decide whom to bring in",
}


@register.inclusion_tag("components/due.html")
def due(at: datetime | None, now: datetime) -> dict[str, object]:
    """`{% due case.due now %}`: when something is due, with a word and a colour where it is late or due today."""
    local = timezone.localtime(at) if at else None
    is_today = bool(local and local.date() == timezone.localtime(now).date())
    tone = "late" if at and at < now else "today" if is_today else ""
    return {"tone": tone, "words": _shortly(local, now) if local else ""}


def _shortly(at: datetime, now: datetime) -> str:
    """As `near`, but short: the coming week's days without their date, "Thursday 4 pm"; days long past without a time."""
    ahead = at.date() - timezone.localtime(now).date()
    if ahead < timedelta(-1):
        return english.day(at)
    if timedelta(1) < ahead < timedelta(7):
        return f"{at:%A} {english.clock(at.time())}"
    return bookbag.near(at, now)


@register.filter
def owed(duty: "Duty") -> str:
    """`{{ duty|owed }}`: what a duty asks for, in a word."""
    return OWED[DutyKind(duty.duty)]


@register.filter
def iso_day(said: str) -> str:
    """`{{ said.since|iso_day }}`: a day that a form kept, in words."""
    return english.day(date.fromisoformat(said))


@register.filter
def topic(said: Mapping[str, str]) -> str:
    """`{{ message.said|topic }}`: what the writer of a form said that it is about."""
    return str(TOPICS[said["topic"]].label)


@register.filter
def form_number(arrival_id: UUID) -> str:
    """`{{ door.id|form_number }}`: what the writer of a form was told as its number."""
    return forms.reference(arrival_id)


@register.filter
def says_to_be(said: Mapping[str, str]) -> str:
    """`{{ message.said|says_to_be }}`: who the writer of a form says that they are."""
    return str(WHO[Who(said["who"])])


@register.filter
def of(known: Mapping[UUID, object], key: UUID) -> object | None:
    """`{{ reach|of:case.id }}`: what is known of one thing, or None."""
    return known.get(key)


@register.filter
def size(value: int) -> str:
    """`{{ attachment.size|size }}`: "3 kB", "1.2 MB"."""
    if value < 1_000_000:
        return f"{max(1, round(value / 1000))} kB"
    return f"{value / 1_000_000:.1f} MB"


@register.filter
def who(code: str, names: Mapping[UUID, str]) -> str:
    """`{{ line.who|who:names }}`: the name behind a code of the record; our own processes are "Bookbag"."""
    kind, _, rest = code.partition(":")
    return names.get(UUID(rest), "Somebody") if kind == "staff" else "Bookbag"


@register.filter
def as_sent(html: str) -> SafeString:
    """`{{ message.html|as_sent }}`: a mail's own HTML, made harmless."""
    return mark_safe(hypertext.harmless(html))  # noqa: S308 - nh3 has just written it
