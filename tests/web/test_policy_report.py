"""The governors' report is a PDF that everybody can read: tagged, titled, in a known language, its letters embedded and there.

Checked with pypdf against what PDF/UA-1 asks for; no other program has judged it.
"""

import io
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk
from tests.governance import promised
from tests.web.test_policy_attested import DAYS, LOG, TODAY

from bookbag.policy import packs
from bookbag.policy.permissions import Role
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def report(desk: Desk, query: str = "") -> PdfReader:
    client = Client()
    client.force_login(User.objects.get(pk=desk.governor.user_id))
    answer = client.get(f"/wyton/policy.pdf{query}")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="wyton-policy-')
    return PdfReader(io.BytesIO(answer.content), strict=True)


def words(of: PdfReader) -> str:
    """What a screen reader would read, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in of.pages).split())


def tagged(of: PdfReader) -> Iterator[DictionaryObject]:
    """Every element of the document's structure, in reading order."""

    def below(node: Any) -> Iterator[DictionaryObject]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for each in node:
                yield from below(each)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node
            yield from below(node.get("/K", []))

    yield from below(of.trailer["/Root"]["/StructTreeRoot"]["/K"])  # type: ignore[index]  # dictionaries


def test_it_says_that_it_is_accessible_and_in_which_language_and_title(desk: Desk) -> None:
    read = report(desk)
    root: Any = read.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value) == ("en-GB", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert read.metadata
    assert read.metadata.title == "The policy and how it is kept, Wyton Primary School"
    metadata = root["/Metadata"].get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert b"The policy and how it is kept, Wyton Primary School" in metadata


def test_every_letter_is_embedded_and_the_typeface_is_ours(desk: Desk) -> None:
    fonts = {}
    for page in report(desk).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # dictionaries
            inner = font["/DescendantFonts"][0].get_object()
            fonts[font["/BaseFont"].partition("+")[2]] = inner["/FontDescriptor"], font
    assert sorted(fonts) == ["AtkinsonHyperlegibleNext-Bold", "AtkinsonHyperlegibleNext-Regular"]
    assert all("/FontFile2" in descriptor and "/ToUnicode" in font for descriptor, font in fonts.values())


def test_headings_go_down_one_step_at_a_time_and_tables_have_heads(desk: Desk) -> None:
    kinds = [str(element["/S"]) for element in tagged(report(desk))]
    levels = [int(kind[2:]) for kind in kinds if kind[1:2] == "H" and kind[2:].isdigit()]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert kinds.count("/Table") == kinds.count("/THead") > 20
    assert kinds.count("/TH") == 7 * kinds.count("/Table")


def test_each_chart_says_in_words_what_it_shows(desk: Desk) -> None:
    alts = [str(element["/Alt"]) for element in tagged(report(desk)) if element["/S"] == "/Figure"]
    assert len(alts) == 2
    assert alts[0].startswith("Parent Protocol and Communications Policy. Of 184 clauses Bookbag keeps ")


def test_every_clause_and_figure_of_the_page_is_in_it_in_the_same_order(desk: Desk) -> None:
    read = words(report(desk, f"?period={promised.YEAR.key}"))
    clauses = [clause for slug in ("wyton", "law-england") for clause in packs.load(slug).clauses.values()]
    assert [clause.id for clause in clauses if " ".join(clause.says.split()) not in read] == []
    at = [read.index(f" {clause.id} ") for clause in clauses]
    assert at == sorted(at)
    page = Browser(desk.governor).get("policy", "wyton", period=promised.YEAR.key).words
    total = page[page.index("Of 193 clauses") : page.index(" are not confirmed yet.")]
    assert total in read
    assert "inside ten working days in term time. School should. works 1 0 " in read


def test_its_first_page_says_whose_it_is_for_which_time_and_who_made_it(desk: Desk) -> None:
    first = " ".join(report(desk, f"?period={promised.YEAR.key}&area=clocks").pages[0].extract_text().split())
    assert "Valley Learning Trust The policy and how it is kept, Wyton Primary School" in first
    assert "The school year 2025–26: Monday 1 September 2025 to Monday 31 August 2026" in first
    assert "Only Area: Dates" in first
    assert "by Gwen Ash." in first
    assert "Wyton on the Hill Primary School, version 1." in first


def test_it_is_narrowed_as_the_page_is(desk: Desk) -> None:
    read = words(report(desk, "?area=clocks"))
    for clause in packs.load("wyton").clauses.values():
        assert (f" {clause.id} " in read) == (clause.area == "clocks"), clause.id


def test_nothing_that_fits_is_a_report_too(desk: Desk) -> None:
    assert "Of 0 clauses" in words(report(desk, "?area=social&state=overdue"))


def test_a_confirmation_stands_beside_its_clause(desk: Desk) -> None:
    manager = worlds.staff(desk.school, "Bea Lund", Role.BUSINESS_MANAGER)
    soon = DAYS | {"due_on": (TODAY + timedelta(days=9)).isoformat()}
    Browser(manager).post("attest", "wyton", "WYT-002", **LOG, **soon)
    read = words(report(desk))
    assert "A paper: The fire log. Proof: The blue folder. Seen by Bea Lund." in read
    assert "1 is due again" in read
