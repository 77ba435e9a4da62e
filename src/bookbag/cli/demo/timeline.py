"""Time in the demo: stories that take turns, and the moments at which families and schools do things."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from bookbag.policy.calendar import Calendar
from bookbag.policy.values import Clock
from bookbag.policy.worktime import opening

LONDON = ZoneInfo("Europe/London")
ROUNDS = (time(8, 40), time(15, 40))
Story = Iterator[datetime]
"""Does something, then says when it goes on."""


def play(stories: Iterable[Story], *, until: datetime) -> None:
    """Let whoever is next go on, until the time is over; what would come later never happens."""
    order = count()
    waiting = [(at, next(order), story) for story in stories if (at := next(story, None)) is not None]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= until:
        at, _, story = heapq.heappop(waiting)
        following = next(story, None)
        if following is not None:
            heapq.heappush(waiting, (max(at, following), next(order), story))


def rounds(
    go: Callable[..., None], calendar: Calendar, *, since: datetime, until: datetime, times: Iterable[time] = ROUNDS
) -> Story:
    """What is looked at several times on each school day."""
    day = since.astimezone(LONDON).date()
    while day <= until.astimezone(LONDON).date():
        if calendar.why_shut(day, Clock.SCHOOL_DAYS) is None:
            for at in (datetime.combine(day, each, LONDON) for each in times):
                yield at
                go(now=at)
        day += timedelta(days=1)


def moments(wanted: int, calendar: Calendar, *, since: datetime, until: datetime, random: Random) -> list[datetime]:
    """When families write: on school days mostly, before school, after it and in the evening; in order."""
    first = since.astimezone(LONDON).date()
    days = [first + timedelta(days=n) for n in range((until.astimezone(LONDON).date() - first).days + 1)]
    weights = [_share(day, calendar) for day in days]
    weights[-4:] = [3 * share for share in weights[-4:]]  # so that something is due today
    drawn: list[datetime] = []
    while len(drawn) < wanted:
        at = _moment(random.choices(days, weights)[0], random)
        if since < at < until:
            drawn.append(at)
    return sorted(drawn)


def in_school(at: datetime, calendar: Calendar, random: Random) -> datetime:
    """The same moment, or some time after the next opening where it is out of hours."""
    opens = opening(at, calendar)
    return opens if opens == at else opens + timedelta(minutes=random.randint(5, 150))


def school_day(after: datetime, calendar: Calendar, random: Random) -> date:
    """A school day in the week that follows."""
    return opening(after + timedelta(days=random.randint(1, 5)), calendar).date()


def _share(day: date, calendar: Calendar) -> float:
    shut = calendar.why_shut(day, Clock.SCHOOL_DAYS)
    return 1.0 if shut is None else 0.3 if shut == "weekend" else 0.1


def _moment(day: date, random: Random) -> datetime:
    starts, minutes = random.choices([(time(7, 15), 105), (time(9, 0), 360), (time(15, 20), 400)], [4, 2, 5])[0]
    return datetime.combine(day, starts, LONDON) + timedelta(
        minutes=random.randint(0, minutes), seconds=random.randint(0, 59)
    )
