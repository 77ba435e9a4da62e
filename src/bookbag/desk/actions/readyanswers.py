"""The ready answers of the office: kept, and taken away."""

from datetime import datetime
from uuid import UUID

from bookbag.desk.models import ReadyAnswer
from bookbag.errors import NotFound
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


def keep(subject: str, words: str, *, by: Actor, now: datetime) -> ReadyAnswer:
    """Keep what is said to something; of the same subject the later words count."""
    with tenancy.atomic():
        kept, _ = ReadyAnswer.objects.update_or_create(
            school_id=by.school_id, subject=subject.strip(), defaults={"words": words.strip()}
        )
        note(Kind.READY_ANSWER_KEPT, by=by, now=now, thing="ready_answer", thing_id=kept.id)
        return kept


def drop(answer_id: UUID, *, by: Actor, now: datetime) -> None:
    """Take one away."""
    with tenancy.atomic():
        gone, _ = ReadyAnswer.objects.filter(school_id=by.school_id, id=answer_id).delete()
        if not gone:
            raise NotFound
        note(Kind.READY_ANSWER_DROPPED, by=by, now=now, thing="ready_answer", thing_id=answer_id)
