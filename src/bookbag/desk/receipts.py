"""The automatic receipt: a fixed notice, once per case and address and day, never to a machine; it meets no promise.

It says when the message will be read, and where to turn when a child is in danger, before anything else. A school that
has not entered its local authority's numbers sends none: its set-up is red until then.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bookbag.channels.email import can_reach
from bookbag.desk.models import Case, Duty, Message
from bookbag.desk.wording import receipt
from bookbag.outbox.actions import dispatches
from bookbag.people.folding import folded_email
from bookbag.policy import worktime
from bookbag.policy.calendar import Calendar, OutsideCalendar
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor, Sight
from bookbag.schools import queries as schools
from bookbag.schools import tokens
from bookbag.schools.models import Mailbox, School

NOTICE = "receipt"


def give(
    case: Case,
    message: Message,
    school: School,
    calendar: Calendar,
    owed: Sequence[Duty],
    *,
    by: Actor,
    now: datetime,
) -> bool:
    """Queue the receipt of a message, and say whether one goes out. Sealed cases get none unless the DSL sends it."""
    address = folded_email(message.from_address)
    mailboxes = schools.mailboxes_for({address, school.email})
    if address in mailboxes or not _may(case, message, school):
        return False
    if not dispatches.give_notice(school.id, about=case.id, address=address, day=now.astimezone(calendar.zone).date()):
        return False
    notice = receipt.compose(
        school_name=school.name,
        telephone=school.telephone,
        day_number=school.childrens_services_day,
        night_number=school.childrens_services_night,
        read_at=_reading_time(message.at, calendar, school),
        received_at=message.at.astimezone(calendar.zone),
        answer_by=max((duty.due.astimezone(calendar.zone) for duty in owed if duty.due), default=None),
        language=message.contact.language if message.contact else message.language,
        subject=message.subject,
    )
    words = Words("email", notice.subject, notice.body, (message.from_address,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=NOTICE),
        about=case.id,
        sight=case.sight,
        to_name=message.from_name,
        to_address=message.from_address,
        from_name=school.name,
        from_address=school.email,
        reply_to=_tagged(school, case, mailboxes.get(school.email)),
        token=tokens.issue(school.id, case.id),
        in_reply_to=message.message_id,
        references=(message.message_id,) if message.message_id else (),
        automatic=True,
        by=by,
        now=now,
        not_before=now,
    )
    return True


def _may(case: Case, message: Message, school: School) -> bool:
    return (
        school.tells_where_to_turn
        and case.sight < Sight.SAFEGUARDING
        and message.channel == "email"
        and can_reach(message.from_address)
    )


def _reading_time(at: datetime, calendar: Calendar, school: School) -> datetime | None:
    """When the office next reads: now in office hours, None where the calendar does not say."""
    office = replace(calendar, opens=school.office_opens, closes=school.office_closes)
    try:
        return worktime.opening(at, office)
    except OutsideCalendar:
        return None


def reply_address(school: School, case: Case) -> str:
    """The address to answer to: the school's own, tagged with the case's signed token where the mailbox takes tags."""
    return _tagged(school, case, schools.mailbox_for(school.email))


def _tagged(school: School, case: Case, mailbox: Mailbox | None) -> str:
    if mailbox is None or not mailbox.takes_tags:
        return school.email
    return tokens.tagged(school.email, tokens.issue(school.id, case.id))
