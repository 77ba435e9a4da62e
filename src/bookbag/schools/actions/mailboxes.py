"""Signs of life of the mailboxes, by which a silent one is found out."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from bookbag.schools import tenancy
from bookbag.schools.models import Mailbox, MailConnection

OFTEN_ENOUGH = timedelta(minutes=1)


def heard(mailbox_id: int, *, now: datetime) -> None:
    """Write that mail came in, once a minute at most; outside the mail's own transaction, which would wait for the row."""
    stale = Q(last_arrival_at__isnull=True) | Q(last_arrival_at__lt=now - OFTEN_ENOUGH)
    Mailbox.objects.filter(stale, id=mailbox_id).update(last_arrival_at=now, silent_since=None)


def heard_by(school_id: int, connection_id: UUID, *, now: datetime) -> None:
    """The same of a mailbox that we read ourselves."""
    with tenancy.atomic(school_id):
        mailbox = MailConnection.objects.values_list("mailbox_id", flat=True).get(school_id=school_id, id=connection_id)
    heard(mailbox, now=now)
