"""`bookbag policy diff` tells two packs apart from the command line, without a database."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bookbag.cli.policy import app


def diff(*words: str) -> Result:
    return CliRunner().invoke(app, ["diff", *words])


@pytest.fixture
def quicker(small_pack: Path, tmp_path: Path) -> Path:
    """The small pack with one day less to answer in."""
    folder = tmp_path / "quicker" / "small"
    folder.mkdir(parents=True)
    for file in small_pack.iterdir():
        (folder / file.name).write_text(file.read_text().replace("{working_days: 2}", "{working_days: 1}"))
    return folder


def lines(result: Result) -> Sequence[str]:
    return result.stdout.splitlines()


def test_a_change_is_a_sentence(small_pack: Path, quicker: Path) -> None:
    result = diff(str(small_pack), str(quicker))
    assert result.exit_code == 0
    assert lines(result) == [
        "An answer to an e-mail is owed within one working day instead of two working days (SML-001)."
    ]


def test_a_pack_that_ships_is_known_by_its_name() -> None:
    result = diff("wyton", "wyton")
    assert (result.exit_code, lines(result)) == (0, ["Nothing changes."])


def test_the_same_in_json(small_pack: Path, quicker: Path) -> None:
    told = json.loads(diff(str(small_pack), str(quicker), "--json").stdout)
    assert (told["old"]["pack"], told["old"]["version"], told["new"]["version"]) == ("small", "1", "1")
    assert told["old"]["digest"] != told["new"]["digest"]
    (change,) = told["changes"]
    assert change == {
        "turn": "changed",
        "of": "rule",
        "name": "answer",
        "clauses": ["SML-001"],
        "says": "An answer to an e-mail is owed within one working day instead of two working days (SML-001).",
    }


def test_a_pack_that_cannot_be_read_is_told_with_its_line(small_pack: Path, quicker: Path) -> None:
    (quicker / "pack.yaml").write_text(
        (quicker / "pack.yaml").read_text().replace("working_days: 1", "working_days: 0")
    )
    result = diff(str(small_pack), str(quicker))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "small/pack.yaml, line 11: 'working_days' is 0, and must be at least 1." in result.stderr
