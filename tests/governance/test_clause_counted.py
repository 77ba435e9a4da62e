"""What each figure of a clause counts: came up, kept in time, missed by being late, waived."""

from dataclasses import replace

import pytest
from tests.builders import worlds
from tests.builders.browsing import Desk
from tests.governance import promised

from bookbag.desk.figures import Figures, What
from bookbag.governance import queries as governance
from bookbag.governance.queries import Whole
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import queries as schools
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def desk() -> Desk:
    return promised.desk()


def clause(desk: Desk, clause_id: str = "WYT-083", *, by: Actor | None = None, year: bool = True) -> Whole:
    actor = by or desk.governor
    with tenancy.atomic(desk.school.id, sight=actor.sight):
        offered = governance.periods(desk.school, now=promised.NOW)
        period = offered.years[0] if year else offered.months[0]
        row = governance.find_row(desk.school, actor, clause_id, period, now=promised.NOW)
        assert row
        return governance.whole(desk.school, actor, row, period, now=promised.NOW)


def figures(whole: Whole) -> tuple[str, ...]:
    return tuple(whole.row.figures[what] for what in What)


def test_each_promise_is_counted_for_what_became_of_it(desk: Desk) -> None:
    promised.promise(desk.case, "WYT-083", "kept", "kept", "met late", "open and late", "open", "undated", "waived")
    assert figures(clause(desk)) == ("7", "2", "2", "1")


def test_a_promise_that_never_came_up_is_counted_as_none(desk: Desk) -> None:
    assert figures(clause(desk)) == ("0", "0", "0", "0")


def test_a_clause_that_promises_nothing_is_not_counted(desk: Desk) -> None:
    assert figures(clause(desk, "WYT-001")) == ("–", "–", "–", "–")


def test_a_month_holds_what_was_due_in_it(desk: Desk) -> None:
    promised.promise(desk.case, "WYT-083", "kept", "met late", "waived", "undated")
    months = clause(desk).months
    assert [str(months[0].first_day), str(months[-1].first_day)] == ["2025-09-01", "2026-03-01"]
    told = {month.first_day.month: month.figures for month in months if month.figures != Figures()}
    assert told == {2: Figures(came_up=3, kept=1, missed=1, waived=1)}


def test_another_school_counts_its_own(desk: Desk) -> None:
    promised.promise(desk.case, "WYT-083", "kept")
    head = worlds.staff(worlds.school("hillside"), "Hal Orme", Role.HEAD)
    hillside = replace(desk, school=schools.school_by_slug("hillside"))
    assert figures(clause(hillside, by=head)) == ("0", "0", "0", "0")


def test_the_head_counts_what_governors_count(desk: Desk) -> None:
    promised.promise(desk.case, "WYT-083", "kept")
    promised.promise(promised.another_case(desk, sight=Sight.CONFIDENTIAL), "WYT-083", "met late", "met late")
    head = worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)
    assert figures(clause(desk, by=head)) == figures(clause(desk)) == ("1", "1", "0", "0")
