"""A record restored on another server, where transaction ids start anew, verifies there, goes on, and is guarded again."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.builders import worlds

from bookbag.cli.postgres import EmbeddedPostgres, programs
from bookbag.config import database
from bookbag.policy.permissions import Sight
from bookbag.record import chain, sealing
from bookbag.record.chain import Place
from bookbag.record.models import Entry, Seal
from bookbag.schools.models import School

Write = Callable[..., list[Entry]]

GO_ON = """
from bookbag.cli.running import settle; settle()
from datetime import UTC, datetime
from bookbag.policy.permissions import process
from bookbag.record import sealing
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School
school, now = School.objects.get(slug="wyton"), datetime.now(UTC)
with tenancy.atomic(school.id):
    note(Kind.CASE_READ, by=process("test", school.id), now=now, thing="case", thing_id=None)
print(sealing.seal(school, now=now))
"""


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """The HOME of another server."""
    home = Path(tempfile.mkdtemp(prefix="bookbag-test-"))
    home.chmod(0o755)
    with EmbeddedPostgres(home, settings={"fsync": "off"}):
        yield home
    shutil.rmtree(home)


def python(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"BOOKBAG_HOME": str(home), "PYTHONPATH": str(Path("src").resolve())}
    return subprocess.run([sys.executable, *words], env=environment, check=False, capture_output=True, text=True)


def gone_on(home: Path) -> int:
    """Act once more and seal, as the worker of this HOME does; returns how many entries were sealed."""
    done = python(home, "-c", GO_ON)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def verified(home: Path) -> tuple[int, int, list[str]]:
    """How many ordinary entries are sealed, how many wait, and which faults there are, as the command tells it."""
    done = python(home, "-m", "bookbag.cli.main", "record", "verify", "--json")
    assert done.stdout, done.stderr
    (report,) = json.loads(done.stdout)
    faults = [finding["fault"] for finding in report["findings"]]
    assert done.returncode == (1 if faults else 0)
    return report["sealed"]["ordinary"], report["waiting"], faults


def copy(here: Path, there: Path) -> None:
    """Dump as the backup role, and restore as a technician does."""
    for program, words, role, home in (
        ("pg_dump", ["-Fc", "-f", str(there / "dump")], "backup", here),
        ("pg_restore", ["--exit-on-error", "-d", database.DATABASE, str(there / "dump")], "super", there),
    ):
        entry = database.connection(database.role(role), home=home)
        where = {
            "PGHOST": entry["host"],
            "PGPORT": entry["port"],
            "PGUSER": entry["user"],
            "PGPASSWORD": entry["password"],
        }
        if program == "pg_dump":
            where["PGDATABASE"] = entry["dbname"]
        subprocess.run([str(programs() / program), *words], env=os.environ | where, check=True)


def test_a_restored_record_verifies_and_goes_on(
    school: School, write: Write, owner: psycopg.Connection[Any], home: Path, elsewhere: Path
) -> None:
    for _ in range(3000):  # so that the ids here are far ahead of those of a new server
        owner.execute("select pg_current_xact_id()")
    write(school, 3)
    sealing.seal(school, now=worlds.NOW)
    write(school, 2)
    copy(home, elsewhere)

    assert verified(elsewhere) == (3, 2, [])
    assert gone_on(elsewhere) == 3
    assert gone_on(elsewhere) == 1
    assert verified(elsewhere) == (7, 0, [])

    with psycopg.connect(**database.connection("super", home=elsewhere)) as there:
        epochs = there.execute(
            "select epoch, count(*), max(horizon) from record_seal group by epoch order by 1"
        ).fetchall()
        assert [(epoch, many) for epoch, many, _ in epochs] == [(1, 3), (2, 4)]
        assert epochs[1][2] < epochs[0][2], "the ids of the new server are not behind the old ones: nothing was tried"
        there.execute("set session_replication_role = replica")
        there.execute(
            "insert into record_entry select gen_random_uuid(), sight, position, written_in, at, actor, act, thing,"
            " thing_id, clause, detail, school_id from record_entry order by position desc limit 1"
        )
    assert verified(elsewhere) == (7, 0, ["entry_inserted"])


def test_back_on_the_first_server_its_old_horizon_means_nothing() -> None:
    ends = {
        Sight.ORDINARY: Seal(epoch=1, server=11, horizon=90_000),
        Sight.SAFEGUARDING: Seal(epoch=2, server=22, horizon=800),
    }
    assert chain.horizon(ends, Place(server=11, oldest_open=95_000)) == 0
    assert chain.horizon(ends, Place(server=22, oldest_open=900)) == 800
    assert chain.horizon({}, Place(server=22, oldest_open=900)) == 0
