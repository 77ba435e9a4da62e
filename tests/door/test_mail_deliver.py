"""`bookbag mail deliver` takes mail in from files, says what came of it, and says the same when it is repeated."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.builders import worlds
from tests.door.conftest import MAIL, Rows, kept

from bookbag.cli.up import bookbag
from bookbag.schools.models import School


@pytest.fixture(autouse=True)
def _files_of_the_account(home: Path) -> None:
    """What the tests kept as root is in the way of a command that gives root up."""
    shutil.rmtree(home / "files", ignore_errors=True)


@pytest.fixture
def family(school: School) -> worlds.Family:
    return worlds.family(school)


def deliver(*files: Path, slug: str = "wyton", code: int = 0) -> list[dict[str, Any]]:
    words = bookbag("mail", "deliver", "--school", slug, *map(str, files))
    done = subprocess.run(words, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": "src"}, check=False)
    assert done.returncode == code, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def written(path: Path, raw: bytes = MAIL) -> Path:
    path.write_bytes(raw)
    path.chmod(0o600)
    return path


def test_a_message_becomes_a_case_with_duties(family: worlds.Family, tmp_path: Path, rows: Rows) -> None:
    file = written(tmp_path / "one.eml")
    (answer,) = deliver(file)
    assert list(answer) == ["file", "case", "message", "duties", "triage"]
    assert answer["file"] == str(file)
    assert answer["triage"] == {"category": "enquiry"}
    assert [row["state"] for row in rows("desk_arrival")] == ["read"]
    assert kept(rows("desk_arrival")[0]) == MAIL
    assert [str(row["id"]) for row in rows("desk_case")] == [answer["case"]]
    assert [str(row["id"]) for row in rows("desk_message")] == [answer["message"]]
    assert {row["clause"] for row in rows("desk_duty")} == {duty["clause"] for duty in answer["duties"]} != set()
    assert list(answer["duties"][0]) == ["duty", "clause", "due", "counted", "skipped", "because"]


def test_repeating_it_says_the_same(family: worlds.Family, tmp_path: Path, rows: Rows) -> None:
    files = [written(tmp_path / "one.eml"), written(tmp_path / "same.eml")]
    first, second = deliver(*files)
    assert {**second, "file": first["file"]} == first
    assert deliver(*files) == [first, second]
    assert len(rows("desk_case")) == 1


def test_an_automatic_reply_opens_no_case(family: worlds.Family, tmp_path: Path, rows: Rows) -> None:
    file = written(tmp_path / "away.eml", b"Auto-Submitted: auto-replied\r\n" + MAIL)
    assert deliver(file) == [{"file": str(file), "case": None, "message": None, "duties": [], "triage": None}]
    assert rows("desk_case") == []


def test_a_file_that_cannot_be_opened_does_not_stop_the_others(family: worlds.Family, tmp_path: Path) -> None:
    huge = tmp_path / "huge.eml"
    with huge.open("wb") as out:
        out.truncate(25 * 2**20 + 1)
    missing, too_large, good = deliver(tmp_path / "missing.eml", huge, written(tmp_path / "one.eml"), code=1)
    assert missing["error"] == "The file cannot be opened: No such file or directory."
    assert too_large["error"] == "The message is larger than the 25 MiB that are taken here."
    assert good["case"]


def test_an_unknown_school_is_said_in_a_sentence(school: School, tmp_path: Path) -> None:
    assert deliver(written(tmp_path / "one.eml"), slug="nowhere", code=1) == []


def test_a_school_without_a_mailbox_is_said_in_a_sentence(
    school: School, tmp_path: Path, owner: psycopg.Connection[Any]
) -> None:
    owner.execute("delete from schools_mailbox")
    assert deliver(written(tmp_path / "one.eml"), code=1) == []
