"""A child goes on the list of absences: what was said is answered in fixed words, and what it owes is met as they leave.

While nobody knows that it was the family who said so, nothing is sent: the child waits in red for a call back.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from bookbag.channels.email import can_reach
from bookbag.desk import absences, threading, transitions
from bookbag.desk.actions import cases, duties, suggestions
from bookbag.desk.acts import kept_by
from bookbag.desk.models import Absence, Case, CaseEvent, Message
from bookbag.desk.models.case import EventKind, Needed
from bookbag.desk.models.case import State as CaseState
from bookbag.desk.receipts import reply_address
from bookbag.desk.wording import absence as wording
from bookbag.desk.wording import footer
from bookbag.errors import Invalid, NotFound
from bookbag.outbox.actions import dispatches
from bookbag.policy.attendance import Code
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.policy.values import Category
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import School

if TYPE_CHECKING:
    from bookbag.outbox.models import Dispatch

NOTICE = "absence"


@dataclass(frozen=True, slots=True)
class Away:
    """Which child is away, on which day, and why; and whether that is all that the message says."""

    pupil_id: UUID
    day: date
    code: Code
    answers: bool = True


def put(case: Case, away: Away, *, by: Actor, now: datetime) -> Absence:
    """Put a child of the case on the list. Raises `Invalid` where it stands there already."""
    with tenancy.atomic():
        kept = cases.lock(case)
        message = absences.who_said(kept)
        if message is None or not kept.about_pupils.filter(pupil_id=away.pupil_id).exists():
            raise NotFound
        same_day = Absence.objects.filter(school_id=kept.school_id, pupil_id=away.pupil_id, day=away.day)
        if same_day.filter(dropped_at=None).exists():
            raise Invalid("This child is on the list of that day already.")
        listed = Absence.objects.create(
            school_id=kept.school_id,
            sight=kept.sight,
            case=kept,
            pupil_id=away.pupil_id,
            day=away.day,
            code=away.code,
            said_by=message.contact.full_name if message.contact else (message.from_name or message.from_address)[:200],
            said_at=message.at,
            held=absences.is_held(kept, message, away.pupil_id, today=away.day),
            answers=away.answers,
            put_by_id=by.person,
            put_at=now,
        )
        _note(Kind.ABSENCE_LISTED, listed, by=by, now=now)
        if kept.category == Category.ENQUIRY:
            suggestions.put_right(kept, category=Category.ABSENCE, by=by, now=now)
            kept = cases.lock(kept)
        if kept.needed == Needed.ABSENCE:
            kept.needed, kept.needed_since = "", None
            kept.save(update_fields=["needed", "needed_since"])
        if not listed.in_doubt:
            _answer(listed, kept, message, by=by, now=now)
        return listed


def confirm(absence: Absence, *, rang: UUID, by: Actor, now: datetime) -> None:
    """Say that an adult of the child, rung at a number that was held, said so too. Raises `Invalid` for anybody else."""
    with tenancy.atomic():
        case = cases.lock(absence.case)
        kept = _lock(absence)
        if rang not in {each.id for each in absences.can_be_rung(kept)}:
            raise Invalid(fields={"rang": "Say which of the child’s adults you rang, at a number that we hold."})
        if not kept.in_doubt:
            return
        kept.confirmed_at, kept.confirmed_by_id, kept.rang_id = now, by.person, rang
        kept.save(update_fields=["confirmed_at", "confirmed_by", "rang"])
        _note(Kind.ABSENCE_CONFIRMED, kept, by=by, now=now)
        if message := absences.who_said(case):
            _answer(kept, case, message, by=by, now=now)


def drop(absence: Absence, *, by: Actor, now: datetime) -> None:
    """Take a child off the list: it was not so, or is so no more. The row is kept."""
    with tenancy.atomic():
        kept = _lock(absence)
        kept.dropped_at, kept.dropped_by_id = now, by.person
        kept.save(update_fields=["dropped_at", "dropped_by"])
        _note(Kind.ABSENCE_DROPPED, kept, by=by, now=now)


def _lock(absence: Absence) -> Absence:
    rows = Absence.objects.select_for_update(of=("self",)).filter(school_id=absence.school_id, dropped_at=None)
    kept = rows.filter(id=absence.id).first()
    if kept is None:
        raise NotFound
    return kept


def _note(kind: Kind, absence: Absence, *, by: Actor, now: datetime) -> None:
    note(kind, by=by, now=now, thing="case", thing_id=absence.case_id, sight=absence.sight)


def is_written_to(case: Case, message: Message) -> bool:
    """Whether whoever said it can be answered by e-mail: nothing of a sealed case goes out by itself."""
    return case.sight < Sight.SAFEGUARDING and can_reach(message.from_address)


def _answer(absence: Absence, case: Case, message: Message, *, by: Actor, now: datetime) -> None:
    if not absence.answers or case.state not in {CaseState.NEW, CaseState.ACKNOWLEDGED}:
        return
    if not is_written_to(case, message):
        return
    school = School.objects.get(id=case.school_id)
    notice = wording.noted(message.subject, school_name=school.name, telephone=school.telephone)
    words = Words("email", notice.subject, notice.body, (message.from_address,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=NOTICE),
        about=case.id,
        author=by.person,
        sight=case.sight,
        to_name=message.from_name,
        to_address=message.from_address,
        from_name=school.name,
        from_address=school.email,
        reply_to=reply_address(school, case),
        token=tokens.issue(school.id, case.id),
        in_reply_to=message.message_id,
        references=(message.message_id,) if message.message_id else (),
        foot=footer.to_family(school) if message.contact_id else "",
        by=by,
        now=now,
        not_before=now,
    )


def settle(dispatch: "Dispatch", *, now: datetime) -> None:
    """Write the notice that has left into its case, and end what it keeps. Safe to repeat."""
    if dispatch.notice != NOTICE or dispatch.sent_at is None:
        return
    with tenancy.atomic():
        if Message.objects.filter(school_id=dispatch.school_id, dispatch=dispatch).exists():
            return
        case = threading.hold(dispatch.school_id, dispatch.about)
        if case is None:
            raise NotFound
        _settle(case, dispatch, at=dispatch.sent_at, now=now)
        case.save()


def _settle(case: Case, dispatch: "Dispatch", *, at: datetime, now: datetime) -> None:
    of_case = {"school_id": case.school_id, "sight": case.sight, "case": case, "at": at}
    asked = absences.who_said(case)
    message = Message.objects.create(
        **of_case,
        direction="out",
        channel=dispatch.channel,
        from_name=dispatch.from_name,
        from_address=dispatch.from_address,
        to=[{"name": dispatch.to_name, "address": dispatch.to_address}],
        subject=dispatch.subject,
        text=dispatch.body,
        new_text=dispatch.body,
        message_id=dispatch.message_id,
        author_id=dispatch.author,
        dispatch=dispatch,
    )
    so_far = set(CaseEvent.objects.filter(school_id=case.school_id, case=case).values_list("kind", flat=True))
    CaseEvent.objects.create(**of_case, kind=EventKind.ANSWERED, channel=message.channel, message=message)
    case.last_message_at = max(case.last_message_at, at)
    # What the family wrote after the child was put on the list is not answered by it.
    by, upto = process("outbox", case.school_id), dispatch.queued_at
    duties.meet(case, *kept_by(EventKind.ANSWERED, after=so_far), at=at, upto=upto, by=by, now=now)
    waits = case.state in {CaseState.NEW, CaseState.ACKNOWLEDGED}
    if waits and (asked is None or asked.at <= upto):
        transitions.move_case(case, "answer")
