"""When people are in, as they say it and as it is read back: in three queries, for as many people as there are."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import worlds
from tests.builders.answering import london

from bookbag.errors import Denied, Invalid, Stale
from bookbag.people import presence
from bookbag.people import queries as people
from bookbag.people.actions import hours as actions
from bookbag.people.actions.hours import Engaged
from bookbag.policy import availability, packs
from bookbag.policy.availability import Absence, Hours, Stretch
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
NOW, TODAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC), date(2026, 3, 2)
MORNING = Stretch(time(9), time(12))


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


@pytest.fixture
def teacher(school: School) -> Actor:
    return worlds.staff(school, "Tess Barrow", Role.TEACHER)


@pytest.fixture
def head(school: School) -> Actor:
    return worlds.staff(school, "Hetty Marsh", Role.HEAD)


def hours_of(school: School, *actors: Actor) -> list[Hours]:
    with tenancy.atomic(school.id):
        found = presence.hours_of(
            school,
            [actor.person for actor in actors],
            calendar=schools.calendar_of(school),
            lessons=availability.lessons([packs.load("wyton")]),
            today=TODAY,
        )
    return [found[actor.person] for actor in actors]


def days_in(hours: Hours, *days: int) -> list[int]:
    return [day for day in days if hours.works_on(date(2026, 3, day))]


def test_everybody_has_the_hours_of_what_they_are(school: School, office: Actor, teacher: Actor, head: Actor) -> None:
    school.core_from, school.core_until = time(8, 45), time(15, 45)
    school.save()
    at_ten = {
        actor.name: hours.may_be_reached(london("2026-03-02 10:00")).because
        for actor, hours in zip((office, teacher, head), hours_of(school, office, teacher, head), strict=True)
    }
    assert at_ten == {
        "Olive Trent": "free until 16:30",
        "Tess Barrow": "teaching until 15:30",
        "Hetty Marsh": "free until 15:45",
    }


def test_the_hours_of_a_whole_staff_are_read_in_three_queries(
    school: School, office: Actor, teacher: Actor, head: Actor
) -> None:
    with tenancy.atomic(school.id):
        actions.set_week(teacher.person, {0: MORNING, 1: MORNING}, from_day=TODAY, by=office, now=NOW)
        actions.enter_absence(head.person, Absence(TODAY, TODAY), by=office, now=NOW)
        actions.enter_engagement(office.person, Engaged("on duty", MORNING, weekday=0), by=office, now=NOW)
        everybody = [actor.person for actor in (office, teacher, head)]
        calendar = schools.calendar_of(school)
        with CaptureQueriesContext(connection) as captured:
            found = presence.hours_of(school, everybody, calendar=calendar, lessons=(), today=TODAY)
    assert len(captured) == 3
    assert set(found) == set(everybody)


def test_a_week_holds_from_its_day_on_and_the_one_before_it_until_then(school: School, head: Actor) -> None:
    with tenancy.atomic(school.id):
        actions.set_week(head.person, {0: MORNING}, from_day=TODAY, by=head, now=NOW)
        actions.set_week(head.person, {1: MORNING}, from_day=date(2026, 3, 9), by=head, now=NOW)
        actions.set_week(head.person, {2: MORNING}, from_day=date(2026, 3, 9), by=head, now=NOW)
    assert days_in(*hours_of(school, head), *range(2, 14)) == [2, 11]
    with tenancy.atomic(school.id):
        actions.set_week(head.person, {}, from_day=date(2026, 3, 9), by=head, now=NOW)
    assert days_in(*hours_of(school, head), *range(2, 14)) == [2, 9, 10, 11, 12, 13]


def test_whoever_comes_back_early_is_back_today(school: School, office: Actor, head: Actor) -> None:
    with tenancy.atomic(school.id):
        away = Absence(date(2026, 2, 26), date(2026, 3, 6), office.person)
        entered = actions.enter_absence(head.person, away, by=office, now=NOW)
        assert not days_in(*hours_of(school, head), 2, 3)
        actions.end_absence(head.person, entered.id, today=TODAY, by=office, now=NOW)
        assert days_in(*hours_of(school, head), 2, 3) == [2, 3]
        with pytest.raises(Stale):
            actions.end_absence(head.person, entered.id, today=TODAY, by=office, now=NOW)


@pytest.mark.parametrize(
    ("away", "field"),
    [
        ((date(2026, 3, 6), date(2026, 3, 5), "office"), "last_day"),
        ((date(2026, 3, 6), date(2028, 3, 5), "office"), "last_day"),
        ((date(2026, 3, 4), date(2026, 3, 9), "office"), "first_day"),
        ((date(2026, 3, 9), date(2026, 3, 9), "head"), "stand_in"),
        ((date(2026, 3, 10), date(2026, 3, 12), "teacher"), "stand_in"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(
    office: Actor, teacher: Actor, head: Actor, away: tuple[date, date, str], field: str
) -> None:
    others = {"office": office.person, "teacher": teacher.person, "head": head.person}
    first, last, stand_in = away
    with tenancy.atomic(office.school_id):
        actions.enter_absence(head.person, Absence(date(2026, 3, 3), date(2026, 3, 5)), by=office, now=NOW)
        actions.enter_absence(teacher.person, Absence(date(2026, 3, 12), date(2026, 3, 12)), by=office, now=NOW)
    with tenancy.atomic(office.school_id), pytest.raises(Invalid) as wrong:
        actions.enter_absence(head.person, Absence(first, last, others[stand_in]), by=office, now=NOW)
    assert list(wrong.value.fields) == [field]


def test_ones_own_hours_are_ones_own_to_say_and_those_of_others_are_not(
    school: School, teacher: Actor, head: Actor
) -> None:
    with tenancy.atomic(school.id):
        actions.set_week(teacher.person, {0: MORNING}, from_day=TODAY, by=teacher, now=NOW)
        with pytest.raises(Denied, match="keep the hours of others"):
            actions.set_week(head.person, {0: MORNING}, from_day=TODAY, by=teacher, now=NOW)
        with pytest.raises(Denied):
            actions.set_manager(teacher.person, head.person, by=teacher, now=NOW)


def test_nobody_is_their_own_line_manager(school: School, office: Actor, teacher: Actor, head: Actor) -> None:
    with tenancy.atomic(school.id):
        actions.set_manager(teacher.person, head.person, by=office, now=NOW)
        assert people.managers_of(school.id, [teacher.person, head.person]) == {teacher.person: head.person}
        with pytest.raises(Invalid):
            actions.set_manager(teacher.person, teacher.person, by=office, now=NOW)
