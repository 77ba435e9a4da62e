"""Whom a family's message is offered to before it is sent: the class teacher or the office, in the order of the policy.

What somebody needs today goes to the office, which is there; so does what is no teacher's to answer.
"""

from dataclasses import dataclass
from datetime import datetime

from bookbag.adoption import queries as adoption
from bookbag.desk import reaching
from bookbag.desk.topics import SENDERS, TOPICS, Topic, Who
from bookbag.people.models import Pupil, StaffMember
from bookbag.policy.decisions import decide
from bookbag.policy.rules.words import Post
from bookbag.policy.values import Channel, Event, EventKind, Facts, Route
from bookbag.schools import queries as schools
from bookbag.schools.models import School

BY_FORM = (Channel.FORM, Channel.EMAIL)
"""What is written on the family pages would else have come by e-mail: what the policy says of one holds for the other."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody who can be written to: the office, or a teacher; and the clause that puts them first, where one does."""

    post: Post
    teacher: StaffMember | None = None
    clause: str = ""


def offered(topic: str, pupil: Pupil | None, *, school: School, now: datetime) -> list[Whom]:
    """Those whom a parent's message about this can go to, the proposed one first."""
    about = TOPICS[topic]
    routed = {Post(route.to): route.clause for route in reversed(_routes(about, school, now))}
    office = Whom(Post.OFFICE, clause=routed.get(Post.OFFICE, ""))
    teacher = _teacher(pupil, school, now) if about.is_ordinary else None
    if teacher is None:
        return [office]
    found = [Whom(Post.TEACHER, teacher, routed.get(Post.TEACHER, "")), office]
    return found[::-1] if office.clause and not found[0].clause else found


def _routes(about: Topic, school: School, now: datetime) -> list[Route]:
    calendar, packs = schools.calendar_of(school), adoption.packs_of(school)
    facts = Facts(sender=SENDERS[Who.PARENT])
    events = (Event(EventKind.MESSAGE_RECEIVED, channel, about.category, now) for channel in BY_FORM)
    return [route for event in events for route in decide(event, facts, packs, calendar).routes]


def _teacher(pupil: Pupil | None, school: School, now: datetime) -> StaffMember | None:
    """The class teacher, who works here and is not away today."""
    group = pupil.school_class if pupil else None
    if group is None or group.teacher is None or group.teacher.left_on:
        return None
    hours = reaching.hours_of(school, [group.teacher.id], now=now)[group.teacher.id]
    return None if hours.absent_on(now.astimezone(hours.calendar.zone).date()) else group.teacher
