"""`bookbag calendar import` says what it would change, does it once, and leaves what it does not understand to people."""

import os
import subprocess
from pathlib import Path

import pytest
from tests.builders import worlds

from bookbag.cli.up import bookbag
from bookbag.policy.calendar import Calendar
from bookbag.schools import tenancy
from bookbag.schools.models import School
from bookbag.schools.queries import calendar_of

pytestmark = pytest.mark.usefixtures("db")
TABLE = "name,first day,last day\nAutumn 1,2125-09-03,2125-10-26\nINSET,2126-03-04,\nNo day,soon,\nTea,2125-10-01,\n"
TERM = "Autumn 1, Monday 3 September 2125 to Friday 26 October 2125, is entered."


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "dates.csv"
    place.write_text(TABLE)
    return place


def ask(file: Path, *words: str, code: int = 0) -> list[str]:
    command = bookbag("calendar", "import", str(file), "--school", "wyton", *words)
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": "src"}, check=False)
    assert done.returncode == code, done.stderr
    return (done.stdout if code == 0 else done.stderr).splitlines()


def kept(school: School) -> Calendar:
    with tenancy.atomic(school.id):
        return calendar_of(school)


def test_a_dry_run_says_what_would_change_and_changes_nothing(school: School, file: Path) -> None:
    before = kept(school)
    assert ask(file, "--dry-run") == [
        "Line 4: 'soon' is no day. Write it like 2026-09-02, 02/09/2026 or 2 September 2026.",
        TERM,
        "Not taken for a closed day: 2125-10-01 Tea. Enter it if school is closed.",
        "Nothing is changed yet.",
    ]
    assert kept(school) == before


def test_it_is_taken_over_once(school: School, file: Path) -> None:
    first = ask(file)
    assert TERM in first
    assert first[-1] == "Taken over. No open date hangs on it."
    assert kept(school).terms[-1].name == "Autumn 1"
    assert ask(file)[-1] == "Nothing would change: the calendar says all of this already."


def test_what_is_no_file_is_said_without_a_traceback(school: School, tmp_path: Path) -> None:
    (said,) = ask(tmp_path / "none.csv", code=1)
    assert said.endswith("none.csv cannot be read: No such file or directory.")
