"""What of the desk hangs on somebody who leaves, counted by what the reader may see; and what they once had, for the head."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from bookbag.compose.models import Draft
from bookbag.compose.models import State as DraftState
from bookbag.desk import asked, queries
from bookbag.desk.models import Case, Duty, HandedOver, Message
from bookbag.desk.models.duty import State as DutyState
from bookbag.policy.permissions import Actor, Sight


@dataclass(frozen=True, slots=True)
class Held:
    """How much of it there is: open cases by their sight, the promises in them and how many of those are late."""

    cases: dict[Sight, int]
    promises: int
    late: int
    drafts: int
    asks: int


def held(actor: Actor, staff_id: UUID, *, now: datetime) -> Held:
    """What somebody has, as far as the actor may see it: what is kept from the actor is not counted either."""
    school, cases = actor.school_id, queries.seen_by(actor).filter(is_open=True, owner_id=staff_id)
    by_sight = dict(cases.order_by().values_list("sight").annotate(n=Count("id")).values_list("sight", "n"))
    owed = Duty.objects.filter(school_id=school, case__in=cases.values("id"), state=DutyState.OPEN)
    return Held(
        cases={sight: by_sight[sight] for sight in Sight if sight in by_sight},
        promises=owed.count(),
        late=owed.filter(due__lt=now).count(),
        drafts=Draft.objects.filter(school_id=school, author_id=staff_id, state=DraftState.WRITING).count(),
        asks=asked.unanswered(school).filter(colleague_id=staff_id).count(),
    )


def open_cases(actor: Actor, staff_id: UUID) -> list[Case]:
    """Somebody's open cases, as far as the actor may see them, what is due first on top; a page of them at the most."""
    theirs = queries.seen_by(actor).filter(is_open=True, owner_id=staff_id)
    return list(theirs.order_by("next_due", "id")[: queries.PAGE])


@dataclass(frozen=True, slots=True)
class Theirs:
    """A case that somebody who left had or wrote in, and to whom it went where it was handed over."""

    case: Case
    went_to: str | None


def correspondence(actor: Actor, staff_id: UUID, *, after: queries.Place | None = None) -> tuple[list[Theirs], bool]:
    """A page of the cases that somebody had or wrote in, the last to move first; and whether there are more."""
    wrote = Message.objects.filter(school_id=actor.school_id, case_id=OuterRef("id"), author_id=staff_id)
    went = HandedOver.objects.filter(school_id=actor.school_id, leaver_id=staff_id)
    theirs = queries.seen_by(actor).filter(
        Q(owner_id=staff_id) | Exists(wrote) | Exists(went.filter(case_id=OuterRef("id")))
    )
    if after:
        earlier = Q(last_message_at=after.due, id__gt=after.id)
        theirs = theirs.filter(Q(last_message_at__lt=after.due) | earlier)
    rows = list(theirs.order_by("-last_message_at", "id")[: queries.PAGE + 1])
    shown = rows[: queries.PAGE]
    takers = went.filter(case__in=shown).select_related("to").order_by("at")
    named = {each.case_id: each.to.name if each.to else "nobody" for each in takers}
    return [Theirs(case, named.get(case.id)) for case in shown], len(rows) > queries.PAGE
