"""Calls: noted while the caller speaks, handed to whom they are for in the same transaction, rung back and noted again."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from bookbag.desk import calls_asked, messages, transitions, triaging
from bookbag.desk.actions import cases, collections, duties, pupilwords, urgent
from bookbag.desk.actions.collections import Said
from bookbag.desk.acts import KEEPS
from bookbag.desk.matters import matter_of
from bookbag.desk.models import Arrival, Call, Case, CaseEvent, CaseParty, CasePupil, Message, ReadyAnswer
from bookbag.desk.models.arrival import State as ArrivalState
from bookbag.desk.models.case import EventKind, State, unhurried
from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import queries as people
from bookbag.people.models import Contact, Pupil
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Category, Channel, Met
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queries as schools
from bookbag.schools import storing, tenancy
from bookbag.schools.models import School

ASKED = {
    "number": "Type the number, or why there is none: withheld, would not say.",
    "name": "Type who is calling, or why you do not know: would not say.",
    "purpose": "Type why they call, or that they would not say.",
}
"""What a note holds (WYT-070). Why something is missing stands in its place."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A call as it was taken: from which number, who, why, about which child, for whom."""

    number: str
    purpose: str
    name: str = ""
    contact_id: UUID | None = None
    pupil_id: UUID | None = None
    for_whom: UUID | None = None
    urgent: bool = False
    word: str = ""
    """What the child is to be told."""
    recorded_at: datetime | None = None
    """When it was said to the answer machine: the policy counts from then (WYT-079)."""
    agreed_for: date | None = None
    """For which day the call had been arranged that could not be taken; it is rung back on that day (WYT-082)."""


def log(taken: Taken, *, collects: Said | None = None, by: Actor, now: datetime) -> Case:
    """Note a call. Whom it is for has it at once, and the clock of the policy runs (WYT-069, WYT-071, NWC-018).

    Raises `Invalid` for a note without number, name or purpose and without a word on why, and where it cannot be given
    to whom it is for.
    """
    with tenancy.atomic():
        case, message = _store(taken, by=by, now=now)
        _run_clocks(case, message, taken, by=by, now=now)
        if taken.for_whom:
            cases.assign(case, to=taken.for_whom, by=by, now=now)
        call = _note_down(case, taken, by=by, now=now)
        if taken.word and taken.pupil_id:
            pupilwords.say(case, taken.word, pupil_id=taken.pupil_id, by=by, now=now)
        if collects and taken.pupil_id:
            collections.say(case, collects, pupil_id=taken.pupil_id, by=by, now=now)
        if taken.urgent:
            urgent.see_to(call, by=by, now=now)
        return case


def _run_clocks(case: Case, message: Message, taken: Taken, *, by: Actor, now: datetime) -> None:
    """Set what the policy requires: of an arranged call that was missed what it says of those, else what of any call."""
    school = School.objects.get(id=by.school_id)
    for kind in (EventKind.CALL_MISSED, EventKind.RECEIVED) if taken.agreed_for else (EventKind.RECEIVED,):
        event = CaseEvent.objects.create(
            school_id=case.school_id,
            case=case,
            kind=kind,
            at=message.at,
            channel=Channel.PHONE,
            message=message,
            promised=taken.agreed_for if kind is EventKind.CALL_MISSED else None,
        )
        sender = duties.sender_of(message)
        if duties.set_for(event, case, school, schools.calendar_of(school), sender=sender, by=by, now=now):
            break
    case.save()


def settle(taken: Taken, answer_id: UUID, *, by: Actor, now: datetime) -> Case:
    """Note a general enquiry that a ready answer has settled while the caller spoke: no clock runs (NWC-020)."""
    with tenancy.atomic():
        answer = ReadyAnswer.objects.filter(school_id=by.school_id, id=answer_id).first()
        if answer is None:
            raise NotFound
        case, message = _store(taken, by=by, now=now)
        CaseEvent.objects.create(
            school_id=case.school_id,
            case=case,
            kind=EventKind.SPOKEN,
            at=now,
            channel=Channel.PHONE,
            message=message,
            reason=answer.subject,
        )
        _note_down(case, taken, settled_with=answer.subject, by=by, now=now)
        transitions.move_case(case, "answer")
        case.save()
        return cases.close(case, reason=f"Settled on the telephone: {answer.subject}", by=by, now=now)


def accept(case: Case, *, to: UUID, by: Actor, now: datetime) -> Call:
    """Put a call back that was asked for by the form on somebody's list (NWC-017). Raises `Stale` where it is on one."""
    with tenancy.atomic():
        kept = cases.lock(case)
        asked = calls_asked.of_case(kept)
        if asked is None:
            raise NotFound
        if asked.call:
            raise Stale
        cases.assign(kept, to=to, by=by, now=now)
        call = Call.objects.create(
            school_id=kept.school_id,
            sight=kept.sight,
            case=kept,
            at=asked.at,
            number=asked.number[:60],
            for_whom_id=to,
            taken_by_id=by.person,
            delivered_at=now,
        )
        note(Kind.CALL_LOGGED, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight)
        return call


