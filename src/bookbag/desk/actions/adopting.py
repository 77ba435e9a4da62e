"""Open cases after a change of policy: decided again in batches, few at once and many in the background.

As retiming does for the calendar. Here what is owed at all may change: dates move, come and go.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.adoption.changes import Change
from bookbag.desk.actions import redeciding
from bookbag.desk.models import Case
from bookbag.desk.models.case import State
from bookbag.policy import english
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queries as schools
from bookbag.schools import queue, tenancy
from bookbag.schools.actions import waiting
from bookbag.schools.models import School

FEW = 60
"""Open cases that a person can be made to wait for."""
BATCH = 100
REDECIDE = "desk.redecide"


@dataclass(frozen=True, slots=True)
class Redecided:
    """How many open dates moved, came and went."""

    moved: int = 0
    came: int = 0
    went: int = 0

    def __add__(self, other: "Redecided") -> "Redecided":
        return Redecided(self.moved + other.moved, self.came + other.came, self.went + other.went)

    def __bool__(self) -> bool:
        return bool(self.moved or self.came or self.went)


def in_words(done: Redecided | None) -> str:
    """Say what became of open dates, for whoever changed the policy."""
    if done is None:
        return "All open cases are being decided again. It takes a moment."
    counts = ((done.moved, "moved"), (done.came, "came"), (done.went, "went"))
    told = [f"{english.count(figure, 'date')} {became}" for figure, became in counts if figure]
    return f"{english.listed(told).capitalize()}." if told else "No open date changes."


def follow(school: School, change: Change, *, by: Actor, now: datetime, few: int = FEW) -> Redecided | None:
    """Decide the open cases again that hang on a change of policy, in its own transaction.

    A job looks at the rest: at those that the actor may not see, at the trust's other schools, or at all where they are
    many. Then the answer is None.
    """
    with tenancy.atomic(school.id):
        waiting.let_cases_wait(change.schools, now=now)
        for school_id in change.schools:
            queue.enqueue(REDECIDE, school_id=school_id)
        ids = _open(school)[: few + 1]
        done = _redecide(school, [case_id for case_id, _ in ids], by=by, now=now) if len(ids) <= few else None
        if done:
            told = asdict(done) | {"what": change.what, "pack": change.pack, "version": change.version}
            note(Kind.CASES_REDECIDED, by=by, now=now, thing="school", thing_id=None, **told)
        return done


def redecide(school_id: int, *, now: datetime) -> Redecided:
    """Decide every open case of a school again, if one of its policies has changed since that was last done.

    A transaction a batch, so that nobody waits for all of them; one line in the record for each sight.
    """
    queue.swallow(REDECIDE, school_id=school_id)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        school = School.objects.get(id=school_id)
        since = school.cases_wait_since
        wait = _open(school) if since else []
    by = process("adopting", school_id)
    done = dict.fromkeys(Sight, Redecided())
    for sight in Sight:
        ids = [case_id for case_id, level in wait if level == sight]
        for first in range(0, len(ids), BATCH):
            with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
                done[sight] += _redecide(school, ids[first : first + BATCH], by=by, now=now)
    if since:
        with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
            for sight, each in done.items():
                if each:
                    told = asdict(each)
                    note(Kind.CASES_REDECIDED, by=by, now=now, thing="school", thing_id=None, sight=sight, **told)
            waiting.cases_wait_no_more(school, since=since)
    return sum(done.values(), Redecided())


def _open(school: School) -> list[tuple[UUID, int]]:
    """The open cases of a school that may be seen here, each with its sight."""
    shut = [State.CLOSED, State.JOINED]
    return list(
        Case.objects.filter(school_id=school.id).exclude(state__in=shut).order_by("id").values_list("id", "sight")
    )


def _redecide(school: School, ids: Sequence[UUID], *, by: Actor, now: datetime) -> Redecided:
    packs, calendar = adoption.packs_of(school), schools.calendar_of(school)
    became: Counter[str] = Counter()
    for case in Case.objects.select_for_update(no_key=True).filter(school_id=school.id, id__in=ids).order_by("id"):
        became.update(entry.act for entry in redeciding.redecided(case, packs, calendar, by=by, now=now))
        case.save(update_fields=["next_due"])
    return Redecided(became[Kind.DUTY_RETIMED], became[Kind.DUTY_SET], became[Kind.DUTY_WAIVED])
