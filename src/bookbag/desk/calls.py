"""What may be asked of calls: the log of a week, those that wait for somebody, who is at a number. Changes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from bookbag.desk import queries as desk
from bookbag.desk import reaching
from bookbag.desk.models import Call, Case, CaseEvent, Collection, Duty, Message, ReadyAnswer
from bookbag.desk.models.case import EventKind
from bookbag.desk.models.case import State as CaseState
from bookbag.desk.models.duty import State
from bookbag.people import queries as people
from bookbag.people import restrictions, telephones
from bookbag.people.folding import folded
from bookbag.people.models import Pupil, SchoolClass, StaffMember
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Channel
from bookbag.schools.models import School

TO_LOOK = timedelta(minutes=15)
"""So long somebody who is free has to look at a note before the office hears that it lies there."""
MOST = 8
RUNG = (Channel.PHONE, Channel.FORM)
"""How a case came of which there can be a call: a form may have asked for one."""
BACK = (EventKind.SPOKEN, EventKind.TRIED, EventKind.TRIED_AGAIN)


@dataclass(frozen=True, slots=True)
class Line:
    """One call in the log, with the last that was done about it and what it owes next."""

    call: Call
    last: CaseEvent | None
    due: Duty | None
    now: datetime
    times: str = ""
    """When they can well be rung, where they have said so."""

    @property
    def number(self) -> str:
        """The number as people write it, or why there is none."""
        return telephones.as_dialled(self.call.number)

    @property
    def dials(self) -> str:
        """The number as a telephone takes it, or nothing."""
        return telephones.e164(self.call.number)

    @property
    def tries(self) -> int:
        """How often somebody tried in vain, as far as it matters: none, once, or at least twice."""
        kinds = {None: 0, EventKind.TRIED: 1, EventKind.TRIED_AGAIN: 2}
        return kinds.get(EventKind(self.last.kind) if self.last else None, 0)

    @property
    def state(self) -> str:
        """Where it stands, in a word or two; how it looks is for the template."""
        call = self.call
        over: dict[str, object] = {
            "settled": call.settled_with,
            "put through": call.put_through_at,
            "passed across": call.passed_to_id,
        }
        over["rung back"] = self.last and self.last.kind == EventKind.SPOKEN
        over["closed"] = not call.case.is_open
        over["overdue"] = self.due and self.due.due and self.due.due < self.now
        over["attempted"] = self.tries == len((EventKind.TRIED, EventKind.TRIED_AGAIN))
        return next((state for state, holds in over.items() if holds), "to ring back")


def of_case(case: Case, *, now: datetime) -> Line | None:
    """The call that a case began with, if it did."""
    call = _calls(case.school_id).filter(case=case).first() if case.channel in RUNG else None
    return _lines([call], now=now)[0] if call else None


def log(actor: Actor, *, now: datetime) -> list[Line]:
    """The calls of the last two weeks, and earlier ones that nobody has answered; the latest first."""
    unanswered = Q(case__state__in=(CaseState.NEW, CaseState.ACKNOWLEDGED))
    calls = _seen(actor).filter(unanswered | Q(at__gt=now - timedelta(days=14)), at__lte=now)
    return _lines(calls.order_by("-at", "id"), now=now)


def of_this_week(lines: Iterable[Line], *, now: datetime) -> tuple[int, int]:
    """How many of these calls came since Monday, and how many of those were general enquiries, settled at once."""
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    week = [line.call for line in lines if timezone.localdate(line.call.at) >= monday]
    return len(week), sum(bool(call.settled_with) for call in week)


def waiting_for(actor: Actor, *, now: datetime) -> list[Line]:
    """Calls for somebody who has not said that they have them."""
    return _lines(_seen(actor).filter(for_whom_id=actor.staff_id, had_at=None, case__is_open=True), now=now)


def not_had(actor: Actor, school: School, *, now: datetime) -> list[Line]:
    """Notes that nobody has taken up although whom they are for has had time to look (WYT-069)."""
    lying = list(_seen(actor).filter(had_at=None, delivered_at__isnull=False, case__is_open=True))
    whom = {call.for_whom_id for call in lying if call.for_whom_id}
    hours = reaching.hours_of(school, whom, now=now) if whom else {}

    def had_time(call: Call) -> bool:
        own = hours.get(call.for_whom_id) if call.for_whom_id else None
        free = own.next_reached(call.at) if own else None
        return free is not None and free + TO_LOOK <= now

    return _lines([call for call in lying if had_time(call)], now=now)


def find(actor: Actor, call_id: UUID) -> Call | None:
    """One call of a case that the actor may see, or None."""
    return _seen(actor).filter(id=call_id).first()


def ready_answers(school_id: int) -> list[ReadyAnswer]:
    """What the office has ready to say, by subject."""
    return list(ReadyAnswer.objects.filter(school_id=school_id))


def children_beginning(school_id: int, letters: str) -> list[Pupil]:
    """Children at the school whose names begin so: "ami", "khan", "ami kh"."""
    words = folded(letters.replace("\0", " ")).split()
    if not words:
        return []
    found = Pupil.objects.filter(school_id=school_id, left_on=None).select_related("school_class")
    for word in words:
        ends = f"{word}\U0010ffff"
        called = found.filter(called__gte=word, called__lt=ends).values("id")
        found = found.filter(id__in=called.union(found.filter(surname__gte=word, surname__lt=ends).values("id")))
    return list(found.order_by("sort_key", "id")[:MOST])


def staff_beginning(school_id: int, words: str) -> list[StaffMember]:
    """Those who work here any of whose names begins so, or who has the class of that name."""
    said = folded(words.replace("\0", " ")).split()
    if not said:
        return []
    teaching = {
        each.teacher_id
        for each in SchoolClass.objects.filter(school_id=school_id)
        if folded(each.name) == " ".join(said) and each.teacher_id
    }
    members = people.staff_in_order(school_id)
    if teaching:
        return list(members.filter(id__in=teaching))
    return [each for each in members if _begins(said, folded(each.name).split())][:MOST]


def _begins(said: Sequence[str], names: Sequence[str]) -> bool:
    return all(any(name.startswith(word) for name in names) for word in said)


@dataclass(frozen=True, slots=True)
class Collected:
    """Who is said to collect a child, and whether the adult is on the child's list. Why somebody may not is not told."""

    row: Collection
    listed: bool
    limited: bool


