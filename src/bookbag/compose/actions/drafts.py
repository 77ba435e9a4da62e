"""Drafts: begun, written, cleared, discarded. Any edit voids what was cleared before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from bookbag.compose import queries
from bookbag.compose.models import Draft, DraftRecipient, DraftVersion, State
from bookbag.errors import Denied, Stale
from bookbag.policy.clearing import Clearance, Copy, Finding, clear
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import storing, tenancy


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a draft is to reach."""

    address: str
    name: str = ""
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody made, with its bytes."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Version:
    """The words in another language, or a file made for those who need it. `keeps` the file that stood there before."""

    form: str
    text: str = ""
    file: File | None = None
    keeps: bool = True


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
    versions: Iterable[Version] | None = None,
    by: Actor,
    now: datetime,
) -> Draft:
    """Set the words of a draft and, where given, what stands under them, its recipients and its other versions.

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
        if versions is not None:
            _set_versions(kept, versions)
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
    draft: Draft,
    findings: Iterable[Finding],
    *,
    copies: Iterable[Copy] = (),
    reasons: Mapping[str, str],
    by: Actor,
    now: datetime,
) -> Clearance:
    """Bind the exact words, with the copies that differ, to leave to go; each finding that asks needs its author's reason.

    Raises `Denied`.
    """
    with tenancy.atomic():
        kept = _being_written(draft, by)
        words = queries.words_of(kept, copies)
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


def _set_versions(draft: Draft, versions: Iterable[Version]) -> None:
    """Keep these versions, each with a new file, the one that it had, or none."""
    before = {each.form: each for each in draft.versions.all()}
    for given in versions:
        kept = before.get(given.form) or DraftVersion(school_id=draft.school_id, sight=draft.sight, draft=draft)
        kept.form, kept.text = given.form, given.text
        if given.file:
            kept.name, kept.type = given.file.name[:255], given.file.type[:100]
            kept.size = len(given.file.content)
            kept.sha256 = storing.keep(draft.school_id, given.file.content)
        elif not given.keeps:
            kept.name, kept.type, kept.size, kept.sha256 = "", "", 0, ""
        if kept.text.strip() or kept.sha256:
            kept.save()
        elif given.form in before:
            kept.delete()
