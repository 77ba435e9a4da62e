"""Who has opened a case, so that they can be told where they see it no longer that it was passed on, and nothing else.

The same line for every kind of hand-over: nobody can tell from it that a case was sealed.
"""

from collections.abc import Iterable
from uuid import UUID

from bookbag.desk import about
from bookbag.desk.actions import cases
from bookbag.desk.models import Case
from bookbag.policy.permissions import Actor, Sight
from bookbag.safeguarding.models import Opened, PassedOn


def opened(case: Case, reader: Actor) -> None:
    """Keep that somebody has opened a case."""
    if case.sight >= Sight.SAFEGUARDING or reader.staff_id is None:
        return
    own = {"school_id": case.school_id, "sight": case.sight, "case": case, "staff_id": reader.staff_id}
    Opened.objects.bulk_create([Opened(**own)], ignore_conflicts=True)


def pass_on(case: Case, staff: Iterable[UUID]) -> None:
    """Keep for these colleagues, of those who had opened a case or what was joined into it, that it was passed on."""
    gone = set(staff)
    rows = Opened.objects.filter(school_id=case.school_id, case_id__in=cases.with_joined(case), staff_id__in=gone)
    PassedOn.objects.bulk_create(
        [
            PassedOn(school_id=case.school_id, case=case_id, staff_id=one)
            for case_id, one in rows.values_list("case_id", "staff_id")
        ],
        ignore_conflicts=True,
    )


def pass_on_above(case: Case) -> None:
    """Keep that a case was passed on, now that it is for whoever stands above those it is about and for nobody else.

    Whom it is about is told nothing, not even that.
    """
    subjects = {row.staff_id for row in about.of(case)}
    pass_on(case, about.apart_of(case.school_id, [case.id], openers(case)).get(case.id, frozenset()) - subjects)


def openers(case: Case) -> set[UUID]:
    """Who has opened a case or what was joined into it."""
    rows = Opened.objects.filter(school_id=case.school_id, case_id__in=cases.with_joined(case))
    return set(rows.values_list("staff_id", flat=True))


def was_passed_on(case_id: UUID, reader: Actor) -> bool:
    """Whether somebody had opened a case that they see no longer: it was sealed, or is a colleague's now."""
    if reader.staff_id is None:
        return False
    mine = {"school_id": reader.school_id, "staff_id": reader.staff_id}
    sealed = PassedOn.objects.filter(**mine, case=case_id)
    return sealed.exists() or Opened.objects.filter(**mine, case_id=case_id).exists()
