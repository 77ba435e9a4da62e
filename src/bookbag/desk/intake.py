"""From an arrival to a case: read, match, thread, decide. One transaction an arrival; a crash leaves it waiting.

Filing a concern, sending and all else that belongs above or beside the desk is composed by the job that calls here.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.channels import webform
from bookbag.channels.mailbox import reading
from bookbag.channels.mailbox.values import Mail
from bookbag.desk import messages, receipts, threading, transitions, triaging, webforms, writers
from bookbag.desk.actions import channels, duties, mailtests, otherdoors, routing, urgency
from bookbag.desk.digests import body_digest
from bookbag.desk.models import Arrival, Case, CaseEvent, CaseParty, CasePupil, Duty, Message, Proposal, Routed
from bookbag.desk.models.arrival import Place, State
from bookbag.desk.models.case import EventKind
from bookbag.desk.storable import storable
from bookbag.errors import Unavailable
from bookbag.outbox import delivery
from bookbag.outbox import queries as outbox
from bookbag.people import mailboxes, matching
from bookbag.people import queries as people
from bookbag.people.actions import points
from bookbag.people.folding import folded_email
from bookbag.people.matching import Match
from bookbag.people.models import Pupil
from bookbag.policy.calendar import Calendar
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.policy.values import Channel
from bookbag.record.kinds import Kind
from bookbag.record.writing import note, together
from bookbag.schools import locks, storing, tenancy, tokens
from bookbag.schools import queries as schools
from bookbag.schools.models import School

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from bookbag.outbox.models import Dispatch

log = logging.getLogger(__name__)
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one arrival."""

    arrival: UUID
    state: str
    case: UUID | None = None
    message: UUID | None = None


def read_next(school_id: int, *, now: datetime) -> Outcome | None:
    """Read the longest-waiting arrival of a school that nobody else is reading; None when none waits.

    1. Take the arrival, skipping those that another worker holds. 2. Read its bytes. 3. Bounce, automatic or twin: note
    and stop. 4. Find or open its case. 5. Store the message, who and about whom. 6. Ask the policy. 7. Send the receipt.
    A fault undoes all of it; after three the arrival is put into a case of its own, unread, so that a person sees it.
    """
    return _attempted(school_id, lambda: _waiting(school_id, skip_locked=True).first(), now=now)


def read_now(school_id: int, arrival_id: UUID, *, now: datetime) -> Outcome | None:
    """Read this arrival at once, for somebody who waits; None where it has been read. A fault leaves it to the worker."""
    return _attempted(school_id, lambda: _waiting(school_id).filter(id=arrival_id).first(), now=now)


def _waiting(school_id: int, *, skip_locked: bool = False) -> "QuerySet[Arrival]":
    locked = Arrival.objects.select_for_update(skip_locked=skip_locked, of=("self",)).select_related("school")
    return locked.filter(school_id=school_id, state=State.WAITING).order_by("attempts", "received_at")


def _attempted(school_id: int, choose: "Callable[[], Arrival | None]", *, now: datetime) -> Outcome | None:
    chosen: UUID | None = None
    try:
        with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING, whole=True), together():
            arrival = choose()
            if arrival is None:
                return None
            chosen = arrival.id
            return _read(arrival, now=now)
    except Unavailable:  # no fault of the message: it waits until what it needs is there again
        raise
    except Exception as fault:  # one bad message must not stop the ones behind it; it is kept and shown, see _failed
        if chosen is None:
            raise
        log.warning("arrival %s could not be read: %s", chosen, type(fault).__name__)
        return _failed(school_id, chosen, type(fault).__name__, now=now)


def read_one(school_id: int, arrival_id: UUID, *, now: datetime) -> Outcome:
    """Read this arrival now, or say what became of it when it was read before."""
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING, whole=True), together():
        arrivals = Arrival.objects.select_for_update(of=("self",)).select_related("school")
        arrival = arrivals.get(school_id=school_id, id=arrival_id)
        return _outcome(arrival) if arrival.state != State.WAITING else _read(arrival, now=now)


def _outcome(arrival: Arrival) -> Outcome:
    return Outcome(arrival.id, arrival.state, arrival.case_id, arrival.message_id)


