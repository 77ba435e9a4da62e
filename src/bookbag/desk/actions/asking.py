"""Asking a named colleague about a case, with a time by which the answer is needed: never one outside their hours (TEC-166)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from bookbag.desk import reaching
from bookbag.desk.actions import cases
from bookbag.desk.models import Ask, Case
from bookbag.desk.queries import LONDON
from bookbag.errors import Invalid, Stale
from bookbag.people import queries as people
from bookbag.policy import english
from bookbag.policy.availability import Hours
from bookbag.policy.permissions import Act, Actor, Sight, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of whom, and by when. Without a time the end of the colleague's hours on the day is meant."""

    colleague: UUID
    text: str
    day: date
    at: time | None = None


class OutsideHours(Invalid):
    """It is needed at a time when the colleague is not there; `offered` is the next one that would do."""

    def __init__(self, because: str, offered: datetime | None) -> None:
        super().__init__(fields={"day": because})
        self.offered = offered


def ask(case: Case, question: Question, *, school: School, by: Actor, now: datetime) -> Ask:
    """Put a question to a colleague as a note. Raises `OutsideHours` for a time at which the colleague is not in, or before
    which they cannot be reached at all.
    """
    with tenancy.atomic():
        kept = cases.lock(case)
        colleague = _colleague(kept, question.colleague, by, now)
        hours = reaching.hours_of(school, [question.colleague], now=now)[question.colleague]
        tell_from, needed_by = _times(hours, colleague.name, question, now)
        written = cases.write_note(kept, text=question.text, by=by, now=now)
        asked = Ask.objects.create(
            school_id=kept.school_id,
            sight=kept.sight,
            question=written,
            colleague_id=question.colleague,
            tell_from=tell_from,
            needed_by=needed_by,
        )
        to = str(question.colleague)
        note(Kind.COLLEAGUE_ASKED, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight, to=to)
        return asked


def answer(asked: Ask, *, text: str, by: Actor, now: datetime) -> Case:
    """Answer with a note, which ends the question. Raises `Stale` where it is answered, `Invalid` for an empty answer."""
    with tenancy.atomic():
        kept = (
            Ask.objects.select_for_update(of=("self",))
            .select_related("question__case")
            .filter(school_id=by.school_id, id=asked.id, colleague_id=by.person, answer=None)
            .first()
        )
        if kept is None:
            raise Stale("This question has been answered already.")
        case = kept.question.case
        kept.answer = cases.write_note(case, text=text, by=by, now=now)
        kept.save(update_fields=["answer"])
        note(Kind.COLLEAGUE_ANSWERED, by=by, now=now, thing="case", thing_id=case.id, sight=kept.sight)
        return case


def _colleague(case: Case, colleague_id: UUID, by: Actor, now: datetime) -> Actor:
    """The colleague, where there is one who may read the case once asked."""
    colleague = people.actor_of(case.school_id, colleague_id, today=now.astimezone(LONDON).date())
    if colleague is None or colleague.staff_id == by.staff_id:
        raise Invalid(fields={"colleague": "Choose a colleague."})
    if colleague.user_id is None:
        raise Invalid(fields={"colleague": f"{colleague.name} does not sign in to Bookbag. Speak to them."})
    asked = Standing(school_id=case.school_id, sight=Sight(case.sight), asked=frozenset({colleague_id}))
    if not may(colleague, Act.WRITE_NOTE, asked):
        raise Invalid(fields={"colleague": f"{colleague.name} may not read this case."})
    return colleague


def _times(hours: Hours, name: str, question: Question, now: datetime) -> tuple[datetime, datetime]:
    """When the colleague may be told at the earliest, and by when the answer is needed."""
    noon = datetime.combine(question.day, question.at or time(12), hours.calendar.zone)
    needed_by = noon if question.at else hours.ends_on(question.day)
    tell_from = hours.next_reached(now)
    if tell_from is None:
        raise OutsideHours(f"The school's calendar does not say when {name} is in again. Speak to them.", None)
    if needed_by and hours.includes(needed_by) and tell_from < needed_by:
        return tell_from, needed_by
    offered = _offered(hours, max(noon, tell_from))
    instead = f" {english.moment(offered)} would do." if offered else ""
    if needed_by and needed_by <= tell_from:
        raise OutsideHours(
            f"{name} cannot be reached before {english.moment(tell_from)}, so not in time.{instead}", offered
        )
    because = hours.may_be_reached(noon).because
    raise OutsideHours(f"{name} cannot be expected to answer then: {because}.{instead}", offered)


def _offered(hours: Hours, after: datetime) -> datetime | None:
    """Give the end of the colleague's next day in, as a time that would do."""
    following = hours.next_reached(after)
    return hours.ends_on(following.date()) if following else None
