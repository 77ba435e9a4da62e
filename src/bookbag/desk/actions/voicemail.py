"""The answer machine: recordings taken in, heard, passed on by a note or taken off with a reason; its checks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.utils import timezone

from bookbag.desk import voicemail
from bookbag.desk.actions import calls
from bookbag.desk.actions.calls import Taken
from bookbag.desk.actions.collections import Said
from bookbag.desk.models import AnswerMachine, Attachment, Case, MachineCheck, Message, Voicemail
from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import telephones
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import storing, tenancy
from bookbag.schools.models import School

LARGEST = 10_000_000
SOUNDS = {"mp3": "audio/mpeg", "wav": "audio/wav", "m4a": "audio/mp4", "ogg": "audio/ogg", "amr": "audio/amr"}


@dataclass(frozen=True, slots=True)
class File:
    """The recording itself, as the machine gave it."""

    name: str
    content: bytes


def take_in(recorded_at: datetime, number: str, file: File | None, *, by: Actor, now: datetime) -> Voicemail:
    """Put a recording on the list, stamped with when it was made (WYT-077). Raises `Invalid` for one that cannot be."""
    if recorded_at > now:
        raise Invalid(fields={"recorded_on": "It cannot have been recorded later than now."})
    kind = SOUNDS.get(file.name.rpartition(".")[2].lower()) if file else ""
    if file and (kind is None or not file.content or len(file.content) > LARGEST):
        raise Invalid(fields={"file": "Choose a recording (mp3, wav, m4a, ogg or amr) of 10 MB at the most."})
    with tenancy.atomic():
        kept = Voicemail.objects.create(
            school_id=by.school_id,
            recorded_at=recorded_at,
            number=telephones.as_dialled(number.strip())[:60],
            busy=voicemail.is_busy(recorded_at, School.objects.get(id=by.school_id)),
            taken_by_id=by.person,
            taken_at=now,
            file_name=file.name[-255:] if file else "",
            file_type=kind or "",
            file_size=len(file.content) if file else 0,
            sha256=storing.keep(by.school_id, file.content) if file else "",
        )
        note(Kind.VOICEMAIL_TAKEN, by=by, now=now, thing="voicemail", thing_id=kept.id, sha256=kept.sha256)
        return kept


def hear(voicemail_id: UUID, *, by: Actor, now: datetime) -> None:
    """Say that a recording was listened to. The first to say so counts."""
    with tenancy.atomic():
        kept = _lock(voicemail_id, by)
        if kept.heard_at is None:
            kept.heard_at, kept.heard_by_id = now, by.person
            kept.save(update_fields=["heard_at", "heard_by"])
            note(Kind.VOICEMAIL_HEARD, by=by, now=now, thing="voicemail", thing_id=kept.id)


def pass_on(voicemail_id: UUID, taken: Taken, *, collects: Said | None = None, by: Actor, now: datetime) -> Case:
    """Make a note of a recording for whom it is for; the call is rung back as counted from the recording (WYT-079).

    `taken` says when that was. The recording goes with the note.
    """
    with tenancy.atomic():
        kept = _lock(voicemail_id, by)
        case = calls.log(taken, collects=collects, by=by, now=now)
        if kept.sha256:
            Attachment.objects.create(
                school_id=case.school_id,
                sight=case.sight,
                message=Message.objects.get(school_id=case.school_id, case=case),
                position=0,
                name=kept.file_name,
                type=kept.file_type,
                size=kept.file_size,
                sha256=kept.sha256,
            )
        _clear(kept, case=case, by=by, now=now)
        return case


def clear(voicemail_id: UUID, *, because: str, by: Actor, now: datetime) -> None:
    """Take a recording off the list without a note. Raises `Invalid` where no reason is given (WYT-079)."""
    if not because.strip():
        raise Invalid(fields={"because": "Make a note for somebody, or say why none is needed."})
    with tenancy.atomic():
        _clear(_lock(voicemail_id, by), because=because.strip()[:300], by=by, now=now)


def _clear(kept: Voicemail, *, case: Case | None = None, because: str = "", by: Actor, now: datetime) -> None:
    kept.case, kept.because, kept.sight = case, because, case.sight if case else kept.sight
    kept.cleared_at, kept.cleared_by_id = now, by.person
    if kept.heard_at is None:
        kept.heard_at, kept.heard_by_id = now, by.person
    kept.save()
    note(Kind.VOICEMAIL_CLEARED, by=by, now=now, thing="voicemail", thing_id=kept.id, noted=bool(case))


def tick(due: time, *, by: Actor, now: datetime) -> None:
    """Say that the machine was listened to, for one of the times of today. Raises `NotFound` for a time that is none."""
    school = School.objects.get(id=by.school_id)
    if due not in {check.due for check in voicemail.checks(school, now=now)}:
        raise NotFound
    with tenancy.atomic():
        _, new = MachineCheck.objects.get_or_create(
            school_id=by.school_id,
            day=timezone.localdate(now),
            due=due,
            defaults={"done_at": now, "done_by_id": by.person},
        )
        if new:
            note(Kind.MACHINE_CHECKED, by=by, now=now, thing="school", thing_id=None, due=f"{due:%H:%M}")


def set_checks(times: Iterable[time], *, by: Actor, now: datetime) -> None:
    """Say when the machine is listened to; none means as the policy's busy spells tell."""
    chosen = sorted(set(times))
    with tenancy.atomic():
        AnswerMachine.objects.update_or_create(school_id=by.school_id, defaults={"checks": chosen})
        note(
            Kind.MACHINE_CHECKED,
            by=by,
            now=now,
            thing="school",
            thing_id=None,
            times=[f"{each:%H:%M}" for each in chosen],
        )


def _lock(voicemail_id: UUID, by: Actor) -> Voicemail:
    rows = Voicemail.objects.select_for_update().filter(school_id=by.school_id, id=voicemail_id)
    kept = rows.first()
    if kept is None:
        raise NotFound
    if kept.cleared_at:
        raise Stale
    return kept
