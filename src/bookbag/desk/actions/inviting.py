"""Inviting a colleague by e-mail to choose a password. The e-mail goes to the address with which they sign in, and no other."""

from datetime import datetime

from django.conf import settings

from bookbag.channels.email import can_reach
from bookbag.desk.wording.invitation import invitation
from bookbag.errors import Invalid, NotFound
from bookbag.outbox.actions import dispatches
from bookbag.people.actions import joining
from bookbag.people.models import StaffMember
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import links, tenancy, tokens
from bookbag.schools.links import LASTS, Purpose
from bookbag.schools.models import School


def invite(member: StaffMember, *, school: School, by: Actor, now: datetime) -> None:
    """Send somebody the link. Raises `Invalid` for one who has a password, or whom no e-mail reaches."""
    may(by, Act.KEEP_STAFF, Standing(school_id=by.school_id)).require()
    if member.left_on is not None:
        raise NotFound
    joining.give_login(member, by=by, now=now)
    user = member.user
    assert user, "a login was just given"
    if user.has_usable_password():
        raise Invalid(f"{member.name} has chosen a password already.")
    if not can_reach(user.email):
        raise Invalid("No e-mail can be sent to this address.")
    link = f"{settings.PUBLIC_URL}/sign-in/password/{Purpose.INVITED}/{links.token(user, Purpose.INVITED)}"
    notice = invitation(member.name, school_name=school.name, link=link, days=LASTS[Purpose.INVITED].days)
    words = Words("email", notice.subject, notice.body, (user.email,))
    with tenancy.atomic():
        dispatches.queue(
            words,
            fixed_notice(words, notice=dispatches.TO_STAFF),
            about=member.id,
            to_name=member.name,
            to_address=user.email,
            from_name=school.name,
            from_address=school.email,
            token=tokens.issue(school.id, member.id),
            automatic=True,
            by=by,
            now=now,
            not_before=now,
        )
        note(Kind.STAFF_INVITED, by=by, now=now, thing="staff", thing_id=member.id)
