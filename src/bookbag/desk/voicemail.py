"""The answer machine: recordings that nobody has passed on, when it is to be checked, what was missed. Changes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from bookbag.adoption import queries as adoption
from bookbag.desk.models import AnswerMachine, MachineCheck, Voicemail
from bookbag.people import telephones
from bookbag.policy.calendar import Calendar
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Actor
from bookbag.policy.rules.timed import Hours, Stretch
from bookbag.schools import queries as schools
from bookbag.schools.models import School

GRACE = timedelta(minutes=30)
"""So long after its time a check that nobody has ticked is missed."""
NOON = time(12)
SHOWN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Check:
    """One of the times of today at which the machine is listened to."""

    due: time
    done: MachineCheck | None
    missed: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording on the list. It is late where nobody had heard it when a check was missed."""

    row: Voicemail
    late: bool

    @property
    def number(self) -> str:
        """The number as people write it, or that there is none."""
        return telephones.as_dialled(self.row.number) if self.row.number else "number not shown"


def spells(packs: Iterable[Pack]) -> tuple[Stretch, ...]:
    """When an answer machine may take calls under the policies that bind the school, in the order of the day."""
    found = (
        each
        for pack in packs
        for rule in pack.running
        if isinstance(rule, Hours) and rule.of == "telephone" and rule.effect == "answer_machine"
        for each in rule.stretches
    )
    return tuple(sorted(found, key=lambda each: each.start))


def is_busy(at: datetime, school: School) -> bool:
    """Whether a recording came in one of these spells, on a day with pupils."""
    calendar = schools.calendar_of(school)
    local = at.astimezone(calendar.zone)
    inside = any(each.start <= local.time() < each.end for each in spells(adoption.packs_of(school)))
    return inside and calendar.why_no_session(local.date()) is None


def times(school: School) -> list[time]:
    """When the machine is checked: as the school has said, else after each busy spell and at noon."""
    own = AnswerMachine.objects.filter(school_id=school.id).first()
    if own and own.checks:
        return sorted(own.checks)
    busy = spells(adoption.packs_of(school))
    return sorted({NOON, *(each.end for each in busy)}) if busy else []


def checks(school: School, *, now: datetime) -> list[Check]:
    """The checks of today, each with who has done it. None where nobody works today."""
    calendar: Calendar = schools.calendar_of(school)
    local = now.astimezone(calendar.zone)
    if calendar.why_no_staff(local.date()):
        return []
    done = {
        each.due: each
        for each in MachineCheck.objects.filter(school_id=school.id, day=local.date()).select_related("done_by")
    }
    return [
        Check(due, done.get(due), due not in done and datetime.combine(local.date(), due, calendar.zone) + GRACE <= now)
        for due in times(school)
    ]


def waiting(school: School, *, now: datetime, of_today: Sequence[Check]) -> list[Recording]:
    """What is on the machine and nobody has passed on, the oldest first."""
    rows = Voicemail.objects.filter(school_id=school.id, cleared_at=None, recorded_at__lte=now)
    return [_recording(row, of_today, now=now) for row in rows.select_related("heard_by").order_by("recorded_at", "id")]


def _recording(row: Voicemail, of_today: Sequence[Check], *, now: datetime) -> Recording:
    local = timezone.localtime(row.recorded_at)
    missed = [check.due for check in of_today if check.missed]
    earlier = local.date() < timezone.localdate(now)
    return Recording(row, row.heard_at is None and any(earlier or local.time() <= due for due in missed))


def passed_on(school: School, *, now: datetime) -> list[Voicemail]:
    """What left the list in the last two weeks, the latest first."""
    rows = Voicemail.objects.filter(school_id=school.id, cleared_at__gt=now - SHOWN)
    return list(rows.select_related("cleared_by", "case").order_by("-cleared_at", "id"))


@dataclass(frozen=True, slots=True)
class OnToday:
    """What the office must see of the machine: the check that was missed last, what nobody has heard since, how much there is."""

    missed: time | None
    late: list[Recording]
    waiting: int


def on_today(school: School, *, now: datetime) -> OnToday | None:
    """What of the machine stands on the office's Today, or None where nothing does."""
    of_today = checks(school, now=now)
    lying = waiting(school, now=now, of_today=of_today)
    missed = max((check.due for check in of_today if check.missed), default=None)
    if missed is None and not lying:
        return None
    return OnToday(missed, [each for each in lying if each.late], len(lying))


def find(actor: Actor, voicemail_id: UUID | str) -> Voicemail | None:
    """One recording, or None."""
    return Voicemail.objects.filter(school_id=actor.school_id, id=voicemail_id).first()
