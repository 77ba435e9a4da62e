"""What others may ask of drafts."""

from collections.abc import Iterable
from uuid import UUID

from bookbag.compose.models import Draft
from bookbag.errors import NotFound
from bookbag.policy.clearing import Copy, Words


def draft(school_id: int, draft_id: UUID) -> Draft:
    """A draft with its recipients. Raises `NotFound`."""
    found = Draft.objects.filter(school_id=school_id, id=draft_id).prefetch_related("recipients", "versions").first()
    if found is None:
        raise NotFound
    return found


def words_of(written: Draft, copies: Iterable[Copy] = ()) -> Words:
    """All of a draft that an approval is bound to, with the copies of those who get a version of their own."""
    addresses = tuple(sorted(recipient.address for recipient in written.recipients.all()))
    return Words(written.channel, written.subject, written.whole, addresses, copies=tuple(copies))
