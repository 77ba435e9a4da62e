"""What may be asked of the outbox. Every question is asked inside a school's block, and names the school."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from bookbag.outbox.models import Dispatch, State
from bookbag.people.folding import folded_email


def due(now: datetime) -> QuerySet[Dispatch]:
    """What should be on its way: queued and due, or claimed by a worker that never came back."""
    return Dispatch.objects.filter(
        Q(state=State.QUEUED, not_before__lte=now) | Q(state=State.SENDING, claimed_until__lte=now)
    )


def of_case(school_id: int, about: UUID) -> QuerySet[Dispatch]:
    """All that was sent, or is to be sent, about a case, in the order in which it was queued."""
    return Dispatch.objects.filter(school_id=school_id, about=about).order_by("queued_at", "id")


def named(school_id: int, message_id: str) -> Dispatch | None:
    """What was sent under a Message-ID of ours, or None."""
    return Dispatch.objects.filter(school_id=school_id, message_id=message_id).first()


def of_draft(school_id: int, draft: UUID) -> QuerySet[Dispatch]:
    """What a draft was last sent as: what was taken back or came back earlier no longer counts."""
    sent_as = Dispatch.objects.filter(school_id=school_id, draft=draft)
    return sent_as.exclude(state__in=[State.UNDONE, State.RETURNED]).order_by("id")


def of_drafts(school_id: int, drafts: Collection[UUID]) -> QuerySet[Dispatch]:
    """What several drafts were last sent as."""
    sent_as = Dispatch.objects.filter(school_id=school_id, draft__in=drafts)
    return sent_as.exclude(state__in=[State.UNDONE, State.RETURNED]).order_by("queued_at", "id")


def came_back_from(school_id: int, address: str) -> list[Dispatch]:
    """What people wrote and an address, folded, gave back, the oldest first. Receipts are late by then, and left out."""
    bounced = Dispatch.objects.filter(school_id=school_id, state=State.BOUNCED).exclude(draft=None)
    return [each for each in bounced.order_by("queued_at", "id") if folded_email(each.to_address) == address]


def answers_since(school_id: int, about: UUID, since: datetime) -> QuerySet[Dispatch]:
    """What people have sent, or are sending, about a case since a time. No receipts, and nothing that came to nothing."""
    leaving = [State.QUEUED, State.SENDING, State.SENT]
    return of_case(school_id, about).filter(queued_at__gte=since, state__in=leaving).exclude(author=None)


def not_sent(school_id: int, dispatches: Collection[UUID]) -> set[UUID]:
    """Which of these did not reach anybody."""
    failed = Dispatch.objects.filter(school_id=school_id, id__in=dispatches, state__in=[State.FAILED, State.BOUNCED])
    return set(failed.values_list("id", flat=True)) if dispatches else set()


def failed_of(school_id: int, author: UUID) -> QuerySet[Dispatch]:
    """What its author must hear of: not sent, back undelivered, held back because the family wrote again; or sent, but
    with a fault after it.
    """
    failed = Q(state__in=[State.FAILED, State.BOUNCED, State.RETURNED]) | Q(state=State.SENT) & ~Q(fault="")
    return Dispatch.objects.filter(failed, school_id=school_id, author=author).order_by("-queued_at", "id")
