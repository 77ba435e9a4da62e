"""Words that callers want children told: those for a teacher's classes, and those that the office must hear of."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bookbag.desk import queries as desk
from bookbag.desk.models import Case, Collection, WordToPupil
from bookbag.policy.permissions import Actor


def to_tell(actor: Actor, *, now: datetime) -> list[WordToPupil]:
    """What is to be told to the children of one's own classes; for the office, what nobody has told in time (WYT-076).

    What also says who collects the child stands there only once the office has confirmed that (WYT-075).
    """
    here = Q(~Exists(_unconfirmed()), pupil__school_class__teacher_id=actor.staff_id)
    if actor.works_whole_desk:
        here |= Q(office_hears_at__lte=now)
    rows = WordToPupil.objects.filter(here, school_id=actor.school_id, told_at=None, said_at__lte=now)
    return list(rows.select_related("pupil__school_class", "case").order_by("said_at", "id"))


def of_case(case: Case) -> list[WordToPupil]:
    """The words for children that a call brought."""
    rows = WordToPupil.objects.filter(school_id=case.school_id, case=case)
    return list(rows.select_related("pupil__school_class", "told_by").order_by("said_at", "id"))


def find(actor: Actor, word_id: UUID) -> WordToPupil | None:
    """Words that the actor may say are told: of a child of their own class, or of any for the office; else None."""
    rows = WordToPupil.objects.filter(school_id=actor.school_id, id=word_id)
    if actor.works_whole_desk:
        rows = rows.filter(case__in=desk.seen_by(actor).values("id"))
    else:
        rows = rows.filter(~Exists(_unconfirmed()), pupil__school_class__teacher_id=actor.staff_id)
    return rows.select_related("pupil__school_class", "case").first()


def _unconfirmed() -> QuerySet[Collection]:
    return Collection.objects.filter(school_id=OuterRef("school_id"), case_id=OuterRef("case_id"), confirmed_at=None)
