"""The automatic receipt: a fixed notice, once per case and address and day, never to a machine; it meets no promise.

It says when the message will be read, and where to turn when a child is in danger, before anything else. A school that
has not entered its local authority's numbers sends none: its set-up is red until then.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bookbag.adoption import queries as adoption
from bookbag.channels.email import can_reach
from bookbag.desk import complaints, following, outlook, raising, routes
from bookbag.desk.models import Case, Duty, Message, Routed
from bookbag.desk.topics import TOPICS, Who
from bookbag.desk.wording import footer, receipt
from bookbag.outbox.actions import dispatches
from bookbag.people.folding import folded_email
from bookbag.policy.calendar import Calendar
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor, Sight
from bookbag.policy.values import Channel, DutyKind
from bookbag.schools import queries as schools
from bookbag.schools import tokens
from bookbag.schools.models import Mailbox, School

NOTICE = "receipt"
TOO_LATE = timedelta(hours=24)
"""What lay so long in a mailbox that could not be read has its answer before long: when it is read is said of what is new."""


def give(
    case: Case,
    message: Message,
    school: School,
    calendar: Calendar,
    owed: Sequence[Duty],
    *,
    routed: Routed | None = None,
    by: Actor,
    now: datetime,
) -> bool:
    """Queue the receipt of a message, and say whether one goes out. Sealed cases get none unless the DSL sends it."""
    address = folded_email(message.from_address)
    mailboxes = schools.mailboxes_for({address, school.email})
    if address in mailboxes or message.at < now - TOO_LATE or not _may(case, message, school):
        return False
    if not dispatches.give_notice(school.id, about=case.id, address=address, day=now.astimezone(calendar.zone).date()):
        return False
    notice = receipt.compose(
        school_name=school.name,
        telephone=school.telephone,
        day_number=school.childrens_services_day,
        night_number=school.childrens_services_night,
        read_at=outlook.reading_time(message.at, calendar, school),
        received_at=message.at.astimezone(calendar.zone),
        heard_by=_by(DutyKind.ACKNOWLEDGE, owed, calendar),
        answer_by=_by(DutyKind.RESPOND, owed, calendar),
        thanks=message.said.get("topic") == "help",
        with_whom=routes.in_words(routed.post) if routed else "",
        language=message.contact.language if message.contact else message.language,
        subject=message.subject,
        channel=message.channel,
        teacher_from=_teacher_from(message, school, calendar),
        raising=_raising(case, message, school, now),
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
        foot=footer.to_family(school) if message.contact_id else "",
        automatic=True,
        by=by,
        now=now,
        not_before=now,
    )
    return True


def _raising(case: Case, message: Message, school: School, now: datetime) -> str:
    """How the school hears concerns and complaints: where that stands; on a form that its writer has called one, all of it."""
    if message.channel != Channel.FORM or not complaints.is_one(case):
        return f"How we hear a concern or a complaint, and when: {raising.address(school)}"
    words = raising.as_text(school, of_parent=message.said.get("who") == Who.PARENT, now=now)
    return f"{words}\n\nWhere it stands, at any time: {following.link(school, case.id)}"


def _by(kind: DutyKind, owed: Sequence[Duty], calendar: Calendar) -> datetime | None:
    """By when this is due: of several, the first."""
    due = min((duty.due for duty in owed if duty.duty == kind and duty.due), default=None)
    return due.astimezone(calendar.zone) if due else None


def _may(case: Case, message: Message, school: School) -> bool:
    return (
        school.tells_where_to_turn
        and case.sight < Sight.SAFEGUARDING
        and message.channel in {Channel.EMAIL, Channel.FORM}
        and can_reach(message.from_address)
    )


def _teacher_from(message: Message, school: School, calendar: Calendar) -> datetime | None:
    """Until when lessons keep a teacher from a family's ordinary form that came in the middle of them."""
    if message.said.get("who") != Who.PARENT or not TOPICS[message.said["topic"]].is_ordinary:
        return None
    return outlook.lessons_end(adoption.packs_of(school), calendar, message.at)


def reply_address(school: School, case: Case) -> str:
    """The address to answer to: the school's own, tagged with the case's signed token where the mailbox takes tags."""
    return _tagged(school, case, schools.mailbox_for(school.email))


def _tagged(school: School, case: Case, mailbox: Mailbox | None) -> str:
    if mailbox is None or not mailbox.takes_tags:
        return school.email
    return tokens.tagged(school.email, tokens.issue(school.id, case.id))
