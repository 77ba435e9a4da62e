"""Asking a family to answer by a day: the one reminder of it, worded and cleared with the request that it belongs to.

It waits in the outbox and leaves on the school day before, unless an answer has come. Who has answered is for `chasing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from bookbag.desk import chasing
from bookbag.desk.models import Case, Message, Reply
from bookbag.desk.receipts import reply_address
from bookbag.desk.wording import closing, footer
from bookbag.outbox.actions import dispatches
from bookbag.policy import worktime
from bookbag.policy.clearing import Words, clear
from bookbag.policy.permissions import Actor, Sight
from bookbag.policy.values import Clock
from bookbag.schools import queries as schools
from bookbag.schools import tokens
from bookbag.schools.models import School

if TYPE_CHECKING:
    from bookbag.compose.models import DraftRecipient
    from bookbag.outbox.models import Dispatch

REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What goes to whoever has not answered, and when."""

    at: datetime
    subject: str
    body: str


def planned(reply: Reply, subject: str, *, now: datetime) -> Reminder | None:
    """The reminder that goes with an answer, if its author wants one and there is a school day for it."""
    if not (reply.reminds and reply.wanted_by):
        return None
    school = School.objects.get(id=reply.school_id)
    calendar = schools.calendar_of(school)
    wanted = datetime.combine(reply.wanted_by, time(12), calendar.zone)
    at = worktime.ahead(wanted, clock=Clock.WORKING_DAYS, days=1, calendar=calendar)
    about = subject.removeprefix("Re: ") or "our message"
    return Reminder(at, *closing.reminder(about, reply.wanted_by, school.name)) if at > now else None


def remind(
    reply: Reply, subject: str, recipients: Sequence["DraftRecipient"], case: Case, *, by: Actor, now: datetime
) -> None:
    """Put the reminder of a request that leaves now into the outbox, one a recipient."""
    reminder = planned(reply, subject, now=now)
    if reminder is None:
        return
    school = School.objects.get(id=reply.school_id)
    words = Words("email", reminder.subject, reminder.body, tuple(sorted(each.address for each in recipients)))
    clearance = clear(words, [], answered=frozenset(), by=f"staff:{by.staff_id}", notice=REMINDER)
    for each in recipients:
        dispatches.queue(
            words,
            clearance,
            about=case.id,
            draft=reply.draft_id,
            sight=case.sight,
            to_name=each.name,
            to_address=each.address,
            from_name=f"{by.name}, {school.name}",
            from_address=school.email,
            reply_to=reply_address(school, case),
            token=tokens.issue(school.id, case.id),
            foot=footer.to_family(school) if each.contact_id else "",
            automatic=True,
            by=by,
            now=now,
            not_before=reminder.at,
        )


def still_wanted(reminder: "Dispatch") -> bool:
    """Whether a reminder is to leave: what it reminds of has left, and its recipient has not answered; never of a sealed case."""
    sent = Message.objects.filter(school_id=reminder.school_id, dispatch__draft=reminder.draft, wanted_by__isnull=False)
    for asked in sent.select_related("case"):
        if asked.to[0]["address"] == reminder.to_address:
            return asked.case.is_open and asked.case.sight < Sight.SAFEGUARDING and not chasing.answered_among([asked])
    return False
