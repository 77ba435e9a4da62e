"""What people do about a complaint or a concern: who looks into it, findings, attempts, word to whoever complained, outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bookbag.desk import about, complaints
from bookbag.desk.actions import cases, duties, letters
from bookbag.desk.actions.letters import Letter
from bookbag.desk.acts import KEEPS, STARTS
from bookbag.desk.models import Case, CaseEvent, ComplaintProcedure, ComplaintStep
from bookbag.desk.models.case import EventKind
from bookbag.desk.models.complaint import Outcome
from bookbag.errors import Invalid
from bookbag.people import queries as people
from bookbag.policy import english
from bookbag.policy.complaining import PASSES_THE_READER_BY, Said
from bookbag.policy.permissions import Actor, Role
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School

_DONE = {Said.COMPLEX: EventKind.COMPLEX, Said.AGENCY: EventKind.DECIDED}
"""What a step is among the events that dates follow from. Every other one is something that was done."""
_SPEAKS_FOR_ITSELF = PASSES_THE_READER_BY | {Said.INVESTIGATOR, Said.PROCEDURE_SENT, Said.NEXT_STAGE}
"""Steps that need no words."""


def enter_procedure(name: str, link: str, stages: Sequence[str], *, by: Actor, now: datetime) -> None:
    """Enter the school's own complaints procedure, in the place of the model of its legal kind."""
    with tenancy.atomic():
        ComplaintProcedure.objects.update_or_create(
            school_id=by.school_id,
            defaults={
                "name": name,
                "link": link,
                "stages": list(stages),
                "entered_at": now,
                "entered_by_id": by.person,
            },
        )
        note(Kind.PROCEDURE_ENTERED, by=by, now=now, thing="school", thing_id=None, stages=len(stages))


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it is entered. What a kind does not need is left empty."""

    kind: Said
    at: datetime
    text: str = ""
    source: str = ""
    outcome: str = ""
    who: UUID | None = None


def say(case: Case, step: Step, *, by: Actor, now: datetime) -> ComplaintStep:
    """Enter a step. Raises `Invalid` where it lacks what its kind needs, and for one that lies ahead."""
    with tenancy.atomic():
        kept = cases.lock(case)
        standing = complaints.of(kept, School.objects.get(id=kept.school_id))
        _check(kept, step, standing, by, now)
        entered = ComplaintStep.objects.create(
            school_id=kept.school_id,
            sight=kept.sight,
            case=kept,
            stage=standing.stage,
            kind=step.kind,
            at=step.at,
            entered_at=now,
            by_id=by.person,
            who_id=step.who if step.kind is Said.INVESTIGATOR else None,
            text=step.text.strip(),
            source=step.source.strip()[:200] if step.kind is Said.FINDING else "",
            outcome=step.outcome if step.kind is Said.OUTCOME else "",
        )
        note(
            Kind.COMPLAINT_STEP,
            by=by,
            now=now,
            thing="case",
            thing_id=kept.id,
            sight=kept.sight,
            step=str(step.kind),
            stage=standing.stage,
        )
        if step.kind not in PASSES_THE_READER_BY:
            _follow(kept, step, by=by, now=now)
        return entered


def write_down(told: Letter, *, by: Actor, now: datetime) -> Case:
    """Keep what was told by telephone or face to face, in words that were read back to whoever told it."""
    with tenancy.atomic():
        case = letters.log(told, by=by, now=now)
        read = Step(Said.WRITTEN_DOWN, now, text="The words were read back, and are agreed.")
        say(case, read, by=by, now=now)
        return case


def have_read(case: Case, *, by: Actor, now: datetime) -> ComplaintStep:
    """Note that somebody has read the complaints procedure, and as what (SPT-040)."""
    return say(case, Step(Said.CONSULTED, now, text=english.listed(sorted(_in_words(by)))), by=by, now=now)


def _in_words(actor: Actor) -> list[str]:
    return [role.replace("_", " ") for role in actor.roles]


def _follow(case: Case, step: Step, *, by: Actor, now: datetime) -> None:
    """Note the step among the events of the case, end what it keeps, and set what it promises."""
    event = CaseEvent.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        kind=_DONE.get(step.kind, EventKind.STEP_TAKEN),
        at=max(step.at, case.opened_at),
    )
    kind = EventKind(event.kind)
    duties.meet(case, *KEEPS[kind], at=event.at, by=by, now=now)
    if kind in STARTS:
        duties.follow(event, case, by=by, now=now)
    case.save(update_fields=["next_due"])


def _check(case: Case, step: Step, standing: complaints.Standing, by: Actor, now: datetime) -> None:
    faults = {}
    if step.at > now:
        faults["at"] = "This lies ahead. Enter it once it is done."
    if step.kind not in _SPEAKS_FOR_ITSELF and not step.text.strip():
        faults["text"] = "Write what it is, in a sentence or two."
    if step.kind is Said.FINDING and not step.source.strip():
        faults["source"] = "Say where the finding comes from: who said it, or which paper."
    if step.kind is Said.OUTCOME and step.outcome not in Outcome.values:
        faults["outcome"] = "Choose how it ended."
    if step.kind is Said.NEXT_STAGE and not standing.has_next:
        faults["kind"] = "It goes on once this stage has its outcome, and while another stage follows."
    if step.kind is Said.AGENCY and Role.HEAD not in by.roles and case.owner_id != by.staff_id:
        faults["kind"] = (
            "The headteacher decides whom to bring in, or whoever has it where it is about the headteacher."
        )
    if step.kind is Said.INVESTIGATOR:
        faults |= _check_investigator(case, step)
    if faults:
        raise Invalid(fields=faults)


def _check_investigator(case: Case, step: Step) -> dict[str, str]:
    if step.who is None or not people.staff_in_order(case.school_id).filter(id=step.who).exists():
        return {"who": "Choose who looks into it."}
    if about.is_about(case, step.who):
        return {"who": "It is about them. Choose somebody else."}
    return {}