def have(call: Call, *, by: Actor, now: datetime) -> None:
    """Say that whom a call is for has it. Nothing is said where somebody else looks."""
    with tenancy.atomic():
        kept = Call.objects.select_for_update().get(school_id=call.school_id, id=call.id)
        if kept.had_at is None and kept.for_whom_id == by.staff_id:
            kept.had_at, kept.had_by_id = now, by.person
            kept.save(update_fields=["had_at", "had_by"])
            urgent.over(call.case, now=now)
            note(Kind.CALL_HAD, by=by, now=now, thing="case", thing_id=kept.case_id, sight=kept.sight)


def ring_back(call: Call, *, spoke: bool, text: str, by: Actor, now: datetime) -> EventKind:
    """Note that somebody rang back: what was said, or that nobody answered. Says what that was to the case.

    Raises `Invalid` for a conversation without a word on it.
    """
    if spoke and not text.strip():
        raise Invalid(fields={"text": "Write what was said, and what was agreed."})
    with tenancy.atomic():
        case = cases.lock(call.case)
        kind = EventKind.SPOKEN if spoke else _try_of(case)
        words = text.strip() or "Nobody answered."
        cases.write_note(case, text=f"{'Rang back' if spoke else 'Tried to ring back'}: {words}", by=by, now=now)
        CaseEvent.objects.create(
            school_id=case.school_id,
            sight=case.sight,
            case=case,
            kind=kind,
            at=now,
            channel=Channel.PHONE,
            reason=words[:300],
        )
        note(Kind.CALL_RETURNED, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight, spoke=spoke)
        have(call, by=by, now=now)
        # Whoever asked to be rung has their answer once they were spoken to, by whatever way they asked.
        answered = {Met.ANSWER} if spoke and case.channel != Channel.PHONE else set[Met]()
        duties.meet(case, *KEEPS.get(kind, ()), *answered, at=now, by=by, now=now)
        if spoke and case.state != State.CLOSED and not duties.has_open(case):
            transitions.move_case(case, "answer")
        case.save()
        return kind


def _try_of(case: Case) -> EventKind:
    tried = CaseEvent.objects.filter(school_id=case.school_id, case=case, kind=EventKind.TRIED)
    return EventKind.TRIED_AGAIN if tried.exists() else EventKind.TRIED


def _store(taken: Taken, *, by: Actor, now: datetime) -> tuple[Case, Message]:
    """The bytes, the case and the message of a call, as of everything else that comes in."""
    contact = people.contact(by.school_id, taken.contact_id) if taken.contact_id else None
    pupil = people.pupil(by.school_id, taken.pupil_id) if taken.pupil_id else None
    _check(taken, contact, pupil)
    case = _open(taken, contact, pupil, by=by, now=taken.recorded_at or now)
    note(Kind.CASE_OPENED, by=by, now=now, thing="case", thing_id=case.id)
    typed = json.dumps(asdict(taken), default=str, ensure_ascii=False, sort_keys=True).encode()
    message = Message.objects.create(
        school_id=case.school_id,
        case=case,
        direction="in",
        channel=Channel.PHONE,
        at=taken.recorded_at or now,
        from_name=case.who,
        subject=case.subject,
        text=taken.purpose.strip(),
        new_text=taken.purpose.strip(),
        contact=contact,
    )
    Arrival.objects.create(
        school_id=case.school_id,
        channel=Channel.PHONE,
        sha256=storing.keep(case.school_id, typed),
        size=len(typed),
        received_at=message.at,
        state=ArrivalState.READ,
        subject=case.subject,
        case=case,
        message=message,
    )
    triaging.suggest(message, now=now)
    return case, message


def _check(taken: Taken, contact: Contact | None, pupil: Pupil | None) -> None:
    given = {"number": taken.number, "name": contact.full_name if contact else taken.name, "purpose": taken.purpose}
    faults = {name: ASKED[name] for name, words in given.items() if not words.strip()}
    if taken.word.strip() and pupil is None:
        faults["child"] = "Say which child is to be told."
    if (taken.contact_id and contact is None) or (taken.pupil_id and pupil is None):
        raise NotFound
    if faults:
        raise Invalid(fields=faults)


def _open(taken: Taken, contact: Contact | None, pupil: Pupil | None, *, by: Actor, now: datetime) -> Case:
    pupils = [pupil] if pupil else list(people.pupils_of([contact.id])) if contact else []
    who = contact.full_name if contact else taken.name.strip()
    case = Case.objects.create(
        school_id=by.school_id,
        subject=taken.purpose.strip()[:300],
        matter=matter_of(taken.purpose),
        channel=Channel.PHONE,
        category=Category.ENQUIRY,
        who=who[:200],
        about=messages.about_line(pupils),
        opened_at=now,
        last_message_at=now,
        next_due=unhurried(now),
    )
    because = "The office took the call." if contact else ""
    CaseParty.objects.create(school_id=by.school_id, case=case, contact=contact, name=who[:200], because=because)
    CasePupil.objects.bulk_create(CasePupil(school_id=by.school_id, case=case, pupil=each) for each in pupils)
    return case


def _note_down(case: Case, taken: Taken, *, settled_with: str = "", by: Actor, now: datetime) -> Call:
    call = Call.objects.create(
        school_id=case.school_id,
        case=case,
        at=case.opened_at,
        number=taken.number.strip()[:60],
        for_whom_id=taken.for_whom,
        urgent=taken.urgent,
        taken_by_id=by.person,
        delivered_at=now if taken.for_whom else None,
        settled_with=settled_with,
    )
    note(Kind.CALL_LOGGED, by=by, now=now, thing="case", thing_id=case.id)
    return call
