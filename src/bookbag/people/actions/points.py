"""Ways of reaching people: added, changed, removed; one rests when a message came back from it, till it is seen to.

What was held before is kept each time, with who changed it and when.
"""

from datetime import datetime
from uuid import UUID

from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import telephones
from bookbag.people.folding import folded_email
from bookbag.people.models import ContactPoint, PointChange
from bookbag.people.models.changes import Because
from bookbag.people.models.family import PointKind
from bookbag.people.points import LONGEST, compared
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

RECORDED = {
    Because.CAME_BACK: Kind.POINT_RESTS,
    Because.CORRECTED: Kind.POINT_CORRECTED,
    Because.WORKS: Kind.POINT_WORKS,
    Because.ADDED: Kind.POINT_ADDED,
    Because.REMOVED: Kind.POINT_REMOVED,
}
WANTED = {
    PointKind.EMAIL: "Write the whole e-mail address, as in name@home.example.",
    PointKind.TELEPHONE: "Write the telephone number with its area code, as in 01632 960001.",
    PointKind.POST: "Write the house, the street and the postcode.",
}
"""What is asked for where something else was written."""


def rest(address: str, *, by: Actor, now: datetime) -> int:
    """Let an e-mail address rest for everybody who is held under it. Returns for how many; it rests once."""
    with tenancy.atomic():
        theirs = ContactPoint.objects.select_for_update().filter(
            school_id=by.school_id, kind=PointKind.EMAIL, folded=folded_email(address), resting_since=None
        )
        points = list(theirs.order_by("id"))
        for point in points:
            _change(point, Because.CAME_BACK, point.value, resting_since=now, by=by, now=now)
        return len(points)


def correct(point_id: UUID, value: str, *, by: Actor, now: datetime) -> ContactPoint:
    """Hold another value in place of one that rests. Raises `Invalid` where it is the same, or held for them already."""
    with tenancy.atomic():
        point = _resting(point_id, by)
        new = value.strip()
        known_as = compared(point.kind, new)
        theirs = ContactPoint.objects.filter(school_id=by.school_id, contact=point.contact_id, kind=point.kind)
        if not new or len(new) > LONGEST:
            raise Invalid(fields={"value": "Enter what works now."})
        if known_as == point.folded:
            raise Invalid(fields={"value": "This is the one from which a message came back."})
        if theirs.filter(folded=known_as).exists():
            raise Invalid(fields={"value": "We hold this one for them already."})
        was, point.value, point.folded = point.value, new, known_as
        _change(point, Because.CORRECTED, was, resting_since=None, by=by, now=now)
        return point


def add(contact_id: UUID, kind: str, value: str, *, by: Actor, now: datetime) -> None:
    """Hold one more way of reaching an adult. Raises `Invalid` where it cannot be one, or is held for them already."""
    with tenancy.atomic():
        point = ContactPoint(school_id=by.school_id, contact_id=contact_id, kind=kind)
        _hold(point, value)
        _note(point, Because.ADDED, "", by=by, now=now)


def change(point_id: UUID, value: str, *, seen: str, by: Actor, now: datetime) -> None:
    """Hold another value in place of one. Raises `Stale` where somebody else has changed it since it was `seen`."""
    with tenancy.atomic():
        point = _as_seen(point_id, seen, by)
        if value.strip() == seen:
            return
        point.resting_since = None
        _hold(point, value)
        _note(point, Because.CORRECTED, seen, by=by, now=now)


def remove(point_id: UUID, *, seen: str, by: Actor, now: datetime) -> None:
    """Hold a way of reaching an adult no more. It stays in the history."""
    with tenancy.atomic():
        point = _as_seen(point_id, seen, by)
        _note(point, Because.REMOVED, point.value, by=by, now=now)
        point.delete()


def _as_seen(point_id: UUID, seen: str, by: Actor) -> ContactPoint:
    point = ContactPoint.objects.select_for_update().filter(school_id=by.school_id, id=point_id).first()
    if point is None:
        raise NotFound
    if point.value != seen:
        raise Stale("Somebody else has changed this since you opened the page. Look at what is there now.")
    return point


def _hold(point: ContactPoint, value: str) -> None:
    new = " ".join(value.split())
    if not _can_be(point.kind, new):
        raise Invalid(fields={"value": WANTED[PointKind(point.kind)]})
    known_as = compared(point.kind, new)
    theirs = ContactPoint.objects.filter(school_id=point.school_id, contact_id=point.contact_id, kind=point.kind)
    if theirs.filter(folded=known_as).exclude(id=point.id).exists():
        raise Invalid(fields={"value": "We hold this one for them already."})
    point.value, point.folded = new, known_as
    point.save()


def _can_be(kind: str, value: str) -> bool:
    """Whether a value can be what it is said to be. Whether anybody is reached there, nobody can tell from it."""
    if not value or len(value) > LONGEST:
        return False
    if kind == PointKind.EMAIL:
        local, at, domain = value.rpartition("@")
        return bool(local and at and "." in domain.strip(".")) and " " not in value
    return bool(telephones.e164(value)) if kind == PointKind.TELEPHONE else any(letter.isalpha() for letter in value)


def wake(point_id: UUID, *, by: Actor, now: datetime) -> None:
    """End the rest of what works after all, such as a mailbox that was full."""
    with tenancy.atomic():
        point = _resting(point_id, by)
        _change(point, Because.WORKS, point.value, resting_since=None, by=by, now=now)


def _resting(point_id: UUID, by: Actor) -> ContactPoint:
    point = ContactPoint.objects.select_for_update().filter(school_id=by.school_id, id=point_id).first()
    if point is None:
        raise NotFound
    if point.resting_since is None:
        raise Stale("Somebody has seen to this address already.")
    return point


def _change(
    point: ContactPoint, because: Because, was: str, *, resting_since: datetime | None, by: Actor, now: datetime
) -> None:
    point.resting_since = resting_since
    point.save(update_fields=["value", "folded", "resting_since"])
    _note(point, because, was, by=by, now=now)


def _note(point: ContactPoint, because: Because, was: str, *, by: Actor, now: datetime) -> None:
    PointChange.objects.create(
        school_id=point.school_id,
        contact_id=point.contact_id,
        kind=point.kind,
        was=was,
        because=because,
        by=by.staff_id,
        by_name=by.name,
        at=now,
    )
    note(RECORDED[because], by=by, now=now, thing="contact", thing_id=point.contact_id)
