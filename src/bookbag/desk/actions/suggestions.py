"""What a person says of a suggestion: it is so, or it is something else. The saying is kept, so that triage can be measured."""

from datetime import datetime
from uuid import UUID

from bookbag.desk.actions import cases, urgency
from bookbag.desk.models import Case, Suggestion
from bookbag.errors import Stale
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Category
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


def settle(
    case: Case, suggestion_id: UUID, *, category: Category, urgent: bool, by: Actor, now: datetime
) -> Suggestion:
    """Say what the message is, and set the case so. Whatever was suggested of it before is settled with it.

    Raises `Stale` where somebody has said so already.
    """
    with tenancy.atomic():
        waiting = Suggestion.objects.select_for_update().filter(
            school_id=case.school_id, message__case=case, settled_at=None
        )
        found = {each.id: each for each in waiting}
        if suggestion_id not in found:
            raise Stale("Somebody has said already what this is. Look at it again.")
        for each in found.values():
            each.settled_category, each.settled_urgent = category, urgent
            each.settled_by_id, each.settled_at = by.person, now
        fields = ["settled_category", "settled_urgent", "settled_by", "settled_at"]
        Suggestion.objects.bulk_update(found.values(), fields)
        note(
            Kind.SUGGESTION_SETTLED,
            by=by,
            now=now,
            thing="case",
            thing_id=case.id,
            sight=case.sight,
            category=str(category),
            urgent=urgent,
        )
        urgency.settle(case, urgent=urgent, by=by, now=now)
        cases.categorise(case, category=category, by=by, now=now)
        return found[suggestion_id]


def put_right(case: Case, *, category: Category, by: Actor, now: datetime) -> None:
    """Say what a case is for without regard to what was suggested of it: that too says whether the suggestion was right."""
    with tenancy.atomic():
        Suggestion.objects.filter(school_id=case.school_id, message__case=case, settled_at=None).update(
            settled_category=category, settled_by_id=by.person, settled_at=now
        )
        cases.categorise(case, category=category, by=by, now=now)
