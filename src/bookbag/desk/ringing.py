"""Whom to ring about a case, and at which numbers that we hold. Changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from bookbag.desk.models import Case, CaseParty
from bookbag.people import points, telephones


@dataclass(frozen=True, slots=True)
class Ring:
    """An adult to ring: the name, and each number as people read it and as a telephone takes it."""

    name: str
    numbers: tuple[tuple[str, str], ...] = ()


def numbers_of(cases: Collection[Case]) -> dict[UUID, Ring]:
    """Whom to ring about each of these cases: the first adult whom we know of those who wrote."""
    if not cases:
        return {}
    own = {"school_id__in": {case.school_id for case in cases}, "case__in": [case.id for case in cases]}
    parties = CaseParty.objects.filter(**own, contact__isnull=False, wrote=True).select_related("contact")
    first = {party.case_id: party.contact for party in parties.order_by("-id") if party.contact}
    held = points.telephones_of([contact.id for contact in first.values()])
    return {
        case_id: Ring(
            contact.full_name,
            tuple((telephones.as_dialled(value), telephones.e164(value)) for value in held.get(contact.id, ())),
        )
        for case_id, contact in first.items()
    }