def _failed(school_id: int, arrival_id: UUID, fault: str, *, now: datetime) -> Outcome:
    """Count the failed attempt; at the third, open a case with the unread original so that nothing is lost from sight."""
    by = process("intake", school_id)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        arrival = Arrival.objects.select_for_update().get(school_id=school_id, id=arrival_id)
        arrival.attempts += 1
        arrival.fault = fault
        if arrival.attempts >= ATTEMPTS and arrival.state == State.WAITING:
            sight = threading.sealed_by_address(school_id, arrival.recipients)
            case = messages.open_unread(arrival, sight=sight, by=by, now=now)
            _end(arrival, "fail", case=case)
        else:
            arrival.save(update_fields=["attempts", "fault"])
        return _outcome(arrival)


def _read(arrival: Arrival, *, now: datetime) -> Outcome:
    school = arrival.school
    by = process("intake", school.id)
    raw = storing.fetch(school.id, arrival.sha256)
    form = webform.unpacked(raw) if arrival.channel == Channel.FORM else None
    mail = storable(webform.as_mail(form) if form else reading.read(raw))
    arrival.subject = mail.subject[:300]
    if mail.sender and not arrival.sender:
        arrival.sender = mail.sender.address[:320]
    if known := _known(arrival, mail, by=by, now=now):
        return known
    match = webforms.match(school.id, form) if form else _match(school.id, mail)
    where = (
        webforms.place(form, mail, school_id=school.id, contact=match.contact, now=now)
        if form
        else threading.place(school.id, mail, recipients=arrival.recipients, contact=match.contact, now=now)
    )
    if (mail.auto_reply or mail.abuse_report or arrival.place == Place.JUNK) and not arrival.taken_up:
        note(Kind.ARRIVAL_PARKED, by=by, now=now, thing="arrival", thing_id=arrival.id, sight=where.sight)
        return _end(arrival, "park", case=where.case, sight=where.sight)
    case = where.case or messages.open_case(arrival, mail, match, sight=where.sight, by=by, now=now)
    if where.case is None:
        messages.give_to_successor(case, mail, arrival, by=by, now=now)
    if where.case and mail.sender:
        match = writers.worn(case, match, mail.sender.address)
    message = messages.store(arrival, mail, match, case, by=by, now=now, joined=where.case is not None)
    urgency.propose(case, message, triaging.suggest(message, now=now), by=by, now=now)
    if form:
        webforms.mark(case, message, form, joined=where.case is not None, now=now)
    _propose(case, where.proposals, now=now)
    _take_part(case, mail, match, named=webforms.children(school.id, form) if form else [])
    calendar = schools.calendar_of(school)
    # A chaser starts no new clock while an answer is owed, and is told the day that stands (WYT-035); that it came is kept
    # for who works dates out again.
    stands = duties.still_open(case) if where.case else []
    event = _event(case, message)
    owed, routed = (stands, None) if stands else _decide(event, case, school, calendar, form, by=by, now=now)
    case.last_message_at = max(case.last_message_at, message.at)
    case.save(update_fields=None if where.case else ["about", "next_due", "last_message_at", "owner", "urgent_for"])
    receipts.give(case, message, school, calendar, owed, routed=routed, by=by, now=now)
    return _end(arrival, "read", case=case, message=message)


def _known(arrival: Arrival, mail: Mail, *, by: Actor, now: datetime) -> Outcome | None:
    """What it is where it is no new word to us: sent by us or a colleague, come back, or come once more."""
    if arrival.place == Place.SENT:
        filed = otherdoors.file(arrival, mail, by=by, now=now)
        return _end(arrival, filed.act, case=filed.case, message=filed.message)
    tested = channels.take_test(arrival, mail, by=by, now=now)
    if tested or mailtests.take_reply(arrival, mail, by=by, now=now):
        return _end(arrival, "read" if tested else "park", case=tested)
    if mail.bounce:
        original = mail.bounce.original_message_id
        ours = delivery.take_bounce(arrival.school_id, mail.bounce, original_message_id=original, by=by, now=now)
        # The office would see of a mail in a sealed case that there was one: there only its author hears of it.
        if ours and ours.state == "bounced" and ours.sight == Sight.ORDINARY:
            points.rest(ours.to_address, by=by, now=now)
        return _end(arrival, "bounce" if ours else "park", sight=ours.sight if ours else Sight.ORDINARY)
    if twin := _twin(arrival.school_id, mail):
        note(Kind.ARRIVAL_REPEATED, by=by, now=now, thing="case", thing_id=twin.case_id, sight=twin.sight)
        return _end(arrival, "repeat", case=twin.case, message=twin)
    if ours := _our_own(arrival.school_id, mail):
        note(Kind.ARRIVAL_REPEATED, by=by, now=now, thing="case", thing_id=ours.about, sight=ours.sight)
        return _end(arrival, "repeat", case=threading.hold(arrival.school_id, ours.about), sight=ours.sight)
    return None


