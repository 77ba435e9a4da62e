"""Who is absent on a day, as far as a colleague may see it, and whether it was the family who said so. Changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from bookbag.desk import queries as desk
from bookbag.desk.models import Absence, Call, Case, Message
from bookbag.desk.models.case import Needed
from bookbag.people import matching, points, restrictions, sending, telephones
from bookbag.people import queries as people
from bookbag.people.folding import folded_email
from bookbag.people.models import Contact
from bookbag.policy.attendance import REASONS, Code, for_register
from bookbag.policy.calendar import Calendar
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Category, Channel
from bookbag.schools import queries as schools
from bookbag.schools.models import School

CHOICES = [(str(code), f"{words} ({code})") for code, words in REASONS.items()]
AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Line:
    """One child on the list, and whether the reader may open the message that it came from."""

    row: Absence
    opens: bool

    @property
    def code(self) -> Code:
        """The code for the register."""
        return for_register(Code(self.row.code), in_doubt=self.row.in_doubt)

    @property
    def reason(self) -> str:
        """The same in words."""
        return REASONS[self.code]


@dataclass(frozen=True, slots=True)
class Held:
    """An adult of the child who can be rung, with the numbers that are held: as people read them, and as dialled."""

    id: UUID
    name: str
    numbers: tuple[tuple[str, str], ...]


def of_day(actor: Actor, day: date) -> list[Line]:
    """Who is on the list of a day: of the whole school for the office, of their own classes for teachers."""
    rows = list(
        _rows(actor)
        .filter(day=day)
        .order_by("pupil__school_class__name", "pupil__sort_key", "pupil_id", "said_at", "id")
    )
    opens = set(desk.seen_by(actor).filter(id__in=[row.case_id for row in rows]).values_list("id", flat=True))
    return [Line(row, row.case_id in opens) for row in rows]


def to_ring(actor: Actor, *, today: date) -> int:
    """How many of today's wait for a call back."""
    return _rows(actor).filter(day=today, held=False, confirmed_at=None).count()


def of_case(case: Case) -> list[Absence]:
    """Whom a case has put on the list, and when."""
    rows = Absence.objects.filter(school_id=case.school_id, case=case, dropped_at=None)
    return list(rows.select_related("pupil", "rang").order_by("day", "pupil__sort_key", "id"))


def find(actor: Actor, absence_id: UUID) -> Absence | None:
    """One that is on the list, or None."""
    return _rows(actor).filter(id=absence_id).first()


def _rows(actor: Actor) -> QuerySet[Absence]:
    rows = Absence.objects.filter(school_id=actor.school_id, dropped_at=None)
    rows = rows.exclude(pupil_id__in=list(actor.own_children)).select_related(
        "pupil__school_class", "case", "put_by", "confirmed_by", "rang"
    )
    return rows if actor.works_whole_desk else rows.filter(pupil__school_class__teacher_id=actor.staff_id)


def is_likely(case: Case, suggested: Category | None) -> bool:
    """Whether the case seems to be about an absence: by what it was said to be, or what is suggested of it."""
    return Category.ABSENCE in {case.category, suggested} or case.needed == Needed.ABSENCE


def day_meant(school: School, *, now: datetime) -> date:
    """The day that is meant where nothing else is said: today, or on a day without school the next with it."""
    return next_with_school(schools.calendar_of(school), timezone.localdate(now))


def next_with_school(calendar: Calendar, day: date) -> date:
    """The day itself or the first after it with school; itself where the calendar knows of none soon."""
    days = (day + timedelta(days=number) for number in range(AHEAD.days))
    return next((each for each in days if calendar.why_no_session(each) is None), day)


def who_said(case: Case) -> Message | None:
    """The last message of a case from outside."""
    came = case.messages.filter(direction="in").select_related("contact")
    return came.order_by("-at", "-id").first()


def is_held(case: Case, message: Message, pupil_id: UUID, *, today: date) -> bool:
    """Whether it came by a number or an address that was held of an adult of this child, whom no order limits."""
    adults = {each.id for each in _adults(pupil_id, today=today)}
    if message.channel == Channel.IN_PERSON:
        return message.contact_id in adults
    if message.channel == Channel.PHONE:
        call = Call.objects.filter(school_id=case.school_id, case=case).first()
        held = matching.adults_held_under(case.school_id, call.number) if call and telephones.e164(call.number) else []
        return not adults.isdisjoint(each.id for each in held)
    address = folded_email(message.from_address)
    return bool(address) and not adults.isdisjoint(sending.contacts_at(case.school_id, [address]).get(address, ()))


def can_be_rung(absence: Absence) -> list[Held]:
    """The child's adults of whom a number is held and whom no order limits."""
    adults = _adults(absence.pupil_id, today=absence.day)
    numbers = points.telephones_of([each.id for each in adults])
    return [
        Held(
            each.id,
            each.full_name,
            tuple((telephones.as_dialled(value), telephones.e164(value)) for value in numbers[each.id]),
        )
        for each in adults
        if each.id in numbers
    ]


def _adults(pupil_id: UUID, *, today: date) -> list[Contact]:
    limited = restrictions.limited([pupil_id], today=today)
    return [tie.contact for tie in people.relationships_of([pupil_id]) if tie.contact_id not in limited]
