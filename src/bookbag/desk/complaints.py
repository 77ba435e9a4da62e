"""Where complaints and concerns stand: the stage, what it lacks, when whoever complained is next to hear of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard
from uuid import UUID

from bookbag.desk import queries, triaging
from bookbag.desk.models import Case, CaseParty, ComplaintProcedure, ComplaintStep
from bookbag.desk.models.case import State
from bookbag.desk.models.complaint import Outcome
from bookbag.policy import complaining, english, worktime
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.complaining import Model, Said
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Actor
from bookbag.policy.rules.timed import Procedure
from bookbag.policy.rules.words import Thing
from bookbag.policy.values import Category, Channel, Clock
from bookbag.schools import queries as schools
from bookbag.schools.models import School

OF_THIS_KIND = frozenset({Category.COMPLAINT, Category.CONCERN})
OUTCOMES = Outcome.choices
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one of them stands. `update_by` is None once it is over, or where the calendar does not reach so far."""

    case: Case
    steps: tuple[ComplaintStep, ...]
    model: Model
    update_by: datetime | None
    decide_by: datetime | None
    """By when somebody decides whom else to bring in, where it is particularly complex and nobody has."""

    @property
    def stage(self) -> int:
        """The stage it is at, counted from one."""
        return 1 + sum(step.kind == Said.NEXT_STAGE for step in self.steps)

    @property
    def stages(self) -> list[tuple[int, str, str]]:
        """Each stage: its number, what it is, and how it ended where it did."""
        ended = {step.stage: step.get_outcome_display() for step in self.steps if step.kind == Said.OUTCOME}
        return [(number, words, ended.get(number, "")) for number, words in enumerate(self.model.stages, 1)]

    @property
    def done(self) -> tuple[Said, ...]:
        """What was done at the stage that it is at."""
        return tuple(Said(step.kind) for step in self.steps if step.stage == self.stage)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What the stage needs before its answer may leave."""
        return complaining.lacking(self.done)

    @property
    def lacks_unsettled(self) -> tuple[str, ...]:
        """What is to be done before it may be left unsettled. An attempt at any stage is one."""
        return complaining.lacking_unsettled(Said(step.kind) for step in self.steps)

    @property
    def has_next(self) -> bool:
        """Whether another stage follows, now that this one has ended."""
        return Said.OUTCOME in self.done and self.stage < len(self.model.stages)

    @property
    def now_is(self) -> str:
        """What the stage is that it is at. A procedure that was entered since may have fewer."""
        return self.model.stages[min(self.stage, len(self.model.stages)) - 1]


@dataclass(frozen=True, slots=True)
class Bar:
    """Why somebody may not answer a complaint yet: it is somebody else's, or the procedure has still to be read."""

    clause: str
    is_anothers: bool

    @property
    def sentence(self) -> str:
        """The same in a sentence."""
        if self.is_anothers:
            return "A formal complaint is answered by whoever has it, stage by stage."
        return "Read the complaints procedure first, and tick on the case that you have."


def of(case: Case, school: School) -> Standing:
    """Where a complaint or concern stands."""
    return _standing(
        case, list(_steps([case])), model(school, of_parent=bool(_of_parents([case]))), schools.calendar_of(school)
    )


def model(school: School, *, of_parent: bool = True) -> Model:
    """The stages of the school's own procedure; until it is entered, those of its legal kind."""
    return procedure(school) or complaining.model_of(school.legal_kind, of_parent=of_parent)


def procedure(school: School) -> Model | None:
    """The school's own procedure, where it is entered."""
    own = ComplaintProcedure.objects.filter(school_id=school.id).first()
    return Model(tuple(own.stages), own.name, is_own=True, link=own.link) if own else None


def is_of_parent(case: Case) -> bool:
    """Whether a parent or carer of a pupil takes part in a case."""
    return bool(_of_parents([case]))


def lacking(case: Case) -> tuple[str, ...]:
    """What has to be known before the full answer to a complaint may leave (WYT-089); nothing of any other case."""
    if case.category != Category.COMPLAINT:
        return ()
    steps = list(_steps([case]))
    stage = max((step.stage + (step.kind == Said.NEXT_STAGE) for step in steps), default=1)
    return complaining.lacking(Said(step.kind) for step in steps if step.stage == stage)


