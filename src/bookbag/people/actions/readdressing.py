"""Another e-mail address of somebody who works here, with which they sign in. The word to the old one is the desk's."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bookbag.errors import Denied, Invalid, NotFound
from bookbag.people import leaving
from bookbag.people.actions.leaving import leads, works_elsewhere
from bookbag.people.folding import folded_email
from bookbag.people.models import StaffMember
from bookbag.policy.permissions import OVER_THE_HEAD, Act, Actor, Role, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import locks, tenancy
from bookbag.schools.actions import logins


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody with their new address, and the one at which they were reached before, where they had one."""

    member: StaffMember
    before: str


def may_move(member: StaffMember, *, by: Actor, today: date) -> None:
    """Leave to change somebody's address, and so who can come in as them. Raises `Denied` of whoever stands above."""
    may(by, Act.KEEP_STAFF, Standing(school_id=by.school_id)).require()
    if leaving.leading(by.school_id, today=today, roles=OVER_THE_HEAD).filter(staff=member).exists():
        raise Denied(
            "Whoever runs Bookbag first ends their role in the trust, as chair or as clerk, and gives it again afterwards."
        )
    if leads(member, today=today) and Role.HEAD not in by.roles:
        raise Denied(
            "The headteacher changes the address of whoever leads the school or sees what is kept from others."
        )


def move(staff_id: UUID, address: str, *, by: Actor, now: datetime, today: date) -> Moved:
    """Give somebody another address. They are signed out everywhere, and no password or link of before lets anybody in.

    Raises `Invalid` for an address of somebody else, or of a sign-in that opens another school as well.
    """
    with tenancy.atomic():
        locks.hold(by.school_id, "directory")
        here = StaffMember.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
        member = here.filter(school_id=by.school_id, id=staff_id, left_on=None).first()
        if member is None:
            raise NotFound
        may_move(member, by=by, today=today)
        before = member.user.email if member.user else member.email
        _check(member, address, before)
        if member.user_id is not None:
            logins.move(member.user_id, address)
            member.user = logins.of(member.user_id)
        member.email = folded_email(address)
        member.save(update_fields=["email"])
        note(Kind.STAFF_CHANGED, by=by, now=now, thing="staff", thing_id=member.id, what=["email"])
        return Moved(member, before)


def _check(member: StaffMember, address: str, before: str) -> None:
    if address.strip().lower() == before:
        raise Invalid(fields={"email": "This is the address that they have."})
    others = StaffMember.objects.filter(school_id=member.school_id, email=folded_email(address)).exclude(id=member.id)
    if others.exists():
        raise Invalid(fields={"email": "Somebody with this address works or worked here."})
    if works_elsewhere(member):
        raise Invalid(fields={"email": "They sign in at another school as well. Ask whoever runs Bookbag."})
    if logins.is_taken(address, but=member.user_id):
        raise Invalid(fields={"email": "Somebody else signs in with this address."})
