"""The policy as a table: the same rows and figures as the page, and nothing that a spreadsheet would carry out."""

import csv
import io

import pytest
from tests.builders import browsing
from tests.builders.browsing import Browser, Desk
from tests.governance import promised

from bookbag.policy import packs
from bookbag.web.views.policy import COLUMNS, plain

FORMULAS = ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1"]


pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def table(desk: Desk, query: str = "") -> list[dict[str, str]]:
    answer = Browser(desk.governor).client.get(f"/wyton/policy.csv{query}")
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_it_has_a_row_a_clause_and_the_figures_of_the_page(desk: Desk) -> None:
    rows = table(desk, f"?period={promised.YEAR.key}")
    assert [row["Clause"] for row in rows] == [*packs.load("wyton").clauses, *packs.load("law-england").clauses]
    assert tuple(rows[0]) == COLUMNS
    answered = next(row for row in rows if row["Clause"] == "WYT-083")
    assert (answered["Came up"], answered["Kept"], answered["Waived"]) == ("1", "0", "0")


def test_it_is_narrowed_as_the_page_is(desk: Desk) -> None:
    assert {row["Area"] for row in table(desk, "?area=clocks")} == {"Dates"}


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert plain(cell) == f"'{cell}"


def test_words_and_figures_stay_as_they_are() -> None:
    assert [plain(cell) for cell in ("Answer in time", "12", "–", "")] == ["Answer in time", "12", "–", ""]
