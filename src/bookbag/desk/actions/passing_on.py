"""Passing a case on with a note. The family's clock runs on, and whoever passed it on sees it until it is answered (NWC-002)."""

from datetime import datetime
from uuid import UUID

from bookbag.desk.actions import cases
from bookbag.desk.models import Case, Passing
from bookbag.errors import Invalid
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


def pass_on(case: Case, *, to: UUID, text: str, reason: str = "", by: Actor, now: datetime) -> Case:
    """Give a case to a colleague with a note. Raises `Invalid` without a note, and where it cannot be given to them."""
    if not text.strip():
        raise Invalid(fields={"text": "Write what your colleague needs to know."})
    if to == by.staff_id:
        raise Invalid(fields={"to": "Choose a colleague."})
    with tenancy.atomic():
        kept = cases.assign(case, to=to, reason=reason, by=by, now=now)
        cases.write_note(kept, text=text, by=by, now=now)
        Passing.objects.create(school_id=kept.school_id, sight=kept.sight, case=kept, by_id=by.person, to_id=to, at=now)
        note(Kind.CASE_PASSED_ON, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight, to=str(to))
        return kept
