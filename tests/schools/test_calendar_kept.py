"""Terms and closed days are entered, changed and taken out; what cannot be is refused in a sentence beside its field."""

from datetime import UTC, date, datetime, time

import pytest
from tests.builders import worlds

from bookbag.errors import Denied, Invalid, Stale
from bookbag.policy.calendar import EVERY_CLOCK, SHORT_DAY, Calendar, ClosedDay
from bookbag.policy.calendar import Term as TermDates
from bookbag.policy.permissions import Actor, Role
from bookbag.policy.values import Clock
from bookbag.schools import tenancy
from bookbag.schools.actions import calendar
from bookbag.schools.actions.calendar import Change
from bookbag.schools.models import School
from bookbag.schools.queries import calendar_of, terms_of

pytestmark = pytest.mark.usefixtures("db")
TUESDAY = date(2026, 3, 3)
NEXT = TermDates("Autumn 1", date(2026, 9, 2), date(2026, 10, 23))


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


def kept(school: School) -> Calendar:
    with tenancy.atomic(school.id):
        return calendar_of(school)


def spring_2(school: School) -> int:
    with tenancy.atomic(school.id):
        return next(term.id for term in terms_of(school) if term.name == "Spring 2")


def test_a_term_is_entered_changed_and_taken_out(school: School, office: Actor) -> None:
    assert calendar.enter_term(school, NEXT, by=office) == Change("term_entered", NEXT.first_day, NEXT.last_day)
    assert kept(school).terms[-1] == NEXT
    longer = TermDates("Spring half", date(2026, 2, 20), date(2026, 3, 28))
    change = calendar.change_term(school, spring_2(school), longer, by=office)
    assert change == Change("term_changed", date(2026, 2, 20), date(2026, 3, 28))
    assert longer in kept(school).terms
    with tenancy.atomic(school.id):
        autumn = terms_of(school)[-1].id
    calendar.remove_term(school, autumn, by=office)
    assert kept(school).terms[-1].name == "Summer 2"
    with pytest.raises(Stale):
        calendar.remove_term(school, autumn, by=office)


@pytest.mark.parametrize(
    ("term", "field", "sentence"),
    [
        (TermDates(" ", NEXT.first_day, NEXT.last_day), "name", "Give the term a name."),
        (TermDates("A", NEXT.last_day, NEXT.first_day), "last_day", "A term cannot end before it begins."),
        (TermDates("A", NEXT.first_day, date(2027, 9, 4)), "last_day", "No term is longer than a year."),
        (TermDates("A", date(206, 9, 2), date(206, 10, 2)), "first_day", "The year 206 is no school year of ours."),
        (
            TermDates("A", date(2026, 7, 21), date(2026, 7, 22)),
            "first_day",
            "Summer 2 is on these days already: Monday 1 June 2026 to Tuesday 21 July 2026.",
        ),
    ],
)
def test_what_is_no_term_is_refused(school: School, office: Actor, term: TermDates, field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        calendar.enter_term(school, term, by=office)
    assert refused.value.fields == {field: sentence}


def test_a_term_may_be_moved_over_its_own_days(school: School, office: Actor) -> None:
    calendar.change_term(
        school, spring_2(school), TermDates("Spring 2", date(2026, 2, 24), date(2026, 3, 27)), by=office
    )


def test_a_stretch_closes_its_school_days_and_no_others(school: School, office: Actor) -> None:
    change = calendar.close(school, date(2026, 4, 30), date(2026, 5, 6), ClosedDay("Flood"), by=office)
    closed = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 5), date(2026, 5, 6)]
    assert kept(school).closed == dict.fromkeys(closed, ClosedDay("Flood"))
    assert change == Change("days_closed", closed[0], closed[-1])


def test_what_is_said_last_of_a_day_stands(school: School, office: Actor) -> None:
    inset = ClosedDay("INSET", frozenset({Clock.SCHOOL_DAYS}))
    for closing in (ClosedDay("Snow", EVERY_CLOCK, time(12)), inset):
        calendar.close(school, TUESDAY, TUESDAY, closing, by=office)
    assert kept(school).closed == {TUESDAY: inset}
    calendar.reopen(school, TUESDAY, by=office)
    assert kept(school).closed == {}
    with pytest.raises(Stale):
        calendar.reopen(school, TUESDAY, by=office)


@pytest.mark.parametrize(
    ("first", "last", "closing", "field", "sentence"),
    [
        (TUESDAY, TUESDAY, ClosedDay(" "), "why", "Say why school is closed."),
        (TUESDAY, TUESDAY, ClosedDay("A", frozenset()), "stops", "Say which dates wait."),
        (TUESDAY, date(2026, 3, 2), ClosedDay("A"), "last_day", "The last day cannot be before the first."),
        (TUESDAY, date(2026, 6, 2), ClosedDay("A"), "last_day", "Closures are entered for 60 days at most."),
        (TUESDAY, TUESDAY, ClosedDay("A", SHORT_DAY, time(16)), "from_time", "between 8.30 am and 4 pm"),
        (TUESDAY, TUESDAY, ClosedDay("A", SHORT_DAY, time(8, 30)), "from_time", "between 8.30 am and 4 pm"),
        (date(2026, 3, 7), date(2026, 3, 8), ClosedDay("A"), "first_day", "is no school day anyway: weekend."),
        (date(2026, 5, 4), date(2026, 5, 4), ClosedDay("A"), "first_day", "is no school day anyway: May Day."),
        (date(2026, 2, 17), date(2026, 2, 17), ClosedDay("A"), "first_day", "anyway: school holiday."),
    ],
)
def test_what_closes_nothing_is_refused(
    *, school: School, office: Actor, first: date, last: date, closing: ClosedDay, field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        calendar.close(school, first, last, closing, by=office)
    assert sentence in refused.value.fields[field]


@pytest.mark.parametrize(
    ("at", "whole_day", "from_time"),
    [("07:10", True, None), ("07:10", False, None), ("11:40", True, None), ("11:40", False, time(11, 40))],
)
def test_a_snow_day_is_declared_for_the_whole_day_or_from_now(
    school: School, office: Actor, at: str, whole_day: bool, from_time: time | None
) -> None:
    now = datetime.combine(TUESDAY, time.fromisoformat(at), UTC)
    calendar.close_today(school, why="Snow", whole_day=whole_day, by=office, now=now)
    assert kept(school).closed == {TUESDAY: ClosedDay("Snow", EVERY_CLOCK, from_time)}


def test_a_snow_day_of_summer_time_is_told_by_londons_clocks(school: School, office: Actor) -> None:
    now = datetime(2026, 4, 14, 23, 30, tzinfo=UTC)
    calendar.close_today(school, why="Flood", whole_day=True, by=office, now=now)
    assert set(kept(school).closed) == {date(2026, 4, 15)}


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SENIOR_LEADER, Role.DSL, Role.ATTENDANCE, Role.GOVERNOR])
def test_others_do_not_keep_the_calendar(school: School, role: Role) -> None:
    with pytest.raises(Denied):
        calendar.enter_term(school, NEXT, by=worlds.staff(school, "Tess Barrow", role))


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.BUSINESS_MANAGER])
def test_office_head_and_business_manager_keep_it(school: School, role: Role) -> None:
    calendar.enter_term(school, NEXT, by=worlds.staff(school, "Tess Barrow", role))
