"""What came back from an address that no longer works goes to the one that the family has given instead."""

from datetime import datetime
from uuid import UUID

from bookbag.channels.email import can_reach
from bookbag.errors import Invalid
from bookbag.outbox import queries as outbox
from bookbag.outbox.actions import dispatches
from bookbag.people import restrictions
from bookbag.people.actions import points
from bookbag.people.folding import folded_email
from bookbag.policy.permissions import Actor
from bookbag.policy.rules.timed import LONDON
from bookbag.schools import tenancy


def correct(point_id: UUID, value: str, *, old: str, again: bool, by: Actor, now: datetime) -> int:
    """Hold the new address and, where it is wanted, send there what came back from the old one. Returns how much that is.

    Raises `Invalid` for what is no e-mail address. An adult with whom the office is to be asked first gets nothing by this: whoever may read the order answers anew.
    """
    if not can_reach(value.strip()):
        raise Invalid(fields={"value": "Enter an e-mail address, such as name@example.com."})
    with tenancy.atomic():
        point = points.correct(point_id, value, by=by, now=now)
        today = now.astimezone(LONDON).date()
        if not again or restrictions.office_first_at(by.school_id, [point.folded], today=today):
            return 0
        came_back = outbox.came_back_from(by.school_id, folded_email(old))
        for dispatch in came_back:
            dispatches.redirect(dispatch, point.value, by=by, now=now)
        return len(came_back)
