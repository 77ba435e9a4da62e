"""Saying which child a concern is about, and what it is in it; and that a chronology was read, or taken out as a file."""

from datetime import datetime
from uuid import UUID

from bookbag.errors import Invalid
from bookbag.people import families
from bookbag.policy.permissions import Actor, Sight
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.safeguarding.models import Concern, ConcernChild, Part
from bookbag.schools import tenancy


def say(concern: Concern, *, words: str, part: Part, by: Actor, now: datetime) -> ConcernChild:
    """Say that a concern is about a child, by name; said again, what the child is in it is corrected.

    Raises `Invalid` where nobody, or more than one, is called so.
    """
    found = [child.pupil for child in families.search(by, words).children]
    if len(found) != 1:
        called = ", ".join(f"{pupil.full_name} {pupil.school_class or ''}".strip() for pupil in found[:5])
        said = f"Which one? {called}." if found else "No child here is called so."
        raise Invalid(fields={"child": said})
    with tenancy.atomic():
        kept, _ = ConcernChild.objects.update_or_create(
            school_id=concern.school_id,
            concern=concern,
            pupil=found[0],
            defaults={"part": part, "said_by_id": by.person, "said_at": now},
        )
        note(
            Kind.CONCERN_CHILD_SAID,
            by=by,
            now=now,
            thing="concern",
            thing_id=concern.id,
            sight=concern.sight,
            pupil=str(found[0].id),
            part=str(part),
        )
        return kept


def read(pupil_id: UUID, *, as_file: bool, by: Actor, now: datetime) -> None:
    """Keep that somebody has read a child's chronology, or taken it out."""
    kind = Kind.CHRONOLOGY_HANDED_OVER if as_file else Kind.CHRONOLOGY_READ
    note(kind, by=by, now=now, thing="pupil", thing_id=pupil_id, sight=Sight.SAFEGUARDING)
