"""What is said of somebody's details: that they are right, by themselves or on a slip; and that the office saw a change."""

from datetime import date, datetime
from uuid import UUID

from bookbag.errors import Invalid, NotFound
from bookbag.people import detail_checks
from bookbag.people.models import DetailCheck, DetailRound
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import locks, tenancy

LOCK = "details asked"


def asked_before(day: date, *, by: Actor, now: datetime, today: date) -> None:
    """Enter when families were last asked without Bookbag. Raises `Invalid` for a day to come or one before the last."""
    with tenancy.atomic():
        locks.hold(by.school_id, LOCK)
        last = detail_checks.last_round(by.school_id)
        if day > today:
            raise Invalid(fields={"day": "Enter a day that has been."})
        if last and day <= last.day:
            raise Invalid(fields={"day": "Families were asked after that day. Enter a later one."})
        made = DetailRound.objects.create(school_id=by.school_id, day=day, done_at=now)
        note(Kind.DETAILS_ASKED, by=by, now=now, thing="detail_round", thing_id=made.id)


def confirm(contact_id: UUID, *, by: Actor, now: datetime) -> None:
    """Note that an adult said that their details are right: themselves, or on a slip that `by` has read."""
    with tenancy.atomic():
        check = _latest(contact_id, by)
        if check.confirmed_at:
            return
        check.confirmed_at, check.confirmed_with = now, by.name if by.staff_id else ""
        check.save(update_fields=["confirmed_at", "confirmed_with"])
        note(Kind.DETAILS_CONFIRMED, by=by, now=now, thing="contact", thing_id=contact_id)


def seen(contact_id: UUID, *, by: Actor, now: datetime) -> None:
    """Note that the office has looked at what an adult changed."""
    with tenancy.atomic():
        check = _latest(contact_id, by)
        check.seen_at = now
        check.save(update_fields=["seen_at"])
        note(Kind.DETAILS_SEEN, by=by, now=now, thing="contact", thing_id=contact_id)


def _latest(contact_id: UUID, by: Actor) -> DetailCheck:
    theirs = DetailCheck.objects.select_for_update().filter(school_id=by.school_id, contact_id=contact_id)
    found = theirs.order_by("-asked_at").first()
    if found is None:
        raise NotFound
    return found
