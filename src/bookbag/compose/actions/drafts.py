"""Drafts: begun, written, cleared, discarded. Any edit voids what was cleared before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bookbag.compose import queries
from bookbag.compose.models import Draft, DraftRecipient, State
from bookbag.errors import Denied, Stale
from bookbag.policy.clearing import Clearance, Finding, clear
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a draft is to reach."""

    address: str
    name: str = ""
    contact_id: UUID | None = None


def begin(
    *, channel: str, subject: str, recipients: Iterable[Recipient], sight: int, by: Actor, now: datetime
) -> Draft:
    """Begin a draft to these recipients."""
    with tenancy.atomic():
        draft = Draft.objects.create(
            school_id=by.school_id,
            sight=sight,
            author_id=by.person,
            channel=channel,
            subject=subject,
            changed_at=now,
        )
        _set_recipients(draft, recipients)
        return draft


def write(
    draft: Draft,
    *,
    subject: str,
    body: str,
    closing: str | None = None,
    recipients: Iterable[Recipient] | None = None,
    by: Actor,
    now: datetime,
) -> Draft:
    """Set the words of a draft and, where given, what stands under them and its recipients.

    Raises `Stale` once it has been cleared.
    """
    with tenancy.atomic():
        kept = _being_written(draft, by)
        kept.subject, kept.body, kept.changed_at = subject, body, now
        if closing is not None:
            kept.closing = closing
        kept.save(update_fields=["subject", "body", "closing", "changed_at"])
        if recipients is not None:
            kept.recipients.all().delete()
            _set_recipients(kept, recipients)
        return kept


def discard(draft: Draft, *, by: Actor, now: datetime) -> None:
    """Put a draft aside for good."""
    with tenancy.atomic():
        kept = _being_written(draft, by)
        kept.state, kept.changed_at = State.DISCARDED, now
        kept.save(update_fields=["state", "changed_at"])


def hand_over(draft: Draft, *, to: UUID | None, by: Actor, now: datetime) -> None:
    """Give the draft of somebody who left to a colleague; one that nobody takes is put aside."""
    with tenancy.atomic():
        kept = Draft.objects.select_for_update().get(school_id=by.school_id, id=draft.id)
        if kept.state != State.WRITING:
            raise Stale("This answer has left already.")
        kept.author_id, kept.changed_at = to or kept.author_id, now
        kept.state = State.WRITING if to else State.DISCARDED
        kept.save(update_fields=["author", "state", "changed_at"])


def clear_to_leave(
    draft: Draft, findings: Iterable[Finding], *, reasons: Mapping[str, str], by: Actor, now: datetime
) -> Clearance:
    """Bind the exact words to leave to go; each finding that asks needs its author's reason. Raises `Denied`."""
    with tenancy.atomic():
        kept = _being_written(draft, by)
        words = queries.words_of(kept)
        answered = frozenset(key for key, reason in reasons.items() if reason.strip())
        clearance = clear(words, list(findings), answered=answered, by=f"staff:{by.staff_id}")
        kept.state, kept.changed_at, kept.fingerprint = State.CLEARED, now, clearance.fingerprint
        kept.answered = [{"finding": key, "reason": reasons[key].strip()} for key in clearance.answered]
        kept.save(update_fields=["state", "changed_at", "fingerprint", "answered"])
        note(
            Kind.DRAFT_CLEARED,
            by=by,
            now=now,
            thing="draft",
            thing_id=kept.id,
            sight=kept.sight,
            fingerprint=clearance.fingerprint,
            answered=len(clearance.answered),
        )
        return clearance


def reopen(draft_id: UUID, *, by: Actor, now: datetime) -> Draft:
    """Give a cleared draft back to its author, because sending was undone or the family wrote again.

    One that its author has in hand again, or has discarded since, stays as it is.
    """
    with tenancy.atomic():
        kept = Draft.objects.select_for_update().get(school_id=by.school_id, id=draft_id)
        if kept.state != State.CLEARED:
            return kept
        kept.state, kept.fingerprint, kept.answered, kept.changed_at = State.WRITING, "", [], now
        kept.save(update_fields=["state", "fingerprint", "answered", "changed_at"])
        return kept


def set_sight(drafts: Iterable[UUID], sight: int, *, by: Actor) -> None:
    """Let these drafts, with their recipients, be seen by those who may see what they answer."""
    Draft.objects.filter(school_id=by.school_id, id__in=list(drafts)).update(sight=sight)


def _being_written(draft: Draft, by: Actor) -> Draft:
    kept = Draft.objects.select_for_update().get(school_id=draft.school_id, id=draft.id)
    if kept.author_id != by.staff_id:
        raise Denied("Somebody else is writing this answer.")
    if kept.state != State.WRITING:
        raise Stale("This answer has left your hands already. Look at the case again.")
    return kept


def _set_recipients(draft: Draft, recipients: Iterable[Recipient]) -> None:
    DraftRecipient.objects.bulk_create(
        DraftRecipient(
            school_id=draft.school_id,
            sight=draft.sight,
            draft=draft,
            contact_id=recipient.contact_id,
            name=recipient.name[:200],
            address=recipient.address.strip()[:254],
        )
        for recipient in {each.address.strip().lower(): each for each in recipients}.values()
    )
