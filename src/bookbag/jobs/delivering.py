"""Composes delivery: the outbox carries, the channels send, and the desk says what is still wanted and what is met."""

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from bookbag.channels.email import Submission, Tls
from bookbag.channels.ports import Sender
from bookbag.channels.registry import senders
from bookbag.desk.actions import absences, replies
from bookbag.jobs.looking import look
from bookbag.outbox import delivery

if TYPE_CHECKING:
    from bookbag.outbox.models import Dispatch


def _settled(dispatch: "Dispatch", now: datetime) -> None:
    replies.settle(dispatch, now=now)
    absences.settle(dispatch, now=now)


ABOVE = delivery.Above(
    still_wanted=lambda dispatch, now: replies.still_wanted(dispatch, now=now),
    settled=_settled,
)


def deliver(school_id: int) -> None:
    """Send what is due at a school."""
    look(
        "outbox.deliver",
        school_id,
        lambda: delivery.deliver_next(school_id, ways_out(), ABOVE, clock=lambda: datetime.now(UTC)),
    )


@cache
def ways_out() -> dict[str, Sender]:
    """The senders, as the environment sets them up."""
    submission = Submission(
        host=settings.SMTP_HOST,
        port=settings.SMTP_OUT_PORT,
        user=settings.SMTP_USER,
        password=settings.SMTP_PASSWORD,
        tls=Tls(settings.SMTP_TLS),
    )
    return dict(senders(submission=submission))
