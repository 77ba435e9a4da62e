"""Where a small figure could point at somebody, it is not told; everywhere else it is."""

import pytest
from tests.builders.browsing import Desk
from tests.governance import promised
from tests.governance.test_clause_counted import clause, figures

from bookbag.governance import queries as governance
from bookbag.policy import packs
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")
FEW = "fewer than 5"


@pytest.fixture
def desk() -> Desk:
    return promised.desk()


def of_area(area: str) -> str:
    return next(clause.id for clause in packs.load("wyton").clauses.values() if clause.area == area)


@pytest.mark.parametrize("area", ["complaints", "conduct"])
def test_under_five_reads_fewer_than_five_in_a_sensitive_area(desk: Desk, area: str) -> None:
    promised.promise(desk.case, of_area(area), *["kept"] * 5, "met late")
    assert figures(clause(desk, of_area(area))) == ("6", "5", FEW, FEW)


def test_it_is_told_for_whole_years_only_and_never_line_by_line(desk: Desk) -> None:
    answer_complaints = "WYT-090"
    promised.promise(desk.case, answer_complaints, *["met late"] * 7)
    told = clause(desk, answer_complaints)
    assert (figures(told), told.months) == (("7", FEW, "7", FEW), ())
    assert figures(clause(desk, answer_complaints, year=False)) == ("by year",) * 4
    with tenancy.atomic(desk.school.id):
        assert governance.lines_behind(desk.governor, told.row, promised.YEAR, now=promised.NOW) == []


def test_less_than_a_year_does_not_tell_whether_there_was_anything(desk: Desk) -> None:
    before = figures(clause(desk, of_area("conduct"), year=False))
    promised.promise(desk.case, of_area("conduct"), *["met late"] * 7)
    assert figures(clause(desk, of_area("conduct"), year=False)) == before


def test_elsewhere_the_figure_is_told(desk: Desk) -> None:
    promised.promise(desk.case, "WYT-083", "kept")
    assert figures(clause(desk)) == ("1", "1", "0", "0")
    assert figures(clause(desk, year=False)) == ("0", "0", "0", "0")
