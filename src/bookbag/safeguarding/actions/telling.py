"""Sending a note that says nothing of what, of whom or from whom: to a safeguarding lead, to whoever a report is for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bookbag.channels.email import can_reach
from bookbag.outbox.actions import dispatches
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor, Sight
from bookbag.safeguarding.wording import Notice
from bookbag.schools import tokens
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is told."""

    id: UUID
    name: str
    email: str


def tell(school: School, to: Addressee, notice: Notice, *, by: Actor, now: datetime) -> None:
    """Queue one note, to leave at once; nothing where there is no address."""
    if not can_reach(to.email):
        return
    words = Words("email", notice.subject, notice.body, (to.email,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=dispatches.TO_STAFF),
        about=to.id,
        sight=Sight.SAFEGUARDING,
        to_name=to.name,
        to_address=to.email,
        from_name=school.name,
        from_address=school.email,
        token=tokens.issue(school.id, to.id),
        automatic=True,
        by=by,
        now=now,
        not_before=now,
    )


def numbers_of(school: School) -> str:
    """Whom to ring, as the end of a sentence about 999."""
    if not school.tells_where_to_turn:
        return ""
    return f" Children’s services: {school.childrens_services_day} by day, {school.childrens_services_night} at night."
