"""Whom an order limits is one answer: what the pure function says of any orders, the database says of their rows."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import worlds
from tests.builders.worlds import Family

from bookbag.people import restrictions
from bookbag.people.models import Restriction
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.policy.telling import Scope, may_be_told
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
DAY = date(2026, 3, 2)

days = st.integers(-4, 4).map(lambda number: DAY + timedelta(days=number))
words = st.lists(st.sampled_from([*Scope, "no_contact", "", "Reports", "see the file"]), min_size=1, max_size=3)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, object]:
    """One restriction as it may stand in the table, legal to the database and otherwise anything."""
    starts = draw(days)
    stopped = draw(st.none() | days)
    return {
        "scope": draw(words),
        "starts_on": starts,
        "ends_on": starts + timedelta(days=draw(st.integers(0, 4))),
        "review_on": starts,
        "seen": draw(st.booleans()),
        "stopped_on": stopped,
        "stopped_until": stopped and stopped + timedelta(days=draw(st.integers(0, 3))),
        "lifted_on": draw(st.none() | days),
    }


@pytest.fixture
def world() -> tuple[School, Family, Actor]:
    school = worlds.school()
    return school, worlds.family(school, adults=("Omar Khan",)), worlds.staff(school, "Hilda Marsh", Role.HEAD)


def kept(school: School, family: Family, head: Actor, given: dict[str, object]) -> Restriction:
    seen = given.pop("seen")
    return Restriction.objects.create(
        school=school,
        pupil=family.pupil,
        contact=family.contacts["Omar"],
        evidence="Seen" if seen else "",
        checked_by_id=head.staff_id if seen else None,
        **given,
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=st.lists(rows(), max_size=3), of=st.sampled_from(Scope))
def test_python_and_the_database_say_the_same(
    world: tuple[School, Family, Actor], orders: list[dict[str, object]], of: Scope
) -> None:
    school, family, head = world
    with tenancy.atomic(school.id, sight=Sight.CONFIDENTIAL):
        Restriction.objects.all().delete()
        made = [kept(school, family, head, order) for order in orders]
        limits = [limit for each in made for limit in restrictions.limits(each)]
    with tenancy.atomic(school.id):
        stopped = restrictions.limited([family.pupil.id], of=[of], today=DAY)
    told = may_be_told(limits, of=of, today=DAY).allowed
    assert stopped == ({} if told else {family.contacts["Omar"].id: {family.pupil.id}})


@pytest.mark.parametrize("of", Scope)
def test_a_word_that_nobody_knows_covers_everything(world: tuple[School, Family, Actor], of: Scope) -> None:
    school, family, head = world
    dates = {"starts_on": DAY, "ends_on": DAY, "review_on": DAY}
    with tenancy.atomic(school.id, sight=Sight.CONFIDENTIAL):
        order = kept(school, family, head, {"scope": ["bail conditions"], "seen": True, **dates})
        assert not may_be_told(restrictions.limits(order), of=of, today=DAY)
        found: dict[UUID, set[UUID]] = restrictions.limited([family.pupil.id], of=[of], today=DAY)
        assert found
