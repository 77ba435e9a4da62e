"""What moves a date of law: that the school asked for what it truly needs, that it was told, that it takes longer.

Each is an event of the case; every date is worked out again from these. Days may be entered afterwards.
"""

from datetime import date, datetime, time

from bookbag.adoption import queries as adoption
from bookbag.desk.actions import redeciding
from bookbag.desk.models import Case, CaseEvent
from bookbag.desk.models.case import EventKind
from bookbag.desk.waits import ENDS, LONDON, ClockOfLaw, Question, clock_of
from bookbag.errors import Invalid, NotFound
from bookbag.policy import english
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School

NOON = time(12)
ENTRIES = {
    EventKind.ASKED: Kind.CLOCK_STOPPED,
    EventKind.PROOF_ASKED: Kind.CLOCK_STOPPED,
    EventKind.TOLD: Kind.CLOCK_RAN_ON,
    EventKind.PROOF_HAD: Kind.CLOCK_RAN_ON,
    EventKind.LONGER: Kind.CLOCK_LENGTHENED,
}


def ask(case: Case, *, what: Question, day: date, question: str, by: Actor, now: datetime) -> None:
    """Stop the clock: on this day the school asked for what it truly needs. Raises `Invalid` where law knows no such stop."""
    with tenancy.atomic():
        kept, clock = _held(case)
        faults = _faults_of_day(clock, day, now)
        if not question.strip():
            faults["question"] = "Say what was asked. Whoever looks at the date must see why it stood still."
        if clock.waits:
            faults["what"] = "The clock stands still already. Note first that they answered."
        if what is Question.MEANING and not clock.law.pauses:
            faults["what"] = "This clock does not stop for a question."
        if what is Question.PROOF and not clock.law.proof_first:
            faults["what"] = "This clock does not wait to see who is asking."
        _refuse(faults)
        _add(kept, clock, EventKind(what), day, question, by=by, now=now)


def told(case: Case, *, day: date, by: Actor, now: datetime) -> None:
    """Let the clock run on: on this day they answered."""
    with tenancy.atomic():
        kept, clock = _held(case)
        asked = clock.waits
        if asked is None:
            raise Invalid("Nothing is waited for.")
        faults = _faults_of_day(clock, day, now)
        if day < asked.at.astimezone(LONDON).date():
            faults["day"] = "The answer cannot come before the question."
        _refuse(faults)
        _add(kept, clock, ENDS[EventKind(asked.kind)], day, "", by=by, now=now)


def lengthen(case: Case, *, day: date, reason: str, by: Actor, now: datetime) -> None:
    """Take the longer time of law: whoever asked was told on this day why, inside the first time."""
    with tenancy.atomic():
        kept, clock = _held(case)
        faults = _faults_of_day(clock, day, now)
        if clock.law.extension is None or clock.extended:
            raise Invalid("This clock has no longer time." if clock.law.extension is None else "It is longer already.")
        if not reason.strip():
            faults["reason"] = "Say why it takes longer, as whoever asked was told."
        ends = clock.duty.due
        if ends and day > ends.astimezone(LONDON).date():
            faults["day"] = f"The longer time had to be told by {english.day(ends.astimezone(LONDON))}."
        _refuse(faults)
        _add(kept, clock, EventKind.LONGER, day, reason, by=by, now=now)


def _held(case: Case) -> tuple[Case, ClockOfLaw]:
    """The case, locked, and the clock that runs on it."""
    kept = Case.objects.select_for_update(of=("self",), no_key=True).get(school_id=case.school_id, id=case.id)
    clock = clock_of(kept, adoption.packs_of(School.objects.get(id=case.school_id)))
    if clock is None or not clock.runs:
        raise NotFound
    return kept, clock


def _faults_of_day(clock: ClockOfLaw, day: date, now: datetime) -> dict[str, str]:
    last = max((event.at for event in clock.events), default=clock.duty.event.at).astimezone(LONDON).date()
    if day > now.astimezone(LONDON).date():
        return {"day": "This day is still to come."}
    if day < last:
        return {"day": f"It cannot have been before {english.day(last)}."}
    return {}


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise Invalid(fields=faults)


def _add(case: Case, clock: ClockOfLaw, kind: EventKind, day: date, words: str, *, by: Actor, now: datetime) -> None:
    """Write the event and work out what follows. What is entered for a day stands behind what stood there before."""
    today = day == now.astimezone(LONDON).date()
    at = now if today else datetime.combine(day, NOON, LONDON)
    at = max([at, clock.duty.event.at, *(event.at for event in clock.events)])
    CaseEvent.objects.create(
        school_id=case.school_id, sight=case.sight, case=case, kind=kind, at=at, reason=words.strip()[:300]
    )
    note(ENTRIES[kind], by=by, now=now, thing="case", thing_id=case.id, sight=case.sight, clause=clock.duty.clause)
    redeciding.redecide(case, by=by, now=now)
    case.save()
