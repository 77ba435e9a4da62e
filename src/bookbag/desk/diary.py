"""The diary: calls and meetings arranged for somebody, what collides with what, what is near, what nobody took. Changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from bookbag.desk.models import Arranged
from bookbag.desk.models.diary import ArrangedKind
from bookbag.people import presence, telephones
from bookbag.policy import english
from bookbag.policy.permissions import Actor

BEFORE = timedelta(minutes=10)
"""So long before its time somebody is reminded of a call."""
UNTIL_MISSED = timedelta(minutes=15)
"""So long after its time a call that nobody took, and of which there is no note, is missed."""
SHOWN = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a page shows it."""

    row: Arranged
    now: datetime

    @property
    def number(self) -> str:
        """The number as people write it."""
        return telephones.as_dialled(self.row.number) if self.row.number else ""

    @property
    def dials(self) -> str:
        """The number as a telephone takes it, or nothing."""
        return telephones.e164(self.row.number)

    @property
    def state(self) -> str:
        """Where it stands, in a word or two."""
        row = self.row
        if row.case_id:
            return "message taken"
        if row.took_place_at:
            return "took place"
        if row.cannot_at:
            return "missed" if row.starts + UNTIL_MISSED <= self.now else "take a message"
        return "over" if row.ends <= self.now else "to come"


def to_come(actor: Actor, *, now: datetime) -> list[Entry]:
    """One's own diary from today on; the office sees everybody's."""
    rows = _rows(actor.school_id).filter(starts__gte=_midnight(now), starts__lt=_midnight(now) + timedelta(days=SHOWN))
    if not actor.works_whole_desk:
        rows = rows.filter(staff_id=actor.staff_id)
    return [Entry(row, now) for row in rows]


def near(actor: Actor, *, now: datetime) -> list[Entry]:
    """What of one's own is near: from ten minutes before its time until its end (WYT-080)."""
    mine = _rows(actor.school_id).filter(
        staff_id=actor.staff_id, starts__lte=now + BEFORE, ends__gt=now, cannot_at=None, took_place_at=None
    )
    return [Entry(row, now) for row in mine]


def untaken(actor: Actor, *, now: datetime) -> list[Entry]:
    """Calls of today that somebody cannot take, and of which there is no note yet: the office takes a message (WYT-081)."""
    midnight = _midnight(now)
    rows = _rows(actor.school_id).filter(
        kind=ArrangedKind.CALL, cannot_at__isnull=False, case=None, starts__gte=midnight, starts__lt=_next(midnight)
    )
    return [Entry(row, now) for row in rows]


def find(actor: Actor, entry_id: UUID | str) -> Arranged | None:
    """An entry of one's own diary; of anybody's for the office; else None."""
    rows = _rows(actor.school_id).filter(id=entry_id)
    return (rows if actor.works_whole_desk else rows.filter(staff_id=actor.staff_id)).first()


def collisions(school_id: int, staff_id: UUID, starts: datetime, ends: datetime) -> list[str]:
    """What somebody has already at that time, each as one reads it: "a call with Mrs Khan, 1.15 pm" (WYT-080)."""
    rows = _rows(school_id).filter(staff_id=staff_id, starts__lt=ends, ends__gt=starts, cannot_at=None)
    found = [
        f"a {row.get_kind_display().lower()} with {row.who}, {english.clock(timezone.localtime(row.starts).time())}"
        for row in rows
    ]
    day = timezone.localtime(starts)
    return [*found, *_engagements(school_id, staff_id, day.date(), day.time(), timezone.localtime(ends).time())]


def _engagements(school_id: int, staff_id: UUID, day: date, starts: time, ends: time) -> Iterable[str]:
    """Meetings and duties that are entered among the person's hours."""
    for each in presence.engagements_of(school_id, staff_id, today=day):
        if (each.day == day or each.weekday == day.weekday()) and each.starts < ends and starts < each.ends:
            yield f"{each.what}, {english.clock(each.starts)} to {english.clock(each.ends)}"


def _rows(school_id: int) -> QuerySet[Arranged]:
    rows = Arranged.objects.filter(school_id=school_id)
    return rows.select_related("staff", "pupil__school_class", "case").order_by("starts", "id")


def _midnight(now: datetime) -> datetime:
    local = timezone.localtime(now)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _next(midnight: datetime) -> datetime:
    return midnight + timedelta(days=1)
