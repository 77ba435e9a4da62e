"""What the school can say of a message before it is sent: when somebody reads it, and when an answer is due.

The same policy and calendar decide as for a message that has come.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.desk import queries
from bookbag.desk.models import Duty
from bookbag.desk.models.duty import State
from bookbag.desk.queries import Counts
from bookbag.desk.topics import SENDERS, TOPICS, Who
from bookbag.policy import worktime
from bookbag.policy.availability import Hours, Pattern, Stretch, lessons
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.decisions import decide
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Actor, Sight
from bookbag.policy.values import Channel, DutyKind, Event, EventKind, Facts
from bookbag.schools import queries as schools
from bookbag.schools.models import School

ALL_DAY = Pattern(Stretch(time(0), time(23, 59)))


@dataclass(frozen=True, slots=True)
class Outlook:
    """When a message is read (None where the calendar does not say), and by when something is heard, and answered."""

    now: datetime
    read_at: datetime | None
    teacher_from: datetime | None = None
    heard_by: datetime | None = None
    answered_by: datetime | None = None

    @property
    def is_read_later(self) -> bool:
        """Whether nobody reads it now."""
        return self.read_at is None or self.read_at > self.now


def of_form(who: Who, topic: str, *, school: School, now: datetime) -> Outlook:
    """What can be said of a form about this before it is sent, read inside the school's block."""
    calendar, packs = schools.calendar_of(school), adoption.packs_of(school)
    about = TOPICS[topic]
    event = Event(EventKind.MESSAGE_RECEIVED, Channel.FORM, about.category, now)
    decision = decide(event, Facts(sender=SENDERS[who]), packs, calendar)
    return _dated(
        [(duty.duty, duty.due) for duty in decision.duties],
        Outlook(
            now=now,
            read_at=reading_time(now, calendar, school),
            teacher_from=lessons_end(packs, calendar, now) if who is Who.PARENT and about.is_ordinary else None,
        ),
    )


def of_case(school_id: int, case_id: UUID, outlook: Outlook) -> Outlook:
    """The same once the message is in a case: with the dates of the case, be they older. A sealed case tells nothing, not
    even that it is there.
    """
    owed = Duty.objects.filter(school_id=school_id, case=case_id, state=State.OPEN, sight__lt=Sight.SAFEGUARDING)
    dated = [(DutyKind(duty.duty), duty.due) for duty in owed]
    return _dated(dated, outlook) if dated else outlook


def reading_time(at: datetime, calendar: Calendar, school: School) -> datetime | None:
    """When the office next reads: now in office hours, None where the calendar does not say."""
    office = replace(calendar, opens=school.office_opens, closes=school.office_closes)
    try:
        return worktime.opening(at, office)
    except OutsideCalendar:
        return None


def lessons_end(packs: Sequence[Pack], calendar: Calendar, at: datetime) -> datetime | None:
    """When the lessons end that run at this moment, by the policy's hours; None where teachers can be reached."""
    teaching = Hours(calendar, ALL_DAY, weekly=lessons(packs))
    return teaching.next_reached(at) if teaching.may_be_reached(at).clause else None


def alerts(actor: Actor, school: School, *, counts: Counts, now: datetime) -> int:
    """What the pages tell somebody that waits for them. In lessons a teacher is told only of what is needed today."""
    needed = queries.needed_count(actor)
    if actor.works_whole_desk or lessons_end(adoption.packs_of(school), schools.calendar_of(school), now) is None:
        return counts.mine + needed
    return needed


def _dated(dues: Iterable[tuple[DutyKind, datetime | None]], outlook: Outlook) -> Outlook:
    known = [(duty, due) for duty, due in dues if due]
    heard = min((due for duty, due in known if duty is DutyKind.ACKNOWLEDGE), default=None)
    answered = min((due for duty, due in known if duty is DutyKind.RESPOND), default=None)
    return replace(outlook, heard_by=heard, answered_by=answered)
