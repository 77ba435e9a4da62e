"""What is about a colleague's own child: others' work. They see it as its parent, and here only by a part in it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from bookbag.desk.models import Case, CasePupil
from bookbag.policy.permissions import Actor


def about_them(actor: Actor) -> Exists:
    """True of a case that is about a child of the actor's."""
    about = CasePupil.objects.filter(
        school_id=actor.school_id, case_id=OuterRef("id"), pupil_id__in=list(actor.own_children)
    )
    return Exists(about)


def kept_from(actor: Actor, seen: QuerySet[Case]) -> dict[UUID | None, int]:
    """How many open cases are about the actor's children and not among those that they see, by owner: counts leave
    them out as lists do.
    """
    if not actor.own_children:
        return {}
    about = Case.objects.filter(about_them(actor), school_id=actor.school_id, is_open=True)
    theirs = set(seen.filter(about_them(actor), is_open=True).values_list("id", flat=True))
    found: dict[UUID | None, int] = {}
    for case_id, owner in about.values_list("id", "owner_id"):
        if case_id not in theirs:
            found[owner] = found.get(owner, 0) + 1
    return found
