"""Who collects a child: what a caller said, kept back until the office has confirmed it by a way of its own (WYT-075)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bookbag.desk import collecting
from bookbag.desk.actions import urgent
from bookbag.desk.models import Case, Collection
from bookbag.desk.models.call import How, Why
from bookbag.desk.models.case import Needed
from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.people import restrictions
from bookbag.people.folding import folded
from bookbag.people.models import Contact
from bookbag.policy.permissions import Actor, Role
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

__all__ = ("How", "Said", "confirm", "say", "speaks_of_collecting")
speaks_of_collecting = collecting.speaks_of_collecting


@dataclass(frozen=True, slots=True)
class Said:
    """Who is to collect: an adult on the child's list, or somebody else by name."""

    adult: str = ""
    contact_id: UUID | None = None


def say(case: Case, said: Said, *, pupil_id: UUID, by: Actor, now: datetime) -> Collection:
    """Keep what was said. Nothing of it is passed to the class as arranged before it is confirmed.

    Raises `Invalid` where nobody is named.
    """
    listed = {tie.contact_id: tie.contact for tie in people.relationships_of([pupil_id])}
    if said.contact_id and said.contact_id not in listed:
        raise NotFound
    limited = restrictions.limited([pupil_id], today=timezone.localdate(now))
    contact_id = said.contact_id or _meant(said.adult, [listed[one] for one in limited if one in listed])
    adult = listed[contact_id].full_name if said.contact_id and contact_id else said.adult.strip()
    if not adult:
        raise Invalid(fields={"collector": "Say who collects, or “nobody, walks home”."})
    kept = Collection.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        pupil_id=pupil_id,
        day=timezone.localdate(now),
        adult=adult[:200],
        contact_id=contact_id,
        said_at=now,
    )
    # Lists show the subject of a case: what is not confirmed does not stand there.
    case.subject = f"Who collects {kept.pupil.full_name}"
    case.needed, case.needed_since = Needed.COLLECTION, now
    case.save(update_fields=["subject", "needed", "needed_since"])
    note(Kind.COLLECTION_SAID, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight)
    if contact_id in limited:
        urgent.alert(case, _who_decide(case.school_id, now=now), Why.COLLECTION, by=by, now=now)
    return kept


def _meant(words: str, adults: Iterable[Contact]) -> UUID | None:
    """Whom of the adults that an order limits the words seem to name, if it is one: by given name, or by the whole."""
    said = set(folded(words).split())
    named = [each.id for each in adults if {*folded(each.given_name).split()} <= said and each.given_name]
    return named[0] if named else None


def _who_decide(school_id: int, *, now: datetime) -> list[UUID]:
    """The headteacher and the safeguarding leads."""
    decide = {Role.HEAD, Role.DSL, Role.DEPUTY_DSL}
    roles = people.staff_with_roles(school_id, today=timezone.localdate(now))
    return [member.id for member, held in roles if decide & set(held)]


def confirm(collection: Collection, *, how: How, rang: UUID | None, by: Actor, now: datetime) -> None:
    """Confirm it, by a call to an adult of the child under a number that was held before, or by the family's password.

    Raises `Invalid` where whoever was rung is no adult of the child, or is the one who may not collect; and for an
    adult whom an order limits: that is for the headteacher and the safeguarding leads.
    """
    with tenancy.atomic():
        kept = Collection.objects.select_for_update().get(school_id=collection.school_id, id=collection.id)
        limited = restrictions.limited([kept.pupil_id], today=kept.day)
        if kept.contact_id in limited:
            raise Invalid("This cannot be confirmed here. The headteacher or a safeguarding lead decides.")
        listed = {tie.contact_id for tie in people.relationships_of([kept.pupil_id])} - set(limited)
        if how is How.RANG and rang not in listed:
            raise Invalid(fields={"rang": "Say which of the child’s adults you rang, under a number that we held."})
        if kept.confirmed_at:
            return
        kept.confirmed_at, kept.confirmed_by_id, kept.how = now, by.person, how
        kept.rang_id = rang if how is How.RANG else None
        kept.save(update_fields=["confirmed_at", "confirmed_by", "how", "rang"])
        Case.objects.filter(school_id=kept.school_id, id=kept.case_id, needed=Needed.COLLECTION).update(
            needed="", needed_since=None
        )
        note(Kind.COLLECTION_CONFIRMED, by=by, now=now, thing="case", thing_id=kept.case_id, sight=kept.sight)
