"""When the demo's staff are in: who manages whom, meetings, days away with who stands in, and turns of duty; from presence.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bookbag.cli.demo.desk import Desk
from bookbag.cli.demo.reading import read
from bookbag.cli.demo.timeline import LONDON, Story
from bookbag.cli.demo.trust import Colleague
from bookbag.people.actions import hours, rota
from bookbag.people.actions.hours import Engaged
from bookbag.people.presence import Engagement
from bookbag.policy.availability import Absence, Stretch
from bookbag.policy.permissions import Role
from bookbag.policy.rules.words import Post
from bookbag.policy.worktime import opening
from bookbag.schools import tenancy


@dataclass(frozen=True, slots=True)
class Meets:
    """What keeps everybody with a role busy: each week on a weekday, Monday being 0, or so many days from today."""

    role: Role
    starts: time
    ends: time
    what: Engagement = Engagement.MEETING
    weekday: int | None = None
    ahead: int | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody away, from so many days from today to so many; before today with a negative number."""

    name: str
    first: int
    last: int
    stands_in: str = ""
    turn: Post | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """All of presence.yaml."""

    reports_to: Mapping[Role, tuple[Role, ...]]
    meets: tuple[Meets, ...]
    away: tuple[Away, ...]


def stories(desk: Desk, *, until: datetime) -> Iterator[Story]:
    """What the office enters of its colleagues."""
    told = _Presence(desk, until)
    plan = read("presence", Presence)
    yield told.managed(plan.reports_to)
    yield from (told.meets(each) for each in plan.meets)
    names = {each.actor.name for each in desk.staffed.staff}
    yield from (told.away(each) for each in plan.away if each.name in names)
    yield told.emergencies()


class _Presence:
    """Tells it at one school."""

    def __init__(self, desk: Desk, until: datetime) -> None:
        self.desk, self.until, self.staff = desk, until, desk.staffed.staff
        self.by = desk.staffed.who_is(Role.OFFICE).actor
        # On a day on which school is shut, "today" is the next one on which it is open.
        self.today = opening(until, desk.calendar).date()

    def managed(self, reports_to: Mapping[Role, tuple[Role, ...]]) -> Story:
        """Everybody has a line manager who hears of what is left late."""
        yield (at := self.until - timedelta(days=80))
        with tenancy.atomic(self.desk.school.id):
            for each in self.staff:
                above = next((roles for role, roles in reports_to.items() if role in each.actor.roles), ())
                manager = self._first(above)
                if manager and manager is not each:
                    hours.set_manager(each.actor.person, manager.actor.person, by=self.by, now=at)

    def meets(self, meeting: Meets) -> Story:
        """Meetings of each week and of these days."""
        yield (at := self.until - timedelta(days=30 if meeting.weekday is not None else 2))
        day = None if meeting.ahead is None else self._school_day(meeting.ahead)
        engaged = Engaged(meeting.what, Stretch(meeting.starts, meeting.ends), day, meeting.weekday)
        with tenancy.atomic(self.desk.school.id):
            for each in self.staff:
                if meeting.role in each.actor.roles:
                    hours.enter_engagement(each.actor.person, engaged, by=self.by, now=at)

    def away(self, away: Away) -> Story:
        """Days away, and who stands in; of a head also who does the work of the post."""
        first, last = self._school_day(away.first), self._school_day(away.last)
        yield (at := min(datetime.combine(first, time(8, 10), LONDON), self.until) - timedelta(hours=16))
        stands_in = self._named(away.stands_in)
        absence = Absence(first, last, stands_in.actor.person if stands_in else None)
        with tenancy.atomic(self.desk.school.id):
            hours.enter_absence(self._needed(away.name).actor.person, absence, by=self.by, now=at)
            if away.turn and stands_in:
                rota.enter_turn(away.turn, stands_in.actor.person, first, last, by=self.by, now=at)

    def emergencies(self) -> Story:
        """A deputy safeguarding lead takes emergencies too, for some weeks."""
        yield (at := self.until - timedelta(days=14))
        deputy, today = self.desk.staffed.who_is(Role.DEPUTY_DSL).actor, at.astimezone(LONDON).date()
        with tenancy.atomic(self.desk.school.id):
            rota.accept_emergencies(today, today + timedelta(days=60), today=today, by=deputy, now=at)

    def _school_day(self, ahead: int) -> date:
        noon = datetime.combine(self.today + timedelta(days=ahead), time(12), LONDON)
        return opening(noon, self.desk.calendar).date()

    def _first(self, roles: tuple[Role, ...]) -> Colleague | None:
        return next((each for role in roles for each in self.staff if role in each.actor.roles), None)

    def _named(self, name: str) -> Colleague | None:
        return next((each for each in self.staff if each.actor.name == name), None)

    def _needed(self, name: str) -> Colleague:
        return next(each for each in self.staff if each.actor.name == name)
