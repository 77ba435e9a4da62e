"""Where clocks of law stand still, start late or run longer: read from what was stored of a case, and never kept beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bookbag.desk.models import Case, CaseEvent, Duty
from bookbag.desk.models.case import EventKind
from bookbag.desk.models.duty import State
from bookbag.policy.clauses import Clause
from bookbag.policy.packs import Pack
from bookbag.policy.rules import Promise
from bookbag.policy.rules.timed import Statute
from bookbag.policy.values import Pause


class Question(StrEnum):
    """What the school may have to ask before it can answer. By these names it is kept."""

    MEANING = "asked"
    PROOF = "proof_asked"


LONDON = ZoneInfo("Europe/London")
ENDS = {EventKind.ASKED: EventKind.TOLD, EventKind.PROOF_ASKED: EventKind.PROOF_HAD}
"""What is waited for, by what began the wait."""
OF_LAW = (*ENDS, *ENDS.values(), EventKind.LONGER)


@dataclass(frozen=True, slots=True)
class Waits:
    """What a clock of law must know of a case."""

    pauses: tuple[Pause, ...] = ()
    proof: Pause | None = None
    extended: bool = False


NONE = Waits()


def waits_of(events: Iterable[CaseEvent], *, since: datetime) -> Waits:
    """Read the waits of a case from its events since a request, which may stand in any order."""
    known = sorted((event for event in events if event.kind in OF_LAW and event.at >= since), key=lambda each: each.at)
    proofs = _pauses(known, EventKind.PROOF_ASKED)
    return Waits(
        pauses=_pauses(known, EventKind.ASKED),
        proof=proofs[-1] if proofs else None,
        extended=any(event.kind == EventKind.LONGER for event in known),
    )


def _pauses(known: Sequence[CaseEvent], begins: EventKind) -> tuple[Pause, ...]:
    pauses: list[Pause] = []
    for event in known:
        day = event.at.astimezone(LONDON).date()
        if event.kind == begins:
            pauses.append(Pause(day))
        elif event.kind == ENDS[begins] and pauses and pauses[-1].answered is None:
            pauses[-1] = Pause(pauses[-1].asked, day)
    return tuple(pauses)


@dataclass(frozen=True, slots=True)
class ClockOfLaw:
    """A duty under a statute, with what may move its date and what has."""

    duty: Duty
    clause: Clause
    law: Statute
    events: tuple[CaseEvent, ...]
    """What stopped it, let it run on, or made it longer, in order."""

    @property
    def runs(self) -> bool:
        """Whether it is still owed."""
        return self.duty.state == State.OPEN

    @property
    def waits(self) -> CaseEvent | None:
        """The question whose answer is waited for, where one is."""
        open_ones = [
            event
            for event in self.events
            if event.kind in ENDS
            and not any(later.kind == ENDS[EventKind(event.kind)] and later.at >= event.at for later in self.events)
        ]
        return open_ones[-1] if open_ones else None

    @property
    def extended(self) -> bool:
        """Whether the longer time has been taken."""
        return any(event.kind == EventKind.LONGER for event in self.events)


def clock_of(case: Case, packs: Sequence[Pack]) -> ClockOfLaw | None:
    """The clock of law that runs, or ran, on a case; None where none does."""
    promises = {(pack.slug, promise.clause, str(promise.duty)): (pack, promise) for pack, promise in _of_law(packs)}
    owed = Duty.objects.filter(school_id=case.school_id, case=case, pack__in={pack for pack, *_ in promises})
    newest_first = owed.select_related("event").order_by("-event__at", "id")
    for duty in sorted(newest_first, key=lambda each: each.state != State.OPEN):
        found = promises.get((duty.pack, duty.clause, duty.duty))
        if found and found[1].law:
            known = CaseEvent.objects.filter(school_id=case.school_id, case=case, kind__in=OF_LAW)
            since = known.filter(at__gte=duty.event.at).order_by("at", "id")
            return ClockOfLaw(duty, found[0].clauses[duty.clause], found[1].law, tuple(since))
    return None


def _of_law(packs: Sequence[Pack]) -> Iterable[tuple[Pack, Promise]]:
    return ((pack, promise) for pack in packs if pack.is_law for promise in pack.promises if promise.law)
