"""Figures of safeguarding clauses are for those who lead on it; they alone count sealed cases, and of those clauses only."""

import pytest
from tests.builders import worlds
from tests.builders.browsing import Desk
from tests.governance import promised
from tests.governance.test_clause_counted import clause, figures
from tests.governance.test_small_figures import of_area

from bookbag.desk.figures import What
from bookbag.governance import queries as governance
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def desk() -> Desk:
    desk = promised.desk()
    sealed = promised.another_case(desk, sight=Sight.SAFEGUARDING)
    promised.promise(sealed, of_area("safeguarding"), *["kept"] * 5)
    promised.promise(sealed, "WYT-083", "kept")
    promised.promise(desk.case, of_area("safeguarding"), *["kept"] * 2)
    return desk


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.CHAIR, Role.HEAD, Role.OFFICE, Role.TEACHER])
def test_nobody_else_is_told_them(desk: Desk, role: Role) -> None:
    somebody = worlds.staff(desk.school, "Sam Body", role)
    told = clause(desk, of_area("safeguarding"), by=somebody)
    assert figures(told) == ("DSL",) * 4
    assert told.months == ()
    with tenancy.atomic(desk.school.id, sight=somebody.sight):
        assert governance.cases_behind(somebody, told.row, What.KEPT, promised.YEAR, now=promised.NOW) == []


@pytest.mark.parametrize("role", [Role.DSL, Role.DEPUTY_DSL])
def test_who_leads_on_safeguarding_is_told_all(desk: Desk, role: Role) -> None:
    lead = worlds.staff(desk.school, "Dora Selby", role)
    told = clause(desk, of_area("safeguarding"), by=lead)
    assert figures(told) == ("7", "7", "fewer than 5", "fewer than 5")
    with tenancy.atomic(desk.school.id, sight=lead.sight):
        assert len(governance.cases_behind(lead, told.row, What.KEPT, promised.YEAR, now=promised.NOW)) == 2


def test_of_other_clauses_they_count_what_everybody_counts(desk: Desk) -> None:
    lead = worlds.staff(desk.school, "Dora Selby", Role.DSL)
    assert figures(clause(desk, by=lead)) == ("0", "0", "0", "0")
