"""What is to be said of the day that an answer names: of one that cannot be kept, of one too late, and of none at all.

What follows from a day stands in the packs; the words of the questions stand here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bookbag.adoption import queries as adoption
from bookbag.compose.context import Named
from bookbag.desk.acts import DONE_BY, KEEPS, STARTS
from bookbag.desk.models import Duty, Reply
from bookbag.desk.models.duty import State
from bookbag.desk.models.reply import TALKS, Kind
from bookbag.policy import english
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.decisions import decide
from bookbag.policy.packs import Pack
from bookbag.policy.values import Category, Channel, Clock, DueDuty, DutyKind, Event, Facts, UntimedDuty
from bookbag.schools import queries as schools
from bookbag.schools.models import School


def of(reply: Reply, *, now: datetime) -> Named | None:
    """What the policy, the calendar and the law say of the day that an answer names, or of its naming none."""
    kind = Kind(reply.kind)
    if kind is Kind.FULL:
        return None
    school = School.objects.get(id=reply.school_id)
    calendar, packs = schools.calendar_of(school), adoption.packs_of(school)
    today = now.astimezone(calendar.zone).date()
    case = reply.case
    event = Event(STARTS[DONE_BY[kind]], Channel(case.channel), Category(case.category), now)
    facts = Facts()
    given = decide(event, replace(facts, promised=reply.promised or today), packs, calendar)
    owed: list[DueDuty | UntimedDuty] = [*given.duties, *given.untimed]
    clause = owed[0].clause if owed else ""
    if reply.promised is None and kind is Kind.DELAY and case.category == Category.COMPLAINT:
        return Named(faults=(("Name the day by which they have the full answer.", clause),))
    if reply.promised is None or (kind in TALKS and reply.promised_at is None):
        if kind in TALKS:
            return Named(faults=((f"Say on which day and at what time {_TALK[kind]} is to be.", clause),))
        return _unnamed(clause, decide(event, facts, packs, calendar).duties) if clause else None
    return Named(
        clause=clause,
        faults=(*_impossible(reply.promised, clause, today, calendar), *_too_late(reply, packs, calendar)),
        beside=tuple(_stands_beside(reply, packs, calendar)),
    )


_TALK = {Kind.CALL: "the call", Kind.MEETING: "the meeting"}


def _unnamed(clause: str, owed: Sequence[DueDuty]) -> Named:
    """Without a day something else is owed, which is said once; where nothing is, a reason is wanted."""
    if not owed:
        return Named(clause, asks="Name the day of the full answer, or say why there is none yet.")
    due = english.moment(owed[0].due)
    asks = f"This names no day for the full answer. It is then due by {due}."
    return Named(clause, asks=asks, confirm="Send it without a day")


def _impossible(day: date, clause: str, today: date, calendar: Calendar) -> Iterable[tuple[str, str]]:
    if day < today:
        yield f"{english.day(day)} is over. Name a day that is still to come.", clause
    elif why := calendar.why_shut(day, Clock.WORKING_DAYS):
        yield f"{english.day(day)} is no school day ({why}).{_next_to(day, calendar)}", clause


def _next_to(day: date, calendar: Calendar) -> str:
    try:
        while calendar.why_shut(day, Clock.WORKING_DAYS):
            day = calendar.next_day(day)
    except OutsideCalendar as missing:
        return f" {missing}"
    return f" The next is {english.day(day)}."


def _too_late(reply: Reply, packs: Sequence[Pack], calendar: Calendar) -> Iterable[tuple[str, str]]:
    """A day behind that of the law would tell the family that they must wait for longer than they need to."""
    law = {pack.slug for pack in packs if pack.is_law}
    for day, duty in _earlier(reply, calendar):
        if duty.pack in law:
            yield f"The law wants the answer by {english.day(day)}. Name that day, or an earlier one.", duty.clause


def _stands_beside(reply: Reply, packs: Sequence[Pack], calendar: Calendar) -> Iterable[tuple[str, str]]:
    law = {pack.slug for pack in packs if pack.is_law}
    for day, duty in _earlier(reply, calendar):
        if duty.pack not in law:
            yield f"The answer is due by {english.day(day)} all the same: the earlier day counts.", duty.clause


def _earlier(reply: Reply, calendar: Calendar) -> Iterable[tuple[date, Duty]]:
    """The answers that are due before the day, and that this one does not give."""
    ended = KEEPS[DONE_BY[Kind(reply.kind)]]
    owed = Duty.objects.filter(school_id=reply.school_id, case_id=reply.case_id, state=State.OPEN)
    for duty in owed.filter(duty=DutyKind.RESPOND).exclude(due=None).order_by("due", "clause"):
        day = duty.due.astimezone(calendar.zone).date() if duty.due else None
        if day and reply.promised and day < reply.promised and ended.isdisjoint(duty.met_by):
            yield day, duty
