"""A school with a record: entries committed for real, sealed as the restricted role, tampered with as the superuser."""

import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.builders import worlds

from bookbag.policy.permissions import Sight, process
from bookbag.record import sealing, verifying
from bookbag.record.kinds import Kind
from bookbag.record.models import Entry
from bookbag.record.verifying import Fault
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School

Write = Callable[..., list[Entry]]
Tamper = Callable[..., None]


@pytest.fixture
def school(db: None, home: Path) -> School:
    """Wyton, of which nothing was published yet, in a HOME whose owner may read what this process will publish."""
    folder, owner = home / "record-heads", home.stat()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    os.chown(folder, owner.st_uid, owner.st_gid)
    return worlds.school("wyton")


@pytest.fixture
def write() -> Write:
    """Note acts, each in a transaction of its own, as the application does."""

    def noted(school: School, many: int = 1, *, sight: Sight = Sight.ORDINARY) -> list[Entry]:
        return [_note(school, sight) for _ in range(many)]

    return noted


def _note(school: School, sight: Sight) -> Entry:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        by = process("test", school.id)
        return note(
            Kind.CASE_OPENED, by=by, now=worlds.NOW, thing="case", thing_id=uuid.uuid4(), sight=sight, clause="WYT-083",
            channel="email", duties=2,
        )  # fmt: skip


@pytest.fixture
def sealed(school: School, write: Write) -> list[Entry]:
    """Five entries of the school, sealed."""
    entries = write(school, 5)
    assert sealing.seal(school, now=worlds.NOW) == 5
    return entries


@pytest.fixture
def tamper(owner: psycopg.Connection[Any]) -> Tamper:
    """What somebody with the superuser's password does, past every trigger and policy."""

    def run(statement: str, *values: object) -> None:
        owner.execute("set session_replication_role = replica")
        try:
            assert owner.execute(statement, values).rowcount > 0, "nothing was tampered with"
        finally:
            owner.execute("set session_replication_role = default")

    return run


@pytest.fixture
def faults(school: School) -> Callable[[], list[tuple[Fault, int | None]]]:
    """What verifying finds, as pairs of fault and number; every finding names the school in words."""

    def found() -> list[tuple[Fault, int | None]]:
        findings = verifying.verify(school).findings
        assert all(finding.says.startswith("Wyton Primary School: ") for finding in findings)
        return [(finding.fault, finding.number) for finding in findings]

    return found
