"""Every contact with a family in one list, by date, whichever way it came or went. As far as the reader may see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from bookbag.desk.models import Case, CaseEvent, Message
from bookbag.desk.models.case import EventKind
from bookbag.desk.queries import seen_by
from bookbag.policy.permissions import Actor

MOST = 30
WAYS = {
    "email": "E-mail",
    "form": "Form",
    "phone": "Call",
    "letter": "Letter",
    "fax": "Fax",
    "in_person": "Word at the gate",
    "text": "Text or chat",
    "social": "Social media",
}
TALKS = {EventKind.TALK_LOGGED: "Call or meeting", EventKind.SPOKEN: "Rang back", EventKind.TRIED: "Tried to ring back"}


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: when, by which way, whether from the family, and in which case it stands."""

    at: datetime
    way: str
    incoming: bool
    case: Case


def about_pupil(actor: Actor, pupil_id: UUID) -> list[Contact]:
    """The last contacts about a child, in order of date."""
    return _of(actor, Q(about_pupils__pupil_id=pupil_id))


def with_adult(actor: Actor, contact_id: UUID) -> list[Contact]:
    """The last contacts with an adult, in order of date."""
    return _of(actor, Q(parties__contact_id=contact_id))


def _of(actor: Actor, where: Q) -> list[Contact]:
    cases = {case.id: case for case in seen_by(actor).filter(where).distinct().order_by("-last_message_at")[:MOST]}
    own = {"school_id": actor.school_id, "case_id__in": cases}
    rows = (
        Message.objects.filter(**own)
        .order_by("-at", "-id")
        .values_list("case_id", "at", "channel", "direction", "said")
    )
    found = [
        Contact(at, WAYS.get(said.get("came_by") or channel, channel), direction == "in", cases[case])
        for case, at, channel, direction, said in rows[:MOST]
    ]
    talks = CaseEvent.objects.filter(**own, kind__in=TALKS).order_by("-at", "-id")
    found += [Contact(talk.at, TALKS[EventKind(talk.kind)], False, cases[talk.case_id]) for talk in talks[:MOST]]
    return sorted(found, key=lambda one: one.at)[-MOST:]
