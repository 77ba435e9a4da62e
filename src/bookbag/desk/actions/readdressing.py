"""Another e-mail address of a colleague: the old one hears of it, and the new one gets the link to choose a password."""

from datetime import date, datetime
from uuid import UUID

from bookbag.channels.email import can_reach
from bookbag.desk.actions import inviting
from bookbag.desk.wording.readdressed import readdressed
from bookbag.errors import Invalid
from bookbag.outbox.actions import dispatches
from bookbag.people.actions import readdressing
from bookbag.people.models import StaffMember
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import School


def move(staff_id: UUID, address: str, *, school: School, by: Actor, now: datetime, today: date) -> readdressing.Moved:
    """Change the address and tell both. Raises `Invalid` for one that no mail reaches, or that is somebody else's."""
    if not can_reach(address):
        raise Invalid(fields={"email": "No e-mail can be sent to this address."})
    with tenancy.atomic():
        moved = readdressing.move(staff_id, address, by=by, now=now, today=today)
        if can_reach(moved.before):
            _tell(moved.member, moved.before, school, by=by, now=now)
        if moved.member.user and moved.member.user.is_active:
            inviting.invite(moved.member, school=school, by=by, now=now)
        return moved


def _tell(member: StaffMember, before: str, school: School, *, by: Actor, now: datetime) -> None:
    notice = readdressed(school.name, by=by.name)
    words = Words("email", notice.subject, notice.body, (before,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=dispatches.TO_STAFF),
        about=member.id,
        to_name=member.name,
        to_address=before,
        from_name=school.name,
        from_address=school.email,
        token=tokens.issue(school.id, member.id),
        automatic=True,
        by=by,
        now=now,
        not_before=now,
    )
