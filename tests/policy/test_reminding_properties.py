"""Whatever the hours and the duty: nobody is told when they cannot be reached, twice, before it is owed, or out of order."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.policy.conftest import read_calendar

from bookbag.policy.availability import Absence, Busy, Hours, Pattern, Stretch
from bookbag.policy.reminding import Colleagues, Owed, Stage, plan
from bookbag.policy.rules.words import Post

LONDON = ZoneInfo("Europe/London")
CALENDAR = read_calendar("scenarios-2025-26")
PEOPLE = [UUID(int=number) for number in range(1, 5)]
DAYS = st.dates(date(2026, 2, 23), date(2026, 5, 22))
MOMENTS = st.builds(
    lambda day, at: datetime.combine(day, at, LONDON), DAYS, st.times().map(lambda t: t.replace(microsecond=0, fold=0))
)
WHOLE, MORNING, LATE = (time(8, 30), time(16)), (time(8, 30), time(12)), (time(12), time(17))
WEEKS = st.dictionaries(st.integers(0, 4), st.lists(st.sampled_from([WHOLE, MORNING, LATE]), min_size=1, max_size=1))


@st.composite
def anybody(draw: st.DrawFn) -> Hours:
    first = draw(DAYS)
    absence = Absence(first, first + timedelta(days=draw(st.integers(0, 20))), draw(st.sampled_from([None, *PEOPLE])))
    start = draw(MOMENTS)
    return Hours(
        CALENDAR,
        Pattern.of(draw(WEEKS), core=Stretch(*WHOLE)),
        absences=draw(st.sampled_from([(), (absence,)])),
        busy=(Busy(start, start + timedelta(hours=draw(st.integers(1, 30))), "in a meeting"),),
    )


@st.composite
def owed(draw: st.DrawFn) -> Owed:
    since = draw(MOMENTS)
    due = since + timedelta(minutes=draw(st.integers(1, 20_000)))
    posts = st.lists(st.sampled_from([Post.HEAD, Post.OFFICE, Post.MANAGER, Post.DSL]), max_size=3)
    remind = draw(st.none() | st.integers(0, 9_000).map(lambda before: due - timedelta(minutes=before)))
    return Owed(since, due, "NWC-014", draw(st.sampled_from([None, *PEOPLE])), remind, tuple(draw(posts)))


@st.composite
def colleagues(draw: st.DrawFn) -> Colleagues:
    posts = {post: draw(st.lists(st.sampled_from(PEOPLE), unique=True)) for post in (Post.OFFICE, Post.HEAD)}
    return Colleagues(
        {one: draw(anybody()) for one in PEOPLE},
        posts,
        draw(st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))),
    )


@given(owed(), colleagues(), st.integers(0, 25_000))
def test_a_plan_keeps_to_everybodys_hours(duty: Owed, there: Colleagues, later: int) -> None:
    alerts = plan(duty, there, now=duty.since + timedelta(minutes=later))
    for alert in alerts:
        assert there.hours[alert.to].may_be_reached(alert.at), alert
        assert alert.at >= duty.since
        assert (alert.at < duty.due) is (alert.stage is Stage.BEFORE)
    assert max(Counter((alert.stage, alert.to) for alert in alerts).values(), default=1) == 1
    assert [alert.at for alert in alerts] == sorted(alert.at for alert in alerts)


@given(owed(), colleagues())
def test_somebody_hears_that_the_time_has_come_where_anybody_can_be_reached(duty: Owed, there: Colleagues) -> None:
    heard = any(alert.stage is Stage.DUE for alert in plan(duty, there, now=duty.since))
    there_are = [duty.owner] if duty.owner else there.filling(Post.OFFICE, Post.HEAD)
    assert heard or not any(there.hours[one].next_reached(duty.due) for one in there_are)
