"""Calls that were asked for by the school's form: by whom, for whom, at which number and when. Changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bookbag.desk import calls
from bookbag.desk.models import Call, Case, Message
from bookbag.people import points
from bookbag.people.folding import folded
from bookbag.people.models import SchoolClass, StaffMember
from bookbag.policy.values import Channel

TOPIC = "call"


@dataclass(frozen=True, slots=True)
class Asked:
    """A call that somebody asked for, and whether it is on somebody's list."""

    at: datetime
    number: str
    whom: str
    times: str
    call: Call | None


def of_case(case: Case) -> Asked | None:
    """The call that a case asks for, if it does."""
    if case.channel != Channel.FORM:
        return None
    rows = Message.objects.filter(school_id=case.school_id, case=case, direction="in", said__topic=TOPIC)
    message = rows.order_by("at", "id").first()
    if message is None:
        return None
    held = points.telephones_of([message.contact_id]).get(message.contact_id, []) if message.contact_id else []
    number = message.said.get("telephone") or next(iter(held), "not given")
    call = Call.objects.filter(school_id=case.school_id, case=case).first()
    return Asked(message.at, number, message.said.get("whom", ""), message.said.get("times", ""), call)


def meant(school_id: int, words: str) -> StaffMember | None:
    """Whom the words mean, where it is one of us: by name, by class, or as the teacher of a year."""
    named = calls.staff_beginning(school_id, words)
    if len(named) == 1:
        return named[0]
    said = folded(words).split()
    years = [word for before, word in pairwise(said) if before == "year"]
    taught = SchoolClass.objects.filter(school_id=school_id, year__in=years).exclude(teacher=None)
    teachers = {each.teacher_id: each.teacher for each in taught.select_related("teacher")}
    return next(iter(teachers.values())) if len(teachers) == 1 else None
