"""What the school has asked of families and waits for: who has answered by now, and who is to be chased.

Nothing is kept but the day by which an answer was asked: whether one has come is read from the conversation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from bookbag.desk.models import Case, CaseParty, Message
from bookbag.people.folding import folded_email
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Clock
from bookbag.schools import queries as schools
from bookbag.schools.models import School

LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Chased:
    """Somebody who was asked to answer by a day and has not."""

    case: Case
    name: str
    wanted_by: date


def chased(actor: Actor, *, now: datetime) -> list[Chased]:
    """Whom the actor has asked in vain, from the school day after the one named on, the longest waited for first."""
    school = School.objects.get(id=actor.school_id)
    calendar = schools.calendar_of(school)
    today = now.astimezone(calendar.zone).date()
    asked = Message.objects.filter(
        school_id=actor.school_id,
        author_id=actor.staff_id,
        wanted_by__lt=today,
        wanted_by__gte=today - LOOK_BACK,
        case__is_open=True,
    )
    waited = list(asked.select_related("case").order_by("wanted_by", "at", "id"))
    answered = answered_among(waited)
    return [
        Chased(each.case, _to(each)["name"] or _to(each)["address"], each.wanted_by)
        for each in waited
        if each.wanted_by and each.id not in answered and _next_day(each.wanted_by, calendar) <= today
    ]


def answered_among(asked: Iterable[Message]) -> set[UUID]:
    """Which of these requests their recipient has answered since: from the address, or as the adult, that was asked."""
    asked = list(asked)
    cases = {each.case_id for each in asked}
    school_ids = {each.school_id for each in asked}
    parties = CaseParty.objects.filter(school_id__in=school_ids, case_id__in=cases).exclude(contact=None)
    adults = {(case, address): contact for case, address, contact in parties.values_list("case", "address", "contact")}
    came = list(
        Message.objects.filter(school_id__in=school_ids, case_id__in=cases, direction="in").values_list(
            "case_id", "at", "from_address", "contact_id"
        )
    )
    found = set()
    for each in asked:
        address = folded_email(_to(each)["address"])
        adult = adults.get((each.case_id, address))
        for case_id, at, sender, contact in came:
            is_theirs = folded_email(sender) == address or (adult is not None and contact == adult)
            if case_id == each.case_id and at > each.at and is_theirs:
                found.add(each.id)
    return found


def _to(asked: Message) -> dict[str, str]:
    to: dict[str, str] = asked.to[0]
    return to


def _next_day(day: date, calendar: Calendar) -> date:
    """The school day after a day, as far as the calendar says."""
    try:
        after = calendar.next_day(day)
        while calendar.why_shut(after, Clock.WORKING_DAYS):
            after = calendar.next_day(after)
    except OutsideCalendar:
        return day + timedelta(days=1)
    return after
