"""`bookbag people import`: said first and done after, in words and in JSON; a file that is none ends with 1 and its line."""

import json
from pathlib import Path

import pytest
from tests.builders import worlds
from typer.testing import CliRunner

from bookbag.cli import people
from bookbag.errors import Invalid
from bookbag.people.models import Pupil
from bookbag.schools import tenancy
from bookbag.schools.models import School

LIST = "Forename,Surname,DOB,Class\nAmira,Khan,23/04/2015,3B\nBen,,21/12/2014,3B\n"


@pytest.fixture
def school(db: None, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr(people, "settle", lambda: None)  # Django is loaded, and tests stay who they are
    return worlds.school()


def run(tmp_path: Path, content: str, *words: str) -> str:
    file = tmp_path / "class.csv"
    file.write_text(content)
    done = CliRunner().invoke(
        people.app, ["import", str(file), "--school", "wyton", "--format", "csv", *words], catch_exceptions=False
    )
    assert done.exit_code == 0
    return done.output


def held(school: School) -> int:
    with tenancy.atomic(school.id):
        return Pupil.objects.count()


def test_a_dry_run_tells_in_words(school: School, tmp_path: Path) -> None:
    said = run(tmp_path, LIST, "--dry-run")
    assert "Nothing was changed" in said
    assert "1 child is new." in said
    assert "Line 3: there is no family name." in said
    assert held(school) == 0


def test_json_holds_the_same_and_the_second_time_adds_nothing(school: School, tmp_path: Path) -> None:
    first = json.loads(run(tmp_path, LIST, "--json"))
    assert (first["counts"]["children"], first["unread"][0]["line"], held(school)) == (1, 3, 1)
    assert json.loads(run(tmp_path, LIST, "--json"))["adds"] == []


def test_a_file_that_is_none_is_refused_by_its_line(school: School, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"^Line 2: a quotation mark"):
        run(tmp_path, 'Forename,Surname,DOB\nAmira,"Khan,23/04/2015\n')
    assert held(school) == 0


def test_in_json_a_refused_file_names_its_line_too(school: School, tmp_path: Path) -> None:
    file = tmp_path / "class.csv"
    file.write_text('Forename,Surname,DOB\nAmira,"Khan,23/04/2015\n')
    words = ["import", str(file), "--school", "wyton", "--format", "csv", "--dry-run", "--json"]
    done = CliRunner().invoke(people.app, words)
    assert (done.exit_code, json.loads(done.output)["refused"]["line"]) == (1, 2)
