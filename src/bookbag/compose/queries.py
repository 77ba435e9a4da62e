"""What others may ask of drafts."""

from uuid import UUID

from bookbag.compose.models import Draft
from bookbag.errors import NotFound
from bookbag.policy.clearing import Words


def draft(school_id: int, draft_id: UUID) -> Draft:
    """A draft with its recipients. Raises `NotFound`."""
    found = Draft.objects.filter(school_id=school_id, id=draft_id).prefetch_related("recipients").first()
    if found is None:
        raise NotFound
    return found


def words_of(written: Draft) -> Words:
    """All of a draft that an approval is bound to."""
    addresses = tuple(sorted(recipient.address for recipient in written.recipients.all()))
    return Words(written.channel, written.subject, written.whole, addresses)
