"""Writers that commit late, two sealers at once, a sealer killed in the middle: everything sealed once, nothing found."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.builders import worlds

from bookbag.policy.permissions import Sight, process
from bookbag.record import chain, sealing, verifying
from bookbag.record.kinds import Kind
from bookbag.record.models import Entry
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School

Write = Callable[..., list[Entry]]


def acts(school: School, many: int, *, pause: float = 0.0) -> None:
    """Write acts in one transaction, with savepoints as actions have them, and commit after a while."""
    try:
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            for number in range(many):
                with tenancy.atomic():
                    sight = Sight.SAFEGUARDING if number % 5 == 4 else Sight.ORDINARY
                    by = process("writer", school.id)
                    note(Kind.MESSAGE_READ, by=by, now=worlds.NOW, thing="message", thing_id=None, sight=sight)
            time.sleep(pause)
    finally:
        connection.close()


def seal_until(school: School, stop: threading.Event) -> int:
    sealed = 0
    try:
        while not stop.is_set():
            sealed += sealing.seal(school, now=worlds.NOW)
    finally:
        connection.close()
    return sealed


def test_late_commits_are_sealed_and_never_taken_for_forgeries(school: School, write: Write) -> None:
    opened, late = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with tenancy.atomic(school.id):
                note(Kind.CASE_READ, by=process("slow", school.id), now=worlds.NOW, thing="case", thing_id=None)
                opened.set()
                assert late.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert opened.wait(20)
    write(school, 3)
    assert sealing.seal(school, now=worlds.NOW) == 3, "an open transaction holds nobody up"
    assert verifying.verify(school).findings == ()
    late.set()
    writer.join()
    report = verifying.verify(school)
    assert (report.waiting, report.findings) == (1, ())
    assert sealing.seal(school, now=worlds.NOW) == 1
    report = verifying.verify(school)
    assert (report.waiting, report.findings, report.sealed["ordinary"]) == (0, (), 4)


def test_writers_sealers_and_a_verifier_at_once(school: School) -> None:
    stop = threading.Event()
    with ThreadPoolExecutor(6) as crowd:
        sealers = [crowd.submit(seal_until, school, stop) for _ in range(2)]
        writers = [crowd.submit(acts, school, 5, pause=0.03 * (n % 4)) for n in range(60)]
        found = []
        while not all(writer.done() for writer in writers):
            found += verifying.verify(school).findings
        stop.set()
        for writer in writers:
            writer.result()
        sealed = sum(sealer.result() for sealer in sealers)
    sealed += sealing.seal(school, now=worlds.NOW)
    report = verifying.verify(school)
    assert (found, report.findings, report.waiting) == ([], (), 0)
    assert (sealed, report.sealed) == (300, {"ordinary": 240, "confidential": 0, "safeguarding": 60})


def test_a_second_sealer_leaves_the_school_to_the_first(
    school: School, write: Write, owner: psycopg.Connection[Any]
) -> None:
    write(school)
    owner.execute("select pg_advisory_lock(%s, %s)", [sealing.LOCK, school.id])
    try:
        assert sealing.seal(school, now=worlds.NOW) == 0
    finally:
        owner.execute("select pg_advisory_unlock(%s, %s)", [sealing.LOCK, school.id])
    assert sealing.seal(school, now=worlds.NOW) == 1


def test_a_backlog_is_sealed_in_batches_also_inside_one_transaction(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 7)
    monkeypatch.setattr(verifying, "CHUNK", 4)
    acts(school, 20)
    acts(school, 3)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        (first, *_), place = list(chain.unsealed(school.id)), chain.here()
    assert sealing._seal_batch(school.id, now=worlds.NOW)[0] == 7
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        assert chain.horizon(chain.tails(school.id), place) == first.written_in, "what is left over is not behind it"
    report = verifying.verify(school)
    assert (report.waiting, report.findings) == (16, ())
    assert sealing.seal(school, now=worlds.NOW) == 16
    report = verifying.verify(school)
    assert (report.waiting, report.findings, sum(report.sealed.values())) == (0, (), 23)


SEAL = """
import django; django.setup()
from datetime import UTC, datetime
from bookbag.record import sealing
from bookbag.schools.models import School
sealing.seal(School.objects.get(slug="wyton"), now=datetime.now(UTC))
"""


def test_a_sealer_killed_in_the_middle_leaves_no_half_a_batch(
    school: School, write: Write, owner: psycopg.Connection[Any]
) -> None:
    write(school, 50)
    waits = "select pid from pg_locks where relation = 'record_seal'::regclass and not granted"
    with owner.transaction():
        owner.execute("lock table record_seal in share mode")
        sealer = subprocess.Popen([sys.executable, "-c", SEAL], env=os.environ | {"PYTHONPATH": "src"})
        deadline = time.monotonic() + 20
        while not (stuck := owner.execute(waits).fetchone()):
            assert sealer.poll() is None, "the sealer ended before it wrote"
            assert time.monotonic() < deadline, "the sealer never came to write"
            time.sleep(0.02)
        sealer.send_signal(signal.SIGKILL)
        sealer.wait()
    while owner.execute("select from pg_stat_activity where pid = %s", stuck).fetchone():
        assert time.monotonic() < deadline + 20
        time.sleep(0.02)
    report = verifying.verify(school)
    assert (report.waiting, sum(report.sealed.values()), report.findings) == (50, 0, ())
    assert sealing.seal(school, now=worlds.NOW) == 50
    assert verifying.verify(school).findings == ()