def bar(case: Case, actor: Actor, packs: Collection[Pack]) -> Bar | None:
    """What keeps this person from answering a complaint, under a policy that lays a procedure down for them.

    One by letter is its owner's alone (SPT-036); one that came otherwise, or only looks like one, is answered by whoever
    has said that they have read the procedure (SPT-040).
    """
    rule = next((rule for pack in packs for rule in pack.rules if _lays_down(rule)), None)
    if rule is None or not (case.category == Category.COMPLAINT or _looks_like_one(case)):
        return None
    if case.category == Category.COMPLAINT and case.channel == Channel.LETTER:
        return None if case.owner_id == actor.staff_id else Bar(rule.clauses[0], is_anothers=True)
    read = ComplaintStep.objects.filter(
        school_id=case.school_id, case=case, kind=Said.CONSULTED, by_id=actor.staff_id
    ).exists()
    return None if read else Bar(rule.clauses[-1], is_anothers=False)


def _lays_down(rule: object) -> TypeGuard[Procedure]:
    return isinstance(rule, Procedure) and rule.about is Thing.COMPLAINT and rule.read_first


def _looks_like_one(case: Case) -> bool:
    suggested = triaging.waiting(case)
    return suggested is not None and suggested.category is Category.COMPLAINT


def refuse_closing(case: Case, *, settled: bool) -> str:
    """Why such a case may not be closed yet, or an empty string (WYT-016, SPT-036)."""
    standing = of(case, School.objects.get(id=case.school_id))
    lacks = () if settled else standing.lacks_unsettled
    if case.category == Category.COMPLAINT and Said.OUTCOME not in standing.done:
        lacks = (*lacks, "the outcome of the stage that it is at, with reasons")
    return f"Enter under “The complaint” first: {english.listed(lacks)}." if lacks else ""


def is_one(case: Case) -> bool:
    """Whether a case goes by the complaints procedure."""
    return case.category in OF_THIS_KIND


@dataclass(frozen=True, slots=True)
class Board:
    """Those that are open, the longest first, each with its days; and the median days of those that were settled."""

    rows: tuple[tuple[Standing, int], ...]
    usual: float | None
    settled: int


def board(actor: Actor, school: School, *, now: datetime) -> Board:
    """What of this kind the actor may see: the open ones, and how long those of this term took."""
    calendar = schools.calendar_of(school)
    seen = queries.seen_by(actor).filter(category__in=OF_THIS_KIND)
    running = list(seen.filter(is_open=True).select_related("owner").order_by("opened_at", "id"))
    own, of_parents = procedure(school), _of_parents(running)
    steps: dict[UUID, list[ComplaintStep]] = {}
    for step in _steps(running):
        steps.setdefault(step.case_id, []).append(step)
    rows = [
        (
            _standing(
                case,
                steps.get(case.id, []),
                own or complaining.model_of(school.legal_kind, of_parent=case.id in of_parents),
                calendar,
            ),
            days(case, now),
        )
        for case in running
    ]
    over = seen.filter(state=State.CLOSED)
    first_day = max((term.first_day for term in calendar.terms if term.first_day <= now.date()), default=None)
    if first_day:
        over = over.filter(closed_at__date__gte=first_day)
    took = [days(case, case.closed_at) for case in over if case.closed_at]
    return Board(tuple(rows), complaining.usual_days(took), len(took))


def days(case: Case, until: datetime) -> int:
    """The days from first contact to a moment."""
    return (until.astimezone(queries.LONDON).date() - case.opened_at.astimezone(queries.LONDON).date()).days


def _steps(cases: Collection[Case]) -> Collection[ComplaintStep]:
    rows = ComplaintStep.objects.filter(school_id__in={each.school_id for each in cases}, case__in=cases)
    return rows.select_related("by", "who").order_by("at", "entered_at", "id")


def _of_parents(cases: Collection[Case]) -> set[UUID]:
    """Those of some cases in which a parent or carer of a pupil takes part."""
    parties = CaseParty.objects.filter(school_id__in={each.school_id for each in cases}, case__in=cases)
    return set(parties.exclude(contact=None).values_list("case_id", flat=True))


def _standing(case: Case, steps: list[ComplaintStep], of_model: Model, calendar: Calendar) -> Standing:
    last: Mapping[str, datetime] = {step.kind: step.at for step in steps}
    told = last.get(Said.UPDATE, case.opened_at)
    since = last.get(Said.COMPLEX)
    decided = last.get(Said.AGENCY)
    waits = since if since and (decided is None or decided < since) else None
    return Standing(
        case=case,
        steps=tuple(steps),
        model=of_model,
        update_by=_after(told, complaining.UPDATE_DAYS, calendar) if case.is_open else None,
        decide_by=_after(waits, complaining.DECIDE_DAYS, calendar) if waits else None,
    )


def _after(at: datetime, working_days: int, calendar: Calendar) -> datetime | None:
    try:
        return worktime.span(at, clock=Clock.WORKING_DAYS, days=working_days, calendar=calendar).due
    except OutsideCalendar:
        return None
