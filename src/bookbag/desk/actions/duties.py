"""Duties: set by what arrived, ended by what a person did, worked out again from the stored events when something changes.

The dates come from the policy; nothing here counts days.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.db.models.functions import Coalesce

from bookbag.adoption import queries as adoption
from bookbag.desk import transitions
from bookbag.desk.acts import FROM_OUTSIDE, STARTS
from bookbag.desk.models import Case, CaseEvent, Duty
from bookbag.desk.models.case import EventKind as CaseEventKind
from bookbag.desk.models.case import unhurried
from bookbag.desk.models.duty import State
from bookbag.desk.senders import sender_of as sender_of  # noqa: PLC0414 - others find it here
from bookbag.desk.waits import NONE as NO_WAITS
from bookbag.desk.waits import Waits
from bookbag.policy import decisions
from bookbag.policy.calendar import Calendar
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Category, Channel, DueDuty, Event, Facts, Met, Sender, UntimedDuty
from bookbag.record.kinds import Kind
from bookbag.record.models import Entry
from bookbag.record.writing import entry_of, note, note_all
from bookbag.schools import queries as schools
from bookbag.schools.models import School


def set_for(
    event: CaseEvent,
    case: Case,
    school: School,
    calendar: Calendar,
    *,
    sender: Sender,
    packs: Sequence[Pack] | None = None,
    by: Actor,
    now: datetime,
) -> list[Duty]:
    """Ask the policy what a received message requires, and write the duties down with the days behind each date.

    Sets `case.next_due`; the caller saves the case, which owed nothing before.
    """
    owed = _set(event, case, packs or adoption.packs_of(school), calendar, sender=sender, by=by, now=now)
    # What has no day yet stands on top, so that somebody enters the terms that it needs.
    case.next_due = min((duty.due or event.at for duty in owed), default=unhurried(case.last_message_at))
    return owed


def follow(event: CaseEvent, case: Case, *, by: Actor, now: datetime) -> list[Duty]:
    """Ask the policy what an act of the school's own requires next: a day that it named is a promise.

    Sets `case.next_due`; the caller saves the case.
    """
    school = School.objects.get(id=case.school_id)
    sender = sender_of(event.message)
    packs = adoption.packs_of(school)
    owed = _set(event, case, packs, schools.calendar_of(school), sender=sender, by=by, now=now)
    refresh_next_due(case)
    return owed


def _set(
    event: CaseEvent,
    case: Case,
    packs: Sequence[Pack],
    calendar: Calendar,
    *,
    sender: Sender,
    by: Actor,
    now: datetime,
) -> list[Duty]:
    owed = owed_for(event, case, packs, calendar, sender=sender)
    Duty.objects.bulk_create(owed)
    note_all(_duty_set(duty, case, by=by, now=now) for duty in owed)
    return owed


def owed_for(
    event: CaseEvent,
    case: Case,
    packs: Sequence[Pack],
    calendar: Calendar,
    *,
    sender: Sender,
    waits: Waits = NO_WAITS,
) -> list[Duty]:
    """What these packs require for what has happened, unsaved."""
    owed = required(event, case, packs, calendar, sender=sender, waits=waits)
    return [_row(each, event, case) for each in owed]


def required(
    event: CaseEvent,
    case: Case,
    packs: Sequence[Pack],
    calendar: Calendar,
    *,
    sender: Sender,
    waits: Waits = NO_WAITS,
) -> list[DueDuty | UntimedDuty]:
    """The same as the policy says it. How a case came says under which clause it is answered."""
    kind = CaseEventKind(event.kind)
    channel = Channel(event.channel if kind in FROM_OUTSIDE else case.channel)
    happened = Event(STARTS[kind], channel, Category(case.category), event.at)
    facts = Facts(
        sender=sender, pauses=waits.pauses, proof=waits.proof, extended=waits.extended, promised=event.promised
    )
    timed, untimed = decisions.owed(happened, facts, packs, calendar)
    return [*timed, *untimed]


def dated(owed: DueDuty | UntimedDuty) -> dict[str, Any]:
    """What of a duty hangs on the calendar, as its row holds it."""
    if isinstance(owed, UntimedDuty):
        return {"due": None, "counted": [], "skipped": [], "because": owed.because, "remind_at": None}
    return {
        "due": owed.due,
        "counted": [day.isoformat() for day in owed.counted],
        "skipped": [{"day": skip.day.isoformat(), "why": skip.why} for skip in owed.skipped],
        "because": owed.because,
        "remind_at": owed.remind_at,
    }


def _duty_set(duty: Duty, case: Case, *, by: Actor, now: datetime) -> Entry:
    return entry_of(
        Kind.DUTY_SET,
        by=by,
        now=now,
        thing="case",
        thing_id=case.id,
        sight=case.sight,
        clause=duty.clause,
        duty=duty.duty,
        due=duty.due.isoformat() if duty.due else None,
    )


def _row(owed: DueDuty | UntimedDuty, event: CaseEvent, case: Case) -> Duty:
    timed = owed if isinstance(owed, DueDuty) else None
    return Duty(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        event=event,
        duty=owed.duty,
        pack=owed.pack,
        version=owed.version,
        clause=owed.clause,
        stands_since=owed.stands_since if isinstance(owed, UntimedDuty) else None,
        met_by=list(owed.met_by),
        late_to=list(timed.late_to) if timed else [],
        look_at=event.at if timed else None,
        **dated(owed),
    )


def meet(case: Case, *what: Met, at: datetime, upto: datetime | None = None, by: Actor, now: datetime) -> list[Duty]:
    """End the open duties of a case that this act keeps. `at` is when it was done, which may be before `now`; what began only
    after `upto` is still owed.
    """
    met = [duty for duty in _open(case) if not {*what}.isdisjoint(duty.met_by)]
    met = [duty for duty in met if upto is None or duty.event.at <= upto]
    for duty in met:
        _end(duty, "meet", Kind.DUTY_MET, case, at=at, by=by, now=now)
    refresh_next_due(case)
    return met


def waive(case: Case, *, reason: str, by: Actor, now: datetime) -> list[Duty]:
    """End the open duties of a case that needs no answer; the reason is kept with each."""
    waived = _open(case)
    for duty in waived:
        _end(duty, "waive", Kind.DUTY_WAIVED, case, at=now, by=by, now=now, reason=reason)
    refresh_next_due(case)
    return waived


def look_again(case: Case, *, now: datetime) -> None:
    """Have it asked at once who must hear of what a case owes: somebody else has it now."""
    Duty.objects.filter(school_id=case.school_id, case=case, state=State.OPEN).exclude(due=None).update(look_at=now)


def has_open(case: Case) -> bool:
    """True while the case owes something."""
    return Duty.objects.filter(school_id=case.school_id, case=case, state=State.OPEN).exists()


def still_open(case: Case) -> list[Duty]:
    """What the case owes, by date."""
    owed = Duty.objects.filter(school_id=case.school_id, case=case, state=State.OPEN)
    return list(owed.order_by("due", "clause", "id"))


def refresh_next_due(case: Case) -> None:
    """Set what the inbox sorts by to the first open due date; the caller saves the case.

    What has no day yet counts as due when its message came, so that it stands on top until the terms are entered; what
    stands still waits for somebody else, and is not due.
    """
    owed = Duty.objects.filter(school_id=case.school_id, case=case, state=State.OPEN, stands_since=None)
    first = owed.aggregate(due=Min(Coalesce("due", "event__at")))
    case.next_due = first["due"] or unhurried(case.last_message_at)


def _open(case: Case) -> list[Duty]:
    return list(
        Duty.objects.select_for_update().filter(school_id=case.school_id, case=case, state=State.OPEN).order_by("due")
    )


def _end(
    duty: Duty, act: str, kind: Kind, case: Case, *, at: datetime, by: Actor, now: datetime, reason: str = ""
) -> None:
    transitions.end_duty(duty, act, at=at, reason=reason)
    duty.save(update_fields=["state", "ended_at", "reason"])
    note(
        kind,
        by=by,
        now=now,
        thing="case",
        thing_id=case.id,
        sight=case.sight,
        clause=duty.clause,
        duty=duty.duty,
        late=bool(duty.due and at > duty.due),
    )