def collections(rows: Iterable[Collection]) -> list[Collected]:
    """With each what the office must know before it confirms."""
    told = list(rows)
    limited = {
        (day, pupil): restrictions.limited([pupil], today=day)
        for day, pupil in {(row.day, row.pupil_id) for row in told}
    }
    return [
        Collected(row, row.contact_id is not None, row.contact_id in limited[row.day, row.pupil_id]) for row in told
    ]


def collected(actor: Actor, *, pupil: Pupil | None = None, now: datetime) -> list[Collected]:
    """Who is said to collect today, of the whole school or of one's own classes, or one child."""
    rows = _collections(actor.school_id).filter(day=timezone.localdate(now))
    if pupil:
        rows = rows.filter(pupil=pupil)
    elif not actor.works_whole_desk:
        rows = rows.filter(pupil__school_class__teacher_id=actor.staff_id)
    return collections(rows)


def of_a_case(case: Case) -> list[Collected]:
    """Who is said to collect, by what was said in a case."""
    return collections(_collections(case.school_id).filter(case=case)) if case.channel == Channel.PHONE else []


def find_collection(actor: Actor, collection_id: UUID) -> Collection | None:
    """One of a case that the actor may see, or None."""
    row = _collections(actor.school_id).filter(id=collection_id).first()
    return row if row and desk.seen_by(actor).filter(id=row.case_id).exists() else None


def _collections(school_id: int) -> QuerySet[Collection]:
    rows = Collection.objects.filter(school_id=school_id)
    return rows.select_related("pupil__school_class", "contact", "case", "rang", "confirmed_by").order_by(
        "said_at", "id"
    )


def _calls(school_id: int) -> QuerySet[Call]:
    return Call.objects.filter(school_id=school_id).select_related(
        "case", "for_whom", "taken_by", "had_by", "put_through_to", "passed_to", "passed_from"
    )


def _seen(actor: Actor) -> QuerySet[Call]:
    return _calls(actor.school_id).filter(case__in=desk.seen_by(actor).values("id"))


def _lines(calls: Iterable[Call], *, now: datetime) -> list[Line]:
    told = list(calls)
    if not told:
        return []
    ids, school = [call.case_id for call in told], {"school_id": told[0].school_id}
    back = CaseEvent.objects.filter(**school, case__in=ids, kind__in=BACK).order_by("at", "id")
    last = {event.case_id: event for event in back}
    owed = Duty.objects.filter(**school, case__in=ids, state=State.OPEN).exclude(due=None).order_by("-due")
    due = {duty.case_id: duty for duty in owed}
    times = _times([call.case_id for call in told if call.case.channel == Channel.FORM], told[0].school_id)
    return [
        Line(call, last.get(call.case_id), due.get(call.case_id), now, times.get(call.case_id, "")) for call in told
    ]


def _times(cases: Sequence[UUID], school_id: int) -> dict[UUID, str]:
    """When those who asked for a call by the form can well be rung, by case."""
    rows = Message.objects.filter(school_id=school_id, case__in=cases, said__has_key="times") if cases else ()
    return {row.case_id: str(row.said["times"]) for row in rows}
