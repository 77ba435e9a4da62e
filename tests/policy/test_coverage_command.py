"""`bookbag policy coverage` ties clauses to the tests that bear their mark."""

import json
from pathlib import Path

import hatch_build
import pytest
import yaml
from typer.testing import CliRunner

from bookbag.cli.policy import app
from bookbag.errors import Invalid
from bookbag.policy import marks, packs, proofs

MARKED = """
import pytest

@pytest.mark.clause("WYT-083", "SPT-042")
def test_one(): ...

@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.clause("WYT-083"))])
def test_two(x): ...
"""


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    folder = tmp_path / "tests" / "desk"
    folder.mkdir(parents=True)
    (folder / "test_duties.py").write_text(MARKED)
    (folder / "builders.py").write_text('mark.clause("WYT-001")')
    rest = sorted(proved() - {"WYT-083", "SPT-042"})
    (folder / "test_the_rest.py").write_text(f"pytestmark = pytest.mark.clause({', '.join(map(repr, rest))})")
    return folder.parent


def proved(slug: str = "*") -> set[str]:
    """The clauses of the measured packs, or of one of them, that no list calls open."""
    folders = [folder for folder in proofs.measured() if folder.match(slug)]
    every = {clause for folder in folders for clause in packs.read(folder).clauses}
    return every - {clause for folder in folders for clause in yaml.safe_load((folder / "open.yaml").read_text())}


def test_json_has_the_shape_of_the_contract(tests) -> None:
    ran = CliRunner().invoke(app, ["coverage", "--json", "--tests", str(tests)])
    assert ran.exit_code == 0, ran.stderr
    answer = json.loads(ran.stdout)
    assert (answer["total"], answer["proved"]) == (691, len(proved()))
    totals = {"heart-of-england": 46, "norton-west-chinnock": 127, "spring-partnership": 144}
    totals |= {"trust-electronic": 190, "wyton": 184}
    assert answer["by_pack"] == {slug: {"total": total, "proved": len(proved(slug))} for slug, total in totals.items()}
    assert len(answer["open"]) == 691 - len(proved())
    assert not {"WYT-083", "SPT-042"} & set(answer["open"])


def test_english_names_the_place_of_every_test(tests) -> None:
    told = CliRunner().invoke(app, ["coverage", "--tests", str(tests)]).stdout.splitlines()
    assert f"wyton: {len(proved('wyton'))} of 184 clauses have a test." in told
    file = f"{tests.name}/desk/test_duties.py"
    assert [line for line in told if "WYT-083" in line] == [
        f"  WYT-083: {file}, line 4",
        f"  WYT-083: {file}, line 7",
    ]


def test_a_mark_of_a_clause_that_no_pack_has_fails(tests) -> None:
    (tests / "test_more.py").write_text('pytestmark = pytest.mark.clause("WYT-999")')
    ran = CliRunner().invoke(app, ["coverage", "--tests", str(tests)])
    assert ran.exit_code == 1
    assert ran.stderr == f"{tests.name}/test_more.py, line 1: no pack has a clause 'WYT-999'.\n"


@pytest.mark.parametrize(
    ("listed", "faults"),
    [
        ("[SML-001]", ()),
        ("[]", ("SML-001 of small has no test and is not listed as open.",)),
        ("[SML-001, SML-002]", ("small/open.yaml, line 1: the ledger has no clause 'SML-002'.",)),
    ],
)
def test_a_clause_has_a_test_or_is_listed_as_open(small_pack, listed, faults) -> None:
    (small_pack / "open.yaml").write_text(listed)
    assert proofs.coverage([small_pack], []).faults == faults


def test_a_clause_with_a_test_is_not_listed_as_open(small_pack: Path) -> None:
    (small_pack / "open.yaml").write_text("[SML-001]")
    mark = marks.Mark("SML-001", "tests/test_it.py, line 1")
    assert proofs.coverage([small_pack], [mark]).faults == (
        "small/open.yaml, line 1: a test proves SML-001; take it out of the list.",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = 1\nmark.clause('A')\npytest.mark.clause(NAME)", "line 3: a mark names its clauses outright"),
        ("x = 1\ndef", "line 2: invalid syntax"),
    ],
)
def test_a_test_file_that_cannot_be_read_is_named(tmp_path, text, sentence) -> None:
    (tmp_path / "test_it.py").write_text(text)
    with pytest.raises(Invalid, match=sentence):
        list(marks.found(tmp_path))


def test_every_clause_that_ships_is_accounted_for() -> None:
    assert proofs.coverage(proofs.measured(), marks.shipped()).faults == ()


def test_a_copy_without_tests_answers_from_what_its_build_found(tests, tmp_path, monkeypatch) -> None:
    marks.write(marks.found(tests), tmp_path / "marks.json")
    monkeypatch.setattr(marks, "SOURCE", tmp_path / "nowhere")
    monkeypatch.setattr(marks, "FOUND_BY_THE_BUILD", tmp_path / "marks.json")
    answer = json.loads(CliRunner().invoke(app, ["coverage", "--json"]).stdout)
    assert (answer["total"], answer["proved"]) == (691, len(proved()))


def test_a_copy_that_knows_of_no_tests_says_so(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(marks, "SOURCE", tmp_path / "nowhere")
    monkeypatch.setattr(marks, "FOUND_BY_THE_BUILD", tmp_path / "marks.json")
    ran = CliRunner().invoke(app, ["coverage"])
    assert ran.exit_code == 1
    assert ran.stderr == "This copy of Bookbag does not know its tests. Name their folder with --tests.\n"


def test_the_build_writes_what_a_copy_without_tests_needs(tests, tmp_path) -> None:
    (tmp_path / "checkout" / "src" / "bookbag" / "packs").mkdir(parents=True)
    tests.rename(tmp_path / "checkout" / "tests")
    hatch_build.write_marks(tmp_path / "checkout")
    written = json.loads((tmp_path / "checkout" / "src" / "bookbag" / "packs" / "marks.json").read_text())
    assert {"clause": "SPT-042", "place": "tests/desk/test_duties.py, line 4"} in written
