"""Where a small figure could point at somebody, it is not told; everywhere else it is."""

import pytest
from tests.builders.browsing import Desk
from tests.governance import promised
from tests.governance.test_clause_counted import clause, figures

from bookbag.policy import packs

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


def test_its_months_are_told_no_closer_and_not_drawn(desk: Desk) -> None:
    promised.promise(desk.case, of_area("complaints"), "kept", "met late")
    months = clause(desk, of_area("complaints")).months
    assert {shown for month in months for shown in month.shown.values()} == {FEW}
    assert [month.exact for month in months] == [None] * 12


def test_elsewhere_the_figure_is_told(desk: Desk) -> None:
    promised.promise(desk.case, "WYT-083", "kept")
    assert figures(clause(desk)) == ("1", "1", "0", "0")
