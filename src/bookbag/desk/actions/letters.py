"""Letters entered by the office: the same stored arrival, case and clocks as an e-mail, dated by the day of receipt."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.desk import messages, triaging
from bookbag.desk.actions import duties, routing, urgency
from bookbag.desk.matters import matter_of
from bookbag.desk.models import Arrival, Case, CaseEvent, CaseParty, CasePupil, Message
from bookbag.desk.models.arrival import State
from bookbag.desk.models.case import EventKind, unhurried
from bookbag.errors import Invalid
from bookbag.people import queries as people
from bookbag.people.folding import folded_email
from bookbag.people.models import Contact
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Category, Channel
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queries as schools
from bookbag.schools import storing, tenancy
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as the office enters it: who from (a contact, or a name), what about, the words, when it came."""

    subject: str
    text: str
    received_at: datetime
    from_name: str = ""
    contact_id: UUID | None = None
    category: Category = Category.ENQUIRY
    channel: Channel = Channel.LETTER
    """How it came: what is told by telephone or face to face is written down likewise."""
    email: str = ""
    """Where its writer is answered, as far as they have said."""
    pupil_id: UUID | None = None
    came_by: str = ""
    """How, where the channel does not say: "fax", "chat"."""


def log(letter: Letter, *, by: Actor, now: datetime) -> Case:
    """Enter a letter: its words are stored as they were typed, a case is opened and the policy's clocks start.

    Raises `Invalid` for a letter from nobody, without words, or from the future.
    """
    with tenancy.atomic():
        contact = people.contact(by.school_id, letter.contact_id) if letter.contact_id else None
        _check(letter, contact, now)
        school = School.objects.get(id=by.school_id)
        case = _open(letter, contact, by)
        note(Kind.CASE_OPENED, by=by, now=now, thing="case", thing_id=case.id)
        message = _store(letter, contact, case)
        kind = Kind.LETTER_LOGGED if letter.channel is Channel.LETTER else Kind.WORDS_ENTERED
        note(kind, by=by, now=now, thing="case", thing_id=case.id, message=str(message.id))
        urgency.propose(case, message, triaging.suggest(message, now=now), by=by, now=now)
        event = CaseEvent.objects.create(
            school=school,
            case=case,
            kind=EventKind.RECEIVED,
            at=letter.received_at,
            channel=letter.channel,
            message=message,
        )
        sender = duties.sender_of(message)
        packs = adoption.packs_of(school)
        calendar = schools.calendar_of(school)
        duties.set_for(event, case, school, calendar, sender=sender, packs=packs, by=by, now=now)
        routing.on_arrival(event, case, school, packs, sender=sender, by=by, now=now)
        case.save()
        return case


def _check(letter: Letter, contact: Contact | None, now: datetime) -> None:
    faults = {}
    if contact is None and not letter.from_name.strip():
        faults["from_name"] = "Say who the letter is from."
    if not letter.text.strip():
        faults["text"] = "Type the letter, or the gist of it."
    if letter.received_at > now:
        faults["received_at"] = "The letter cannot have come later than now."
    if faults:
        raise Invalid(fields=faults)


def _open(letter: Letter, contact: Contact | None, by: Actor) -> Case:
    named = people.pupil(by.school_id, letter.pupil_id) if letter.pupil_id else None
    pupils = [named] if named else list(people.pupils_of([contact.id])) if contact else []
    who = contact.full_name if contact else letter.from_name.strip()
    case = Case.objects.create(
        school_id=by.school_id,
        subject=letter.subject.strip()[:300] or "Letter",
        matter=matter_of(letter.subject),
        channel=letter.channel,
        category=letter.category,
        who=who[:200],
        about=messages.about_line(pupils),
        opened_at=letter.received_at,
        last_message_at=letter.received_at,
        next_due=unhurried(letter.received_at),
    )
    CaseParty.objects.create(
        school_id=by.school_id,
        case=case,
        contact=contact,
        name=who[:200],
        address=folded_email(letter.email),
        because="The office entered the letter." if contact else "",
    )
    CasePupil.objects.bulk_create(CasePupil(school_id=by.school_id, case=case, pupil=pupil) for pupil in pupils)
    return case


def _store(letter: Letter, contact: Contact | None, case: Case) -> Message:
    typed = letter.text.strip()
    sha256 = storing.keep(case.school_id, typed.encode())
    message = Message.objects.create(
        school_id=case.school_id,
        case=case,
        direction="in",
        channel=letter.channel,
        at=letter.received_at,
        from_name=case.who,
        from_address=letter.email,
        subject=case.subject,
        text=typed,
        new_text=typed,
        contact=contact,
        said={"came_by": letter.came_by} if letter.came_by else {},
    )
    Arrival.objects.create(
        school_id=case.school_id,
        channel=letter.channel,
        sha256=sha256,
        size=len(typed.encode()),
        received_at=letter.received_at,
        state=State.READ,
        subject=case.subject,
        case=case,
        message=message,
    )
    return message
