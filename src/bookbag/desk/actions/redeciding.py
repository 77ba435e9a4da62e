"""What one case owes, worked out again from its stored events, when its category, its sender or its messages have changed.

What has ended stays ended. What is open gets its new date, or goes where the policy no longer asks for it. What is newly
owed runs from the day on which the message came, and is done already where a later act of the case has done it. The dates
of a whole school follow its calendar in retiming.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.desk import transitions
from bookbag.desk.actions import duties
from bookbag.desk.acts import FROM_OUTSIDE, KEEPS, STARTS, kept_by
from bookbag.desk.models import Case, CaseEvent, Duty
from bookbag.desk.models.case import EventKind
from bookbag.desk.models.duty import State
from bookbag.desk.waits import waits_of
from bookbag.policy.calendar import Calendar
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Met
from bookbag.record.kinds import Kind
from bookbag.record.models import Entry
from bookbag.record.writing import entry_of, note_all
from bookbag.schools import queries as schools
from bookbag.schools.models import School

DATED = ("due", "stands_since", "counted", "skipped", "because", "met_by", "pack", "version", "late_to", "remind_at")
"""What the policy says of a duty; the rest of the row is what became of it."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something in the life of a case that ends duties: an answer of one kind, or that none is needed."""

    at: datetime
    keeps: frozenset[Met] | None
    reason: str = ""
    event: UUID | None = None

    def ends(self, duty: Duty, *, since: datetime) -> bool:
        """Whether it ended a duty that has run since a time."""
        if self.at < since or (self.event and self.event == duty.event_id):
            return False
        return self.keeps is None or not self.keeps.isdisjoint(duty.met_by)


def redecide(case: Case, *, by: Actor, now: datetime) -> None:
    """Work out again what a case owes, and note each change. Sets `next_due`; the caller has locked the case, and saves it."""
    school = School.objects.get(id=case.school_id)
    note_all(redecided(case, adoption.packs_of(school), schools.calendar_of(school), by=by, now=now))


def redecided(case: Case, packs: Sequence[Pack], calendar: Calendar, *, by: Actor, now: datetime) -> list[Entry]:
    """Work out again what a case owes under these packs, as `redecide`; gives what changed as entries that are not written.

    A message starts clocks where it did before, or where nothing was owed when it came (a chaser starts none, WYT-035).
    """
    changed: list[Entry] = []
    events = list(
        CaseEvent.objects.filter(school_id=case.school_id, case=case).select_related("message").order_by("at", "id")
    )
    acts = acts_of(case, events)
    known: dict[object, list[Duty]] = {}
    for duty in Duty.objects.select_for_update().filter(school_id=case.school_id, case=case).order_by("id"):
        known.setdefault(duty.event_id, []).append(duty)
    so_far: list[Duty] = []
    for event in events:
        before = known.get(event.id, [])
        chases = any(duty.ended_at is None or duty.ended_at > event.at for duty in so_far)
        starts = event.kind in STARTS and (before or not chases or event.kind not in FROM_OUTSIDE)
        if starts:
            owed = duties.owed_for(
                event,
                case,
                packs,
                calendar,
                sender=duties.sender_of(event.message),
                waits=waits_of(events, since=event.at),
            )
            after, entries = _again(event, case, before, owed, acts=acts, by=by, now=now)
            so_far += after
            changed += entries
    duties.refresh_next_due(case)
    return changed


def acts_of(case: Case, events: Sequence[CaseEvent]) -> list[Act]:
    """What has been done about a case, in order. A closed case needs nothing more, whatever it is called later; that no
    answer was needed stands until a person opens the case again.
    """
    reopened = max((event.at for event in events if event.kind == EventKind.REOPENED), default=None)
    kinds = [event.kind for event in events]
    acts = [
        Act(event.at, kept_by(EventKind(event.kind), after=kinds[:place]), event=event.id)
        for place, event in enumerate(events)
        if event.kind in KEEPS
    ]
    acts += [
        Act(event.at, None, event.reason)
        for event in events
        if event.kind == EventKind.NO_ANSWER_NEEDED and (reopened is None or event.at > reopened)
    ]
    if case.closed_at:
        acts.append(Act(case.closed_at, None, case.close_reason))
    return sorted(acts, key=lambda act: act.at)


def _again(
    event: CaseEvent,
    case: Case,
    before: Sequence[Duty],
    asked: Sequence[Duty],
    *,
    acts: Sequence[Act],
    by: Actor,
    now: datetime,
) -> tuple[list[Duty], list[Entry]]:
    """Bring the duties that one message started to what the policy asks today; gives them, and what changed."""
    owed = {(duty.clause, duty.duty): duty for duty in asked}
    kept: list[Duty] = []
    gone: list[Duty] = []
    moved: list[Duty] = []
    for duty in before:
        today = owed.pop((duty.clause, duty.duty), None)
        (kept if today or duty.state != State.OPEN else gone).append(duty)
        if today and duty.state == State.OPEN and _bring_to(duty, today, now=now):
            moved.append(duty)
    new = list(owed.values())
    for duty in new:
        end_where_done(duty, acts, since=event.at)
    Duty.objects.bulk_create(new)
    Duty.objects.filter(school_id=case.school_id, id__in=[duty.id for duty in gone]).delete()
    of_kind = ((Kind.DUTY_RETIMED, moved), (Kind.DUTY_SET, new), (Kind.DUTY_WAIVED, gone))
    entries = [_entry(kind, duty, case, by=by, now=now) for kind, changed in of_kind for duty in changed]
    return [*kept, *new], entries


def _bring_to(duty: Duty, today: Duty, *, now: datetime) -> bool:
    """Give an open duty the date, and the reasons for it, that it has today. Says whether the date moved."""
    moved = duty.due != today.due
    if any(getattr(duty, name) != getattr(today, name) for name in DATED):
        for name in DATED:
            setattr(duty, name, getattr(today, name))
        duty.look_at = now if duty.due else None
        duty.save(update_fields=[*DATED, "look_at"])
    return moved


def end_where_done(duty: Duty, acts: Iterable[Act], *, since: datetime) -> None:
    """End a duty by the first of these acts that has ended it, if any has."""
    done = next((act for act in acts if act.ends(duty, since=since)), None)
    if done:
        transitions.end_duty(duty, "meet" if done.keeps else "waive", at=done.at, reason=done.reason)


def _entry(kind: Kind, duty: Duty, case: Case, *, by: Actor, now: datetime) -> Entry:
    return entry_of(
        kind,
        by=by,
        now=now,
        thing="case",
        thing_id=case.id,
        sight=case.sight,
        clause=duty.clause,
        duty=duty.duty,
        due=duty.due.isoformat() if duty.due else None,
        state=duty.state,
    )