def _match(school_id: int, mail: Mail) -> Match:
    if mail.sender is None:
        return Match(because="The e-mail does not say who sent it.")
    return matching.who_wrote(school_id, address=mail.sender.address)


def _twin(school_id: int, mail: Mail) -> Message | None:
    """The message that this one is a copy of: the same Message-ID and the same words, by another door or once more.

    Whoever reads twins of one message at the same time takes turns.
    """
    if not mail.message_id:
        return None
    locks.hold(school_id, mail.message_id)
    same = Message.objects.filter(school_id=school_id, message_id=mail.message_id, direction="in")
    return same.filter(body_digest=body_digest(mail)).select_related("case").first()


def _our_own(school_id: int, mail: Mail) -> "Dispatch | None":
    """What we sent ourselves and got back: a list or a copy. Our Message-ID is not enough, as whoever got it knows it."""
    if not (mail.message_id and tokens.read(school_id, mail.message_id)):
        return None
    sent = outbox.named(school_id, mail.message_id)
    return sent if sent and sent.whole.split() == mail.text.split() else None


def _propose(case: Case, proposals: Iterable[tuple[Case, str]], *, now: datetime) -> None:
    """Put doubtful joins before a person."""
    Proposal.objects.bulk_create(
        [
            Proposal(school_id=case.school_id, sight=case.sight, case=case, other=other, because=because, made_at=now)
            for other, because in proposals
            if other.id != case.id
        ],
        ignore_conflicts=True,
    )


def _take_part(case: Case, mail: Mail, match: Match, *, named: list[Pupil]) -> None:
    """Write down who wrote, and the children that they named or are linked to; none is ever taken away from a case."""
    own = {"school_id": case.school_id, "sight": case.sight, "case": case}
    if mail.sender:
        party = CaseParty(
            **own,
            address=folded_email(mail.sender.address)[:254],
            contact=match.contact,
            name=mail.sender.name[:200],
            because=match.because[:200],
        )
        CaseParty.objects.bulk_create(
            [party],
            update_conflicts=True,
            unique_fields=["school", "case", "address"],
            update_fields=["name", "contact", "because"] if match.contact else ["name"],
        )
    if linked := named or _children(case.school_id, match):
        CasePupil.objects.bulk_create([CasePupil(**own, pupil=pupil) for pupil in linked], ignore_conflicts=True)
        case.about = case.about or messages.about_line(linked)


def _children(school_id: int, match: Match) -> list[Pupil]:
    """The children of whoever wrote; of several who share an address those whom all of them have."""
    if match.candidates:
        return mailboxes.children_of_all(school_id, [adult.id for adult in match.candidates])
    return list(people.pupils_of([match.contact.id])) if match.contact else []


def _event(case: Case, message: Message) -> CaseEvent:
    return CaseEvent.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        kind=EventKind.RECEIVED,
        at=message.at,
        channel=message.channel,
        message=message,
    )


def _decide(
    event: CaseEvent,
    case: Case,
    school: School,
    calendar: Calendar,
    form: webform.Form | None,
    *,
    by: Actor,
    now: datetime,
) -> tuple[list[Duty], Routed | None]:
    """Ask the policy what a message requires, and to whom it goes."""
    packs, sender = adoption.packs_of(school), duties.sender_of(event.message)
    owed = duties.set_for(event, case, school, calendar, sender=sender, packs=packs, by=by, now=now)
    goes = webforms.goes(form) if form else None
    return owed, routing.on_arrival(event, case, school, packs, sender=sender, goes=goes, by=by, now=now)


def _end(
    arrival: Arrival,
    act: str,
    *,
    case: Case | None = None,
    message: Message | None = None,
    sight: int = Sight.ORDINARY,
) -> Outcome:
    """Note what became of it. It takes the sight of its case, or of what it spoke about where it has none."""
    arrival.state = transitions.ARRIVAL[State(arrival.state)][act]
    arrival.case, arrival.sight = case, case.sight if case else sight
    arrival.message = message
    arrival.save(update_fields=["state", "subject", "sender", "case", "sight", "message"])
    return _outcome(arrival)
