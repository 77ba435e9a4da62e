"""From whom a case is kept because it is about them: the one place that says so.

For somebody at a page the database does it: what `kept_from` finds is told to it once a request (`tenancy.atomic`), and
no row of such a case is there for them, in lists, counts, search or alone. For our own processes, which see everything
that they must carry, `apart_of` says who must not be told.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q

from bookbag.desk.models import Case, CaseAbout
from bookbag.policy.aboutwhom import NARROW
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Category

ASKED_OF = frozenset({Category.COMPLAINT, Category.CONCERN, Category.ABUSE, Category.SAFEGUARDING})
"""What may be about a colleague: of each it is asked."""


def kept_from(school_id: int, staff_id: UUID | None) -> tuple[UUID, ...]:
    """The cases that are kept from somebody: those about them, and those about whoever leads them, unless they have it.

    Ask in a block that sees every sight, and before the database has been told.
    """
    narrow = Q(rung__in=NARROW) & (Q(case__owner=None) | ~Q(case__owner=staff_id))
    kept = CaseAbout.objects.filter(Q(staff=staff_id) | narrow, school_id=school_id)
    return tuple(sorted(set(kept.values_list("case_id", flat=True))))


def of(case: Case) -> list[CaseAbout]:
    """Whom a case is about of those who work here."""
    return list(case.about_staff.select_related("staff").order_by("staff__sort_key"))


def is_about(case: Case, staff_id: UUID) -> bool:
    """Whether a case is about somebody."""
    return CaseAbout.objects.filter(school_id=case.school_id, case=case, staff_id=staff_id).exists()


def is_kept_from(case: Case, actor: Actor) -> bool:
    """Whether a case that was looked at just now is kept from the actor from the next page on."""
    staff = actor.staff_id
    return staff in apart_of(case.school_id, [case.id], [staff] if staff else []).get(case.id, ())


def apart_of(school_id: int, case_ids: Collection[UUID], members: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Who of these colleagues must hear nothing of each of these cases. What is about nobody here is not named."""
    rows = CaseAbout.objects.filter(school_id=school_id, case_id__in=case_ids)
    apart: dict[UUID, set[UUID]] = {}
    for case_id, staff_id, rung, owner in rows.values_list("case_id", "staff_id", "rung", "case__owner_id"):
        kept = apart.setdefault(case_id, set())
        kept.add(staff_id)
        if rung in NARROW:
            kept |= {one for one in members if one != owner}
    return {case_id: frozenset(kept) for case_id, kept in apart.items()}


def is_unasked(case: Case) -> bool:
    """Whether somebody has still to say of a case if it is about a colleague."""
    return case.category in ASKED_OF and case.is_about_staff is None
