"""`bookbag policy rehearse` reads the stored cases of a school and says what a proposed pack would have changed."""

import json
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from tests.builders import mails, worlds

from bookbag.cli.up import bookbag
from bookbag.policy import packs
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.family(made)
    for number in range(2):
        mail = mails.mail(subject=f"Lost coat of Amira {number}", message_id=f"m{number}@home.example")
        mails.arrive(mail, made, now=worlds.NOW + timedelta(days=number))
    return made


@pytest.fixture
def proposed(tmp_path: Path) -> Path:
    """The school's pack, which answers in five working days instead of ten."""
    folder = Path(shutil.copytree(packs.SHIPPED / "wyton", tmp_path / "wyton"))
    file = folder / "pack.yaml"
    rule = "but_not: [complaint]\n    who: parent\n    duty: respond\n    within: {working_days: "
    assert file.read_text().count(f"{rule}10}}") == 1
    file.write_text(file.read_text().replace(f"{rule}10}}", f"{rule}5}}"))
    return folder


def ask(*words: str, code: int = 0) -> str:
    command = bookbag("policy", "rehearse", *words)
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": "src"}, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


@pytest.mark.usefixtures("school")
def test_it_says_how_many_by_clause_and_shows_examples_without_words(proposed: Path) -> None:
    said = ask(str(proposed), "--since", "2026-03-01")
    assert said.splitlines() == [
        "Looked at two cases since Sunday 1 March 2026.",
        "Duties: none more, none fewer; two due earlier, none due later.",
        "Of those that were kept, none would have been missed.",
        "Of those that were missed, none would have been kept.",
        "WYT-087: 2 earlier.",
        "  2026-03-03 email, WYT-087, respond: Tuesday 17 March 2026, 4 pm -> Tuesday 10 March 2026, 4 pm",
        "  2026-03-02 email, WYT-087, respond: Monday 16 March 2026, 4 pm -> Monday 9 March 2026, 4 pm",
    ]


@pytest.mark.usefixtures("school")
def test_the_same_in_json(proposed: Path) -> None:
    told = json.loads(ask(str(proposed), "--since", "2026-03-03", "--json"))
    assert told == {
        "since": "2026-03-03",
        "cases": 1,
        "total": {"earlier": 1},
        "by_clause": {"WYT-087": {"earlier": 1}},
        "examples": [
            {
                "day": "2026-03-03",
                "channel": "email",
                "clause": "WYT-087",
                "duty": "respond",
                "was": "2026-03-17T16:00:00+00:00",
                "would_be": "2026-03-10T16:00:00+00:00",
            }
        ],
    }


@pytest.mark.usefixtures("school")
def test_of_several_schools_one_must_be_named(proposed: Path) -> None:
    worlds.school("norton", packs=("norton-west-chinnock",))
    assert ask(str(proposed), code=1) == "bookbag: Which school? Say it with --school: norton or wyton.\n"
    assert ask(str(proposed), "--school", "wyton").startswith("Looked at no cases since Monday 1 June 2026.")


def test_a_broken_pack_is_refused_before_anything_is_asked(proposed: Path) -> None:
    (proposed / "pack.yaml").write_text("title: None\n")
    assert "wyton/pack.yaml, line 1: 'owner' is missing." in ask(str(proposed), code=1)
