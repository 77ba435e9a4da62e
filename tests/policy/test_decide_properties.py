"""What must hold of every date that a school's own policy gives, whatever the nation, the calendar and the receipt."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookbag.policy import packs
from bookbag.policy.calendar import Calendar, ClosedDay, Nation, Term
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.happenings import Leaving
from bookbag.policy.rules.words import People, Thing, Way
from bookbag.policy.values import Category, Channel, Clock, Event, EventKind, Facts

calm = settings(deadline=None)  # the first look at a nation's bank holidays loads them, and the machine may be busy
FIRST, LAST = date(2025, 8, 18), date(2026, 7, 21)
OWN = [packs.load(slug) for slug in packs.shipped() if not packs.load(slug).is_law]
CLOCKS = {
    (rule.clause, rule.duty): rule.within.clock
    for pack in OWN
    for rule in pack.promises
    if rule.event is EventKind.MESSAGE_RECEIVED
}
receipts = st.datetimes(datetime(2025, 8, 18), datetime(2026, 4, 30), timezones=st.just(UTC))
channels, categories = st.sampled_from(Channel), st.sampled_from([each for each in Category if each != "auto_reply"])
closings = st.builds(
    ClosedDay,
    st.just("Shut"),
    st.sets(st.sampled_from(Clock)).map(frozenset),
    st.none() | st.times(time(8), time(17)).map(lambda each: each.replace(second=0, microsecond=0)),
)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Two or three terms in one of the nations, with days shut for all or part of them."""
    breaks = sorted(draw(st.lists(st.dates(date(2025, 9, 20), date(2026, 4, 20)), min_size=1, max_size=2, unique=True)))
    starts = [FIRST, *(day + timedelta(days=draw(st.integers(1, 16))) for day in breaks)]
    terms = [Term(f"{start}", start, end) for start, end in zip(starts, [*breaks, LAST], strict=True) if start <= end]
    shut = draw(st.dictionaries(st.dates(FIRST, LAST), closings, max_size=8))
    return Calendar("Europe/London", draw(st.sampled_from(Nation)), tuple(terms), shut, time(8, 30), time(16))


@st.composite
def events(draw: st.DrawFn) -> Event:
    return Event(EventKind.MESSAGE_RECEIVED, draw(channels), draw(categories), draw(receipts))


def dues(decision: Decision) -> dict[tuple[str, str], datetime]:
    return {(duty.clause, duty.duty): duty.due for duty in decision.duties}


def decided(event: Event, calendar: Calendar) -> dict[tuple[str, str], datetime]:
    return dues(decide(event, Facts(), OWN, calendar))


@calm
@given(calendars(), events(), st.timedeltas(timedelta(0), timedelta(days=20)))
def test_what_comes_later_is_never_due_earlier(calendar, event, wait) -> None:
    first, later = decided(event, calendar), decided(replace(event, at=event.at + wait), calendar)
    assert first.keys() == later.keys()
    assert all(later[each] >= due > event.at for each, due in first.items())


@calm
@given(calendars(), events())
def test_nothing_is_due_on_a_day_that_is_closed_or_a_bank_holiday_of_the_nation(calendar, event) -> None:
    for which, due in decided(event, calendar).items():
        clock = CLOCKS[which]
        assert isinstance(clock, Clock)
        assert calendar.why_shut(due.date(), clock) is None
        assert calendar.why_no_work(due.date()) is None


@calm
@given(calendars(), events(), st.dates(FIRST, LAST))
def test_a_further_closed_day_brings_nothing_forward_and_taking_it_back_restores_all(calendar, event, day) -> None:
    before = decide(event, Facts(), OWN, calendar)
    closed = replace(calendar, closed={**calendar.closed, day: ClosedDay("Snow")})
    after = dues(decide(event, Facts(), OWN, closed))
    assert all(after[each] >= due for each, due in dues(before).items())
    assert decide(event, Facts(), OWN, replace(closed, closed=calendar.closed)) == before


@calm
@given(calendars(), receipts)
def test_only_outside_school_time_is_anybody_told_that_an_answer_can_wait(calendar, at) -> None:
    trust = packs.load("trust-electronic").ruled(off=(), met={"working-hours": "Contracts"}, settled=())
    answer = Leaving(Thing.ANSWER, Way.EMAIL, People.PARENTS, at)
    told = {finding.clause for finding in decide(answer, Facts(found=frozenset()), [trust], calendar).findings}
    local = at.astimezone(calendar.zone)
    shut = calendar.why_shut(local.date(), Clock.SCHOOL_DAYS) is not None
    closes = calendar.closes_on(local.date(), Clock.SCHOOL_DAYS)
    assert ("TEC-167" in told) is (shut or not calendar.opens <= local.time() < closes)


@pytest.mark.parametrize(
    ("nation", "received", "due"),
    [
        (Nation.ENGLAND_AND_WALES, "2026-03-16 09:00", date(2026, 3, 17)),
        (Nation.SCOTLAND, "2026-03-16 09:00", date(2026, 3, 17)),
        (Nation.NORTHERN_IRELAND, "2026-03-16 09:00", date(2026, 3, 18)),  # St Patrick's Day
        (Nation.ENGLAND_AND_WALES, "2025-11-28 09:00", date(2025, 12, 1)),
        (Nation.SCOTLAND, "2025-11-28 09:00", date(2025, 12, 2)),  # St Andrew's Day fell on a Sunday
        (Nation.ENGLAND_AND_WALES, "2026-04-02 09:00", date(2026, 4, 7)),  # Good Friday and Easter Monday
        (Nation.NORTHERN_IRELAND, "2026-04-02 09:00", date(2026, 4, 7)),
        (Nation.SCOTLAND, "2026-04-02 09:00", date(2026, 4, 6)),  # Easter Monday is no bank holiday there
        (Nation.SCOTLAND, "2025-12-31 09:00", date(2026, 1, 5)),  # 1 and 2 January
        (Nation.ENGLAND_AND_WALES, "2025-12-31 09:00", date(2026, 1, 2)),
        (Nation.NORTHERN_IRELAND, "2025-12-31 09:00", date(2026, 1, 2)),
    ],
)
def test_each_nation_keeps_its_own_bank_holidays(nation, received, due) -> None:
    """A call at a school without holidays, whose policy rings back on the next working day (WYT-071)."""
    year = (Term("All year", FIRST, LAST),)
    calendar = Calendar("Europe/London", nation, year, {}, time(8, 30), time(16))
    at = datetime.fromisoformat(received).replace(tzinfo=calendar.zone)
    call = Event(EventKind.MESSAGE_RECEIVED, Channel.PHONE, Category.ENQUIRY, at)
    (back,) = decide(call, Facts(), [packs.load("wyton")], calendar).duties
    assert back.due.date() == due
