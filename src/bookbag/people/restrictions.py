"""What may be asked of restrictions. Whom one limits is for everybody; the order and why are for those who may read them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from bookbag.people import queries
from bookbag.people.models import Contact, ContactPoint, Restriction, RestrictionStep
from bookbag.people.models.family import PointKind
from bookbag.policy.permissions import Standing
from bookbag.policy.telling import WRITING, Limit, Scope, covering

if TYPE_CHECKING:
    from bookbag.people.models import Pupil

LABELS: dict[str, str] = {
    Scope.EVERYTHING: "Everything that the school would send or say",
    Scope.CONTACT: "Contact: the school does not write or speak to this adult about the child",
    Scope.ADDRESS: "Address: nothing may show this adult where the child and the other home are",
    Scope.EVENTS: "Events at the school",
    Scope.REPORTS: "Reports about the child",
}


def limited(pupils: Iterable[UUID], *, of: Iterable[Scope] = Scope, today: date) -> dict[UUID, set[UUID]]:
    """Adults from whom an order, or a stop, takes any of this today: by adult, for which of these children. Never why."""
    words = sorted(frozenset().union(*map(covering, of)))
    with connection.cursor() as cursor:
        cursor.execute(
            "select contact_id, pupil_id from people_limited(%s, %s, %s, %s)",
            [list(pupils), today, words, list(Scope)],
        )
        found: dict[UUID, set[UUID]] = {}
        for contact_id, pupil_id in cursor.fetchall():
            found.setdefault(contact_id, set()).add(pupil_id)
        return found


def ring_office_first(
    school_id: int, pupils: Sequence[UUID], *, today: date, scopes: Iterable[Scope] = Scope
) -> list[Contact]:
    """Adults of these children with whom the office is to be asked first. Never why: that is for those who may read it.

    With `scopes` only those of whom an order limits one of these: an answer asks about contact, not about reports.
    """
    found = limited(pupils, of=scopes, today=today)
    return list(Contact.objects.filter(school_id=school_id, id__in=found).order_by("sort_key", "id"))


def office_first_at(
    school_id: int,
    addresses: Iterable[str],
    *,
    today: date,
    about: Iterable[UUID] = (),
    scopes: Iterable[Scope] = WRITING,
) -> dict[str, Contact]:
    """With which of the adults behind these folded e-mail addresses the office is to be asked first, by address.

    `about` are the children whom a message is about; of an adult who is linked to none of them every child counts.
    """
    points = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.EMAIL, folded__in=list(addresses))
    held = [(point.folded, point.contact_id) for point in points]
    if not held:
        return {}
    wanted, children = set(about), queries.children_of([contact_id for _, contact_id in held])
    own = {contact_id: {child.id for child in some} for contact_id, some in children.items()}
    found = limited(frozenset().union(*own.values()), of=scopes, today=today)
    stopped = {
        contact_id for contact_id, mine in own.items() if found.get(contact_id, set()) & ((mine & wanted) or mine)
    }
    adults = Contact.objects.filter(school_id=school_id).in_bulk(stopped)
    return {address: adults[contact_id] for address, contact_id in held if contact_id in adults}


def of_pupil(school_id: int, pupil_id: UUID, *, today: date) -> list[Restriction]:
    """What is kept of a child's restrictions, what still matters first. Nothing for who may not read it."""
    rows = _all(school_id).filter(pupil_id=pupil_id)
    return sorted(rows, key=lambda each: (state(each, today) in OVER, each.starts_on, each.id))


def find(school_id: int, restriction_id: UUID) -> Restriction | None:
    """One restriction with its child and adult, or None."""
    return _all(school_id).filter(id=restriction_id).first()


def standing(restriction: Restriction) -> Standing:
    """What an order is for a rule: about which child, and which colleague, where the adult works here, too."""
    return Standing(
        school_id=restriction.school_id,
        pupils=frozenset([restriction.pupil_id]),
        person_id=restriction.contact.staff_id,
    )


def steps_of(restriction: Restriction) -> list[RestrictionStep]:
    """What was done about it, in order."""
    taken = RestrictionStep.objects.filter(school_id=restriction.school_id, restriction=restriction)
    return list(taken.select_related("by").order_by("at", "id"))


def to_check(school_id: int, *, today: date) -> list[Restriction]:
    """Where somebody says that there is an order, and nobody has seen it yet."""
    return list(_open(school_id, today).filter(checked_by=None).order_by("starts_on", "id"))


def to_review(school_id: int, *, today: date) -> list[Restriction]:
    """Orders that hold, or will, and whose day to be looked at again has come."""
    seen = _open(school_id, today).exclude(checked_by=None)
    return list(seen.filter(review_on__lte=today).order_by("review_on", "id"))


OVER = frozenset({"ended", "lifted"})


def state(restriction: Restriction, today: date) -> str:
    """Where it stands on a day: said, stopped, holds, comes, ended, lifted."""
    if restriction.lifted_on and restriction.lifted_on <= today:
        return "lifted"
    if restriction.ends_on < today:
        return "ended"
    if restriction.checked_by_id is None:
        until = restriction.stopped_until
        return "stopped" if until and until >= today else "said"
    return "holds" if restriction.starts_on <= today else "comes"


def limits(restriction: Restriction) -> list[Limit]:
    """From which day to which it limits what: by the order once that is seen, and by a stop."""
    spans = [(restriction.starts_on, restriction.ends_on)] if restriction.checked_by_id else []
    if restriction.stopped_on and restriction.stopped_until:
        spans.append((restriction.stopped_on, restriction.stopped_until))
    scope, lifted = frozenset(restriction.scope), restriction.lifted_on
    last = date.fromordinal(lifted.toordinal() - 1) if lifted else date.max
    return [Limit(scope, first, min(until, last)) for first, until in spans]


def labels(restriction: Restriction) -> list[str]:
    """What it limits, in words; a word that nobody knows stands for everything."""
    return [LABELS.get(word, f"Everything (entered as “{word}”)") for word in restriction.scope]


def parents_of(pupil: "Pupil") -> list[Contact]:
    """The adults between whom and the child there may be an order."""
    return [tie.contact for tie in queries.relationships_of([pupil.id])]


def _all(school_id: int) -> QuerySet[Restriction]:
    return Restriction.objects.filter(school_id=school_id).select_related(
        "pupil__school_class", "contact", "checked_by"
    )


def _open(school_id: int, today: date) -> QuerySet[Restriction]:
    alive = Q(lifted_on=None) | Q(lifted_on__gt=today)
    return _all(school_id).filter(alive, ends_on__gte=today)
