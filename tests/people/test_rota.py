"""The emergency rota, on which people put themselves alone, and turns of duty for a post."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.builders import worlds

from bookbag.errors import Denied, Invalid, NotFound, Stale
from bookbag.people import presence
from bookbag.people.actions import rota as actions
from bookbag.policy.permissions import Actor, Role
from bookbag.policy.rules.words import Post
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
NOW, TODAY = datetime(2026, 3, 6, 9, 0, tzinfo=UTC), date(2026, 3, 6)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def head(school: School) -> Actor:
    return worlds.staff(school, "Hetty Marsh", Role.HEAD)


def alerted(school: School, on: date) -> list[str]:
    with tenancy.atomic(school.id):
        return [each.staff.name for each in presence.emergency_rota(school.id, on=on)]


def accept(by: Actor, from_day: date = TODAY, until_day: date | None = None) -> None:
    with tenancy.atomic(by.school_id):
        actions.accept_emergencies(from_day, until_day, today=TODAY, by=by, now=NOW)


def test_whoever_accepts_is_alerted_from_the_day_on_and_until_the_last(school: School, head: Actor) -> None:
    dsl = worlds.staff(school, "Dina Sole", Role.DSL)
    accept(head)
    accept(dsl, TOMORROW, TOMORROW)
    days = [TODAY - timedelta(days=1), TODAY, TOMORROW, TOMORROW + timedelta(days=1)]
    assert [alerted(school, day) for day in days] == [
        [],
        ["Hetty Marsh"],
        ["Hetty Marsh", "Dina Sole"],
        ["Hetty Marsh"],
    ]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.TEACHER, Role.GOVERNOR])
def test_only_leaders_and_safeguarding_leads_can_accept(school: School, role: Role) -> None:
    somebody = worlds.staff(school, "Olive Trent", role)
    with pytest.raises(Denied):
        accept(somebody)


@pytest.mark.parametrize(
    ("from_day", "until_day"),
    [(TODAY - timedelta(days=1), None), (TOMORROW, TODAY), (TOMORROW, TOMORROW + timedelta(days=3))],
)
def test_days_that_cannot_be_accepted(head: Actor, from_day: date, until_day: date | None) -> None:
    accept(head, TOMORROW + timedelta(days=2))
    with pytest.raises(Invalid):
        accept(head, from_day, until_day)


def test_whoever_takes_themselves_off_is_off_at_once_and_may_come_back(school: School, head: Actor) -> None:
    accept(head)
    with tenancy.atomic(school.id):
        (kept,) = presence.emergencies_accepted_by(school.id, head.person, today=TODAY)
        actions.end_emergencies(kept.id, today=TOMORROW, by=head, now=NOW)
    assert alerted(school, TODAY) == ["Hetty Marsh"], "what was is not rewritten"
    assert alerted(school, TOMORROW) == []
    with tenancy.atomic(school.id), pytest.raises(Stale):
        actions.end_emergencies(kept.id, today=TOMORROW, by=head, now=NOW)
    accept(head, TOMORROW)
    assert alerted(school, TOMORROW) == ["Hetty Marsh"]


def test_nobody_takes_somebody_else_off(school: School, head: Actor) -> None:
    accept(head)
    with tenancy.atomic(school.id):
        (kept,) = presence.emergencies_accepted_by(school.id, head.person, today=TODAY)
        with pytest.raises(Stale):
            actions.end_emergencies(kept.id, today=TODAY, by=worlds.staff(school, "Dina Sole", Role.DSL), now=NOW)


def test_a_turn_puts_somebody_in_the_place_of_a_post_for_its_days(school: School, head: Actor) -> None:
    office, leader = (
        worlds.staff(school, name, role)
        for name, role in (("Olive Trent", Role.OFFICE), ("Lena Ford", Role.SENIOR_LEADER))
    )

    def heads(on: date) -> list[str]:
        return [each.name for each in presence.holders_of(school.id, Post.HEAD, on=on)]

    with tenancy.atomic(school.id):
        turn = actions.enter_turn(Post.HEAD, leader.person, TODAY, TOMORROW, by=office, now=NOW)
        assert heads(TODAY) == heads(TOMORROW) == ["Lena Ford"]
        assert heads(TOMORROW + timedelta(days=1)) == ["Hetty Marsh"]
        actions.remove_turn(turn.id, by=office, now=NOW)
        assert heads(TODAY) == ["Hetty Marsh"]
        with pytest.raises(NotFound):
            actions.remove_turn(turn.id, by=office, now=NOW)
        with pytest.raises(Denied):
            actions.enter_turn(Post.HEAD, leader.person, TODAY, TOMORROW, by=leader, now=NOW)
        with pytest.raises(Invalid):
            actions.enter_turn(Post.AUTHOR, leader.person, TODAY, TOMORROW, by=office, now=NOW)
