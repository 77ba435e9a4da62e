"""How families reach the school in a term: by which ways, how early, who never does, and what was closed unanswered.

All of it as far as the reader may see the cases. Changes nothing.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from bookbag.desk import queries
from bookbag.desk.models import Case, CaseEvent, CasePupil, Message
from bookbag.desk.models.case import EventKind, State
from bookbag.people import families
from bookbag.people.models import Pupil
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Channel
from bookbag.schools import queries as schools
from bookbag.schools.models import School

LONDON = ZoneInfo("Europe/London")
CHANNELS = {
    Channel.EMAIL: "E-mails",
    Channel.FORM: "Forms",
    Channel.PHONE: "Calls",
    Channel.LETTER: "Letters and faxes",
    Channel.IN_PERSON: "Words at the gate",
    Channel.TEXT: "Texts and chat messages to staff",
    Channel.SOCIAL: "Social media messages to staff",
}
INFORMAL = (Channel.TEXT, Channel.SOCIAL)
ANSWERS = (EventKind.ANSWERED, EventKind.SPOKEN, EventKind.TALK_LOGGED)
MOST = 100


@dataclass(frozen=True, slots=True)
class Early:
    """One worry: when it was told, and since when it had been so, where that was said."""

    case: Case
    told_on: date
    since: date | None

    @property
    def days(self) -> int | None:
        """How many days passed before the school heard of it."""
        return None if self.since is None else max((self.told_on - self.since).days, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """The contact of one term."""

    name: str
    first: date
    last: date
    by_channel: list[tuple[str, int]]
    informal: int
    early: list[Early] = field(default_factory=list)
    silent: list[list[Pupil]] = field(default_factory=list)
    """The children of each family from which nothing came."""
    unanswered: list[Case] = field(default_factory=list)


def terms(school: School, *, today: date) -> list[tuple[str, date, date]]:
    """The terms that have begun, the newest first."""
    begun = [(term.name, term.first_day, term.last_day) for term in schools.terms_of(school)]
    return [term for term in reversed(begun) if term[1] <= today]


def report(actor: Actor, term: tuple[str, date, date]) -> Report:
    """What came in a term."""
    name, first, last = term
    span = (datetime.combine(first, time(), LONDON), datetime.combine(last, time(23, 59, 59), LONDON))
    seen = queries.seen_by(actor)
    came = Message.objects.filter(school_id=actor.school_id, direction="in", at__range=span, case__in=seen)
    rows = list(came.select_related("case").only("channel", "at", "said", "contact_id", "case"))
    counted = Counter(row.channel for row in rows)
    closed = seen.filter(state=State.CLOSED, closed_at__range=span).exclude(
        Exists(CaseEvent.objects.filter(school_id=actor.school_id, case_id=OuterRef("id"), kind__in=ANSWERS))
    )
    return Report(
        name=name,
        first=first,
        last=last,
        by_channel=[(label, counted[channel]) for channel, label in CHANNELS.items() if counted[channel]],
        informal=sum(counted[channel] for channel in INFORMAL),
        early=[_early(row) for row in rows if "since" in row.said or row.case.category == "concern"][:MOST],
        silent=_silent(actor, {row.contact_id for row in rows if row.contact_id}, {row.case_id for row in rows}),
        unanswered=list(
            closed.exclude(channel=Channel.IN_PERSON).filter(_from_family()).order_by("-closed_at", "id")[:MOST]
        ),
    )


def _from_family() -> Exists:
    return Exists(Message.objects.filter(case_id=OuterRef("id"), direction="in", contact__isnull=False))


def _early(row: Message) -> Early:
    since = date.fromisoformat(row.said["since"]) if "since" in row.said else None
    return Early(row.case, row.at.astimezone(LONDON).date(), since)


def _silent(actor: Actor, wrote: set[UUID], cases: set[UUID]) -> list[list[Pupil]]:
    """The families from which nothing came: no adult of theirs wrote or rang, and no child is named in what came."""
    named = set(CasePupil.objects.filter(school_id=actor.school_id, case__in=cases).values_list("pupil_id", flat=True))
    return [
        family.pupils
        for family in families.together(actor.school_id)
        if not wrote & family.adults and not named & {pupil.id for pupil in family.pupils}
    ]
