"""The chronology of a child: every concern that names it, in order, with what the child is in each. For the safeguarding leads."""

from collections.abc import Iterator
from uuid import UUID

from bookbag.errors import NotFound
from bookbag.people import families
from bookbag.people.models import Pupil
from bookbag.policy.permissions import Actor
from bookbag.safeguarding.models import Concern, ConcernChild, ConcernFile
from bookbag.safeguarding.models.concern import Part as Part  # noqa: PLC0414 - entry rooms have it from here
from bookbag.safeguarding.queries import may_see

HEADS = (
    *("Sent", "Noticed", "What the child is in it", "How it came"),
    *("What was said", "Where", "How it stands", "Passed on outside"),
)


def children_of(concern: Concern) -> list[ConcernChild]:
    """Which children a concern is about."""
    return list(concern.children.select_related("pupil__school_class").order_by("pupil__sort_key", "id"))


def files_of(concern: Concern) -> list[ConcernFile]:
    """What came with it."""
    return list(concern.files.order_by("name", "id"))


def find_file(actor: Actor, file_id: UUID) -> ConcernFile:
    """A file of a concern, for those who may see it. Raises `NotFound` for everybody else."""
    rows = ConcernFile.objects.filter(school_id=actor.school_id, id=file_id)
    found = rows.first() if may_see(actor) else None
    if found is None:
        raise NotFound
    return found


def find_child(actor: Actor, pupil_id: UUID) -> Pupil:
    """A child that is named in a concern. Raises `NotFound` for any other, and for one's own."""
    named = ConcernChild.objects.filter(school_id=actor.school_id, pupil_id=pupil_id)
    pupil = families.find_pupil(actor.school_id, pupil_id) if may_see(actor) and named.exists() else None
    if pupil is None or pupil.id in actor.own_children:
        raise NotFound
    return pupil


def of(pupil: Pupil) -> list[ConcernChild]:
    """What the child is in each concern that names it, the oldest first."""
    rows = ConcernChild.objects.filter(school_id=pupil.school_id, pupil=pupil)
    rows = rows.select_related("concern__author", "concern__case").prefetch_related("concern__referrals")
    return list(rows.order_by("concern__sent_at", "id"))


def rows_of(pupil: Pupil) -> Iterator[tuple[str, ...]]:
    """The chronology as lines of a table, for the school's own safeguarding system."""
    for each in of(pupil):
        concern = each.concern
        shared = [
            f"{one.at:%Y-%m-%d %H:%M} {one.to_whom}: {one.shared} ({one.ground})" for one in concern.referrals.all()
        ]
        words = concern.words or (concern.case.subject if concern.case else "")
        yield (
            f"{concern.sent_at:%Y-%m-%d %H:%M}",
            f"{concern.aware_at:%Y-%m-%d %H:%M}",
            each.get_part_display(),
            concern.get_source_display() + (f": {concern.author.name}" if concern.author else ""),
            words,
            concern.place,
            concern.get_state_display(),
            "; ".join(shared),
        )
