"""What somebody has passed on and is not answered yet, and what waits in the queue of a post. Changes nothing."""

from django.db.models import Exists, OuterRef, QuerySet

from bookbag.desk.models import Case, Passing, Routed
from bookbag.desk.models.case import WAITING
from bookbag.policy.permissions import Actor
from bookbag.policy.posts import fills
from bookbag.policy.rules.words import Post

MOST = 25


def open_ones(school_id: int) -> QuerySet[Passing]:
    """What was passed on and waits for its answer."""
    return Passing.objects.filter(school_id=school_id, case__state__in=WAITING)


def by(actor: Actor) -> list[Case]:
    """What the actor has passed on to others, what is due first on top."""
    mine = open_ones(actor.school_id).filter(by_id=actor.staff_id, case_id=OuterRef("id"))
    cases = Case.objects.filter(Exists(mine), school_id=actor.school_id).exclude(owner_id=actor.staff_id)
    return list(cases.select_related("owner").order_by("next_due", "id")[:MOST])


def queued_for(actor: Actor) -> list[Case]:
    """What went to a post that the actor fills and nobody has taken, the oldest first."""
    posts = [post.value for post in Post if fills(actor, post)]
    queued = Routed.objects.filter(school_id=actor.school_id, staff=None, post__in=posts, case_id=OuterRef("id"))
    cases = Case.objects.filter(Exists(queued), school_id=actor.school_id, owner=None, state__in=WAITING)
    return list(cases.order_by("opened_at", "id")[:MOST])
