"""A person's own labels on cases: nobody else's business, and nothing of the case (TEC-184)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from bookbag.desk.models import Case, Label
from bookbag.errors import Invalid
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

LONGEST = 40


def put(case: Case, name: str, *, by: Actor, now: datetime) -> None:
    """Put the actor's own label on a case in place of the one before, or with nothing take it away."""
    name = " ".join(name.split())
    if len(name) > LONGEST:
        raise Invalid(fields={"label": f"Take {LONGEST} letters at the most."})
    with tenancy.atomic():
        own = Label.objects.filter(school_id=case.school_id, staff_id=by.person, case=case)
        own.delete()
        if name:
            Label.objects.create(school_id=case.school_id, sight=case.sight, case=case, staff_id=by.person, name=name)
        # Of the colleague and not of the case: whoever reads the record of the case finds nothing of it.
        note(Kind.LABEL_PUT, by=by, now=now, thing="staff", thing_id=by.person, sight=case.sight)


def of(actor: Actor, cases: Collection[Case]) -> dict[UUID, str]:
    """The actor's labels on these cases, by the case's id."""
    rows = Label.objects.filter(
        school_id=actor.school_id, staff_id=actor.staff_id, case__in=[each.id for each in cases]
    )
    return dict(rows.values_list("case_id", "name"))


def names_of(actor: Actor) -> list[str]:
    """The labels that the actor uses on open cases, in order."""
    rows = Label.objects.filter(school_id=actor.school_id, staff_id=actor.staff_id, case__is_open=True)
    return list(rows.order_by("name").values_list("name", flat=True).distinct())
