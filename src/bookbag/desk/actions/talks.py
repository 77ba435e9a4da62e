"""Calls and meetings that were arranged: noting what was said in them, which ends the promise to do so."""

from datetime import datetime

from bookbag.desk import transitions
from bookbag.desk.actions import cases, duties
from bookbag.desk.acts import KEEPS
from bookbag.desk.models import Case, CaseEvent, Note
from bookbag.desk.models.case import EventKind, State
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


def log(case: Case, *, text: str, by: Actor, now: datetime) -> Note:
    """Note what was said, or that it did not take place. It stands among the notes and is never sent.

    Raises `Invalid` for an empty note.
    """
    with tenancy.atomic():
        kept = cases.lock(case)
        written = cases.write_note(kept, text=text, by=by, now=now)
        CaseEvent.objects.create(
            school_id=kept.school_id, sight=kept.sight, case=kept, kind=EventKind.TALK_LOGGED, at=now
        )
        note(Kind.TALK_LOGGED, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight)
        duties.meet(kept, *KEEPS[EventKind.TALK_LOGGED], at=now, by=by, now=now)
        if kept.state != State.CLOSED and not duties.has_open(kept):
            transitions.move_case(kept, "answer")
        kept.save()
        return written
