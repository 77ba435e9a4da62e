"""One e-mail to one colleague, in the hours in which they may be reached: the shape that every such note has."""

from datetime import datetime
from uuid import UUID

from bookbag.channels.email import can_reach
from bookbag.desk.colleagues import Staff
from bookbag.desk.models import Case
from bookbag.desk.wording.receipt import Notice
from bookbag.outbox.actions import dispatches
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import entry_of, note_all
from bookbag.schools import tokens
from bookbag.schools.models import School


def tell(
    school: School,
    staff: Staff,
    to: UUID,
    notice: Notice,
    cases: list[Case],
    *,
    stage: str,
    by: Actor,
    now: datetime,
) -> bool:
    """Write to a colleague about these cases. False where they have no address; when they read it is their hours' to say."""
    member = staff.members.get(to)
    if member is None or not can_reach(member.email):
        return False
    words = Words("email", notice.subject, notice.body, (member.email,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=dispatches.TO_STAFF),
        about=member.id,
        sight=max(case.sight for case in cases),
        to_name=member.name,
        to_address=member.email,
        from_name=school.name,
        from_address=school.email,
        token=tokens.issue(school.id, member.id),
        automatic=True,
        by=by,
        now=now,
        not_before=staff.hours[to].next_reached(now) or now,
    )
    note_all(
        entry_of(
            Kind.COLLEAGUE_TOLD,
            by=by,
            now=now,
            thing="case",
            thing_id=case.id,
            sight=case.sight,
            stage=stage,
            to=str(to),
        )
        for case in cases
    )
    return True
