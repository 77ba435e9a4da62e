"""Who is told of a duty, and when: before it is due, when its time has come, and once it is late. Pure, without a clock.

Nobody is told outside the hours in which they may be reached, but for emergencies: those go at once, and only to whoever
has accepted them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from bookbag.policy.availability import Hours
from bookbag.policy.rules.words import Post
from bookbag.policy.sentences import post_in_words

STAND_INS = 5
"""How many stand-ins are asked in turn, where those are away, too."""
YOURS = "it is with you"
NOBODYS = "nobody has it"
NOT_IN = "whoever has it is not in before it is due, so please see to it in their place"
ON_ROTA = "you take emergencies"
LEADS = "you lead on safeguarding"
STANDING_IN = "you stand in for a colleague who is away"
SOMEBODY = (Post.OFFICE, Post.HEAD, Post.DSL)
"""Who hears of what would else be heard of by nobody: the first of these that somebody fills."""


class Stage(StrEnum):
    """Why somebody is told."""

    BEFORE = "before"
    DUE = "due"
    LATE = "late"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty, as far as it matters to whom is told of it."""

    since: datetime
    due: datetime
    clause: str
    owner: UUID | None = None
    remind_at: datetime | None = None
    late_to: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Who there is: everybody's hours, who fills which post, and who manages whom."""

    hours: Mapping[UUID, Hours]
    posts: Mapping[Post, Sequence[UUID]] = field(default_factory=dict)
    managers: Mapping[UUID, UUID] = field(default_factory=dict)

    def filling(self, *posts: Post) -> Sequence[UUID]:
        """Those who fill the first of these posts that anybody fills."""
        return next((people for post in posts if (people := self.posts.get(post))), ())


@dataclass(frozen=True, slots=True)
class Accepted:
    """That somebody takes emergencies from a day on, and perhaps until another."""

    staff: UUID
    from_day: date
    until_day: date | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Whom to tell, when, and why them. `because` reads on after a dash."""

    stage: Stage
    at: datetime
    to: UUID
    because: str


def plan(owed: Owed, there: Colleagues, *, now: datetime) -> tuple[Alert, ...]:
    """Say who is to be told of a duty and when, as things stand now: in order of time, each person once a stage."""
    alerts: dict[tuple[Stage, UUID], Alert] = {}
    for alert in (*_before(owed, there, now), *_when_due(owed, there), *_late(owed, there)):
        alerts.setdefault((alert.stage, alert.to), alert)
    told_of_the_time = {to for stage, to in alerts if stage is Stage.DUE}
    kept = (each for each in alerts.values() if each.stage is not Stage.LATE or each.to not in told_of_the_time)
    return tuple(sorted(kept, key=lambda each: each.at))


def alarm(rota: Iterable[Accepted], there: Colleagues, *, at: datetime) -> tuple[Alert, ...]:
    """Say whom an emergency is told to: at once and at any hour those who take them on the day, and nobody else at that
    hour. Whoever leads on safeguarding hears of it as soon as they may be reached.
    """
    day = at.date()
    on_it = dict.fromkeys(each.staff for each in rota if each.from_day <= day <= (each.until_day or day))
    alerts = [Alert(Stage.EMERGENCY, at, staff, ON_ROTA) for staff in on_it if staff in there.hours]
    leads = (one for one in there.filling(Post.DSL, *SOMEBODY) if one not in on_it)
    return (*alerts, *_told(Stage.EMERGENCY, at, leads, there, LEADS))


def _before(owed: Owed, there: Colleagues, now: datetime) -> Iterator[Alert]:
    """The owner is asked in good time; the office in their place where the owner has no time left before it is due."""
    if now >= owed.due:
        return
    owner, office, at = owed.owner, there.filling(*SOMEBODY), max(now, owed.since)
    if owner is None or owner not in there.hours:
        yield from _asked(owed, office, there, NOBODYS)
        return
    acting, _ = acting_for(owner, there, at)
    if any(there.hours[one].has_time_before(owed.due, now=at) for one in (owner, acting) if one):
        yield from _asked(owed, [owner], there, YOURS)
    else:
        instead = _told(Stage.BEFORE, at, [one for one in office if one != acting], there, NOT_IN)
        yield from (each for each in instead if each.at < owed.due)


def _asked(owed: Owed, people: Iterable[UUID], there: Colleagues, because: str) -> Iterator[Alert]:
    for one in people:
        at = _in_good_time(one, owed, there)
        to, stands_in = acting_for(one, there, at) if at else (None, "")
        if at and to:
            yield Alert(Stage.BEFORE, at, to, stands_in or because)


def _in_good_time(person: UUID, owed: Owed, there: Colleagues) -> datetime | None:
    """The moment that the policy names, else the opening of the last day before the due day; None where that is past."""
    zone = there.hours[person].calendar.zone
    if owed.remind_at:
        at = _reached(person, max(owed.remind_at, owed.since), there)
        if at and at < owed.due:
            return at
    day, first = owed.due.astimezone(zone).date(), owed.since.astimezone(zone)
    while (day := day - timedelta(days=1)) >= first.date():
        at = _reached(person, datetime.combine(day, time(), zone), there)
        if at and at.date() == day:
            return at if at >= first else None
    return None


def _reached(person: UUID, after: datetime, there: Colleagues) -> datetime | None:
    """When the person, or whoever stands in on that day, may first be reached."""
    acting, _ = acting_for(person, there, after)
    return there.hours[acting or person].next_reached(after)


def _when_due(owed: Owed, there: Colleagues) -> Iterator[Alert]:
    if owed.owner and owed.owner in there.hours:
        yield from _told(Stage.DUE, owed.due, [owed.owner], there, YOURS)
    else:
        yield from _told(Stage.DUE, owed.due, there.filling(*SOMEBODY), there, NOBODYS)


def _late(owed: Owed, there: Colleagues) -> Iterator[Alert]:
    for post in owed.late_to:
        manager = there.managers.get(owed.owner) if post is Post.MANAGER and owed.owner else None
        if manager and manager in there.hours:
            yield from _told(Stage.LATE, owed.due, [manager], there, f"you manage whoever has it ({owed.clause})")
        else:
            named = Post.HEAD if post is Post.MANAGER else post
            because = f"late ones go to {post_in_words(named)} ({owed.clause})"
            yield from _told(Stage.LATE, owed.due, there.filling(named, *SOMEBODY), there, because)


def _told(stage: Stage, at: datetime, people: Iterable[UUID], there: Colleagues, because: str) -> Iterator[Alert]:
    """Each of these people, or whoever stands in for them, as soon as they may be reached."""
    for one in people:
        acting, stands_in = acting_for(one, there, at)
        to = acting or one
        if reached := there.hours[to].next_reached(at):
            yield Alert(stage, reached, to, stands_in or because)


def acting_for(person: UUID, there: Colleagues, at: datetime) -> tuple[UUID | None, str]:
    """Who does somebody's work on the day of a moment: they themselves, or whoever stands in; None where nobody does."""
    who: UUID | None = person
    for _ in range(STAND_INS):
        if who is None or who not in there.hours:
            return None, ""
        hours = there.hours[who]
        absence = hours.absent_on(at.astimezone(hours.calendar.zone).date())
        if absence is None:
            return who, "" if who == person else STANDING_IN
        who = absence.stand_in
    return None, ""
