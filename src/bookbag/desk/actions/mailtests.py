"""Trying whether the school's mail works: a message to whoever asks, and their reply to it, which opens no case."""

from datetime import datetime

from bookbag.channels.email import can_reach
from bookbag.channels.mailbox.values import Mail
from bookbag.desk.models import Arrival, MailTest
from bookbag.desk.otherdoors import recipients_of
from bookbag.desk.threading import ANCESTORS
from bookbag.desk.wording import mail_test
from bookbag.errors import Invalid
from bookbag.outbox.actions import dispatches
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queries as schools
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import School


def send(to: str, school: School, *, by: Actor, now: datetime) -> MailTest:
    """Send a test. Raises `Denied`, or `Invalid` for what is no address."""
    may(by, Act.SET_UP, Standing(school_id=school.id)).require()
    if not can_reach(to):
        raise Invalid(fields={"to": "Enter your own e-mail address, at which you can answer."})
    with tenancy.atomic():
        test = MailTest.objects.create(school_id=school.id, to_address=to, sent_at=now)
        notice, box = mail_test.asked(school.name), schools.mailbox_for(school.email)
        token = tokens.issue(school.id, test.id)
        words = Words("email", notice.subject, notice.body, (to,))
        dispatches.queue(
            words,
            fixed_notice(words, notice=dispatches.MAIL_TEST),
            about=test.id,
            to_address=to,
            from_name=school.name,
            from_address=school.email,
            reply_to=tokens.tagged(school.email, token) if box and box.takes_tags else school.email,
            token=token,
            by=by,
            now=now,
            not_before=now,
        )
        return test


def take_reply(arrival: Arrival, mail: Mail, *, by: Actor, now: datetime) -> bool:
    """Note that a mail answers a test; whether it does."""
    named = (*arrival.recipients, *recipients_of(mail), mail.in_reply_to or "", *mail.references[-ANCESTORS:])
    ids = [found for text in named if (found := tokens.read(arrival.school_id, text))]
    test = MailTest.objects.filter(school_id=arrival.school_id, id__in=ids).first() if ids else None
    if test is None:
        return False
    if test.answered_at is None:
        test.answered_at, test.mailbox_id = arrival.received_at, arrival.mailbox_id
        test.save(update_fields=["answered_at", "mailbox"])
        note(Kind.SCHOOL_SET_UP, by=by, now=now, thing="mail_test", thing_id=test.id, what=["mail_tested"])
    return True
