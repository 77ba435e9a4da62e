"""What people do about a complaint or a concern: who looks into it, findings, attempts, word to whoever complained, outcome."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bookbag.desk import about, complaints
from bookbag.desk.actions import cases
from bookbag.desk.models import Case, ComplaintStep
from bookbag.desk.models.complaint import Outcome
from bookbag.errors import Invalid
from bookbag.people import queries as people
from bookbag.policy.complaining import Said
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School


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
        _check(kept, step, standing, now)
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
        return entered


def _check(case: Case, step: Step, standing: complaints.Standing, now: datetime) -> None:
    faults = {}
    if step.at > now:
        faults["at"] = "This lies ahead. Enter it once it is done."
    if step.kind not in {Said.INVESTIGATOR, Said.PROCEDURE_SENT, Said.NEXT_STAGE} and not step.text.strip():
        faults["text"] = "Write what it is, in a sentence or two."
    if step.kind is Said.FINDING and not step.source.strip():
        faults["source"] = "Say where the finding comes from: who said it, or which paper."
    if step.kind is Said.OUTCOME and step.outcome not in Outcome.values:
        faults["outcome"] = "Choose how it ended."
    if step.kind is Said.NEXT_STAGE and not standing.has_next:
        faults["kind"] = "It goes on once this stage has its outcome, and while another stage follows."
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
