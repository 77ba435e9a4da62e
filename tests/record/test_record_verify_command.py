"""`bookbag record verify` says in sentences or JSON what is sealed, what waits and what is wrong, and ends with 1 then."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.builders import worlds

from bookbag.policy.permissions import Sight
from bookbag.record import heads, sealing
from bookbag.record.heads import Head
from bookbag.record.models import Entry
from bookbag.schools.models import School

Tamper = Callable[..., None]
Write = Callable[..., list[Entry]]


def verify(*words: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "bookbag.cli.main", "record", "verify", *words]
    environment = os.environ | {"PYTHONPATH": str(Path("src").resolve())}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def test_it_tells_what_is_sealed_what_waits_and_what_is_wrong(
    sealed: list[Entry], school: School, write: Write, tamper: Tamper
) -> None:
    write(school, 2, sight=Sight.SAFEGUARDING)
    code, told, _ = verify()
    assert code == 0
    assert told == (
        "wyton: sealed: 5 ordinary, 0 confidential, 0 safeguarding. Waiting for a seal: 2 since 02 March 2026 at 09:00"
        " UTC. Published heads held against: 1. Findings: 0.\n"
    )
    tamper("update record_entry set actor = 'staff:somebody' where id = %s", sealed[1].id)
    code, told, _ = verify("--school", "wyton")
    assert code == 1
    assert "  Wyton Primary School: entry 2 of the ordinary chain was changed after it was sealed.\n" in told


def test_it_tells_the_same_in_json(sealed: list[Entry], tamper: Tamper) -> None:
    tamper("delete from record_entry where id = %s", sealed[0].id)
    worlds.school("norton")
    code, told, _ = verify("--json")
    norton, wyton = json.loads(told)
    assert code == 1
    assert (norton["school"], norton["findings"], norton["waiting_since"]) == ("norton", [], None)
    assert [(each["fault"], each["number"], each["entry"]) for each in wyton["findings"]] == [
        ("entry_removed", 1, str(sealed[0].id))
    ]


def test_it_holds_the_record_against_the_heads_in_home_or_in_a_file(
    sealed: list[Entry], school: School, home: Path, tmp_path: Path
) -> None:
    heads.file_of(home, "wyton").unlink()
    code, told, _ = verify()
    assert code == 0
    assert "Published heads held against: 0. Findings: 0." in told
    kept = tmp_path / "kept.jsonl"
    kept.write_bytes(Head("wyton", "ordinary", 9, "00", worlds.NOW).line())
    code, told, _ = verify("--heads", str(kept))
    assert code == 1
    assert "the ordinary chain ends at 5, but on 02 March 2026 at 09:00 UTC it had reached 9" in told
    heads.publish(heads.file_of(home, "wyton"), heads.read(kept), now=worlds.NOW)
    assert verify()[0] == 1


def test_what_cannot_be_used_is_told_in_a_sentence(school: School, tmp_path: Path) -> None:
    sealing.seal(school, now=worlds.NOW)
    assert verify("--school", "nowhere")[::2] == (1, "bookbag: There is no school with the slug 'nowhere'.\n")
    missing = tmp_path / "missing"
    assert verify("--heads", str(missing))[::2] == (
        1,
        f"bookbag: {missing}: it cannot be read: No such file or directory.\n",
    )
