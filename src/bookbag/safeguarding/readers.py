"""Who has opened a case, so that they can be told where it was sealed afterwards that it was passed on, and nothing else."""

from uuid import UUID

from bookbag.desk.models import Case
from bookbag.policy.permissions import Actor, Sight
from bookbag.safeguarding.models import Opened, PassedOn


def opened(case: Case, reader: Actor) -> None:
    """Keep that somebody has opened a case."""
    if case.sight >= Sight.SAFEGUARDING or reader.staff_id is None:
        return
    own = {"school_id": case.school_id, "sight": case.sight, "case": case, "staff_id": reader.staff_id}
    Opened.objects.bulk_create([Opened(**own)], ignore_conflicts=True)


def was_passed_on(case_id: UUID, reader: Actor) -> bool:
    """Whether somebody had opened a case that is sealed now."""
    kept = PassedOn.objects.filter(school_id=reader.school_id, staff_id=reader.staff_id, case=case_id)
    return reader.staff_id is not None and kept.exists()
