"""Copies on paper, ticked as handed out or posted: those of letters home and those of answers in one go."""

from collections.abc import Iterable
from datetime import datetime

from bookbag.desk.actions import copies, versions
from bookbag.desk.homecopies import LONDON
from bookbag.desk.printruns import Printout
from bookbag.policy.permissions import Actor
from bookbag.schools import tenancy

ON_PAPER = "Printed, and handed out or posted."


def tick(printouts: Iterable[Printout], *, by: Actor, now: datetime) -> int:
    """Note of each copy that it was handed out today. Returns how many."""
    today, done = now.astimezone(LONDON).date(), 0
    with tenancy.atomic():
        for each in printouts:
            if each.is_copy:
                copies.post(each.id, on=today, by=by, now=now)
            else:
                versions.settle(each.id, ON_PAPER, by=by, now=now)
            done += 1
    return done
