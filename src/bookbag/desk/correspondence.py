"""The cases about a child, or with an adult, that somebody may see: for the pages of families."""

from uuid import UUID

from django.db.models import QuerySet

from bookbag.desk.models import Case
from bookbag.desk.queries import seen_by
from bookbag.policy.permissions import Actor

MOST = 10


def about_pupil(actor: Actor, pupil_id: UUID) -> list[Case]:
    """The last cases about a child, what is open first."""
    return _last(seen_by(actor).filter(about_pupils__pupil_id=pupil_id))


def with_adult(actor: Actor, contact_id: UUID) -> list[Case]:
    """The last cases in which an adult takes part, what is open first."""
    return _last(seen_by(actor).filter(parties__contact_id=contact_id))


def _last(cases: QuerySet[Case]) -> list[Case]:
    return list(cases.distinct().order_by("-is_open", "-last_message_at", "id")[:MOST])
