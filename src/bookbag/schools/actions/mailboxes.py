"""Signs of life of the mailboxes, by which a silent one is found out."""

from datetime import datetime, timedelta

from django.db.models import Q

from bookbag.schools.models import Mailbox

OFTEN_ENOUGH = timedelta(minutes=1)


def heard(mailbox_id: int, *, now: datetime) -> None:
    """Write that mail came in, once a minute at most; outside the mail's own transaction, which would wait for the row."""
    stale = Q(last_arrival_at__isnull=True) | Q(last_arrival_at__lt=now - OFTEN_ENOUGH)
    Mailbox.objects.filter(stale, id=mailbox_id).update(last_arrival_at=now)
