"""SIGKILL of the database server while it is busy: it is back within seconds with every row that was promised."""

import contextlib
import os
import signal
import threading
import time

import psycopg
from tests.processes.conftest import Open, enter, until


def test_a_killed_postgres_is_ready_again_and_keeps_what_was_committed(house: Open) -> None:
    one = house().ready()
    with enter(one.home) as entry:
        entry.execute("CREATE TABLE promised (number int)")
    promised: list[int] = []

    def write(start: int) -> None:
        with contextlib.suppress(psycopg.Error), enter(one.home) as entry:
            for number in range(start, start + 1_000_000):
                entry.execute("INSERT INTO promised VALUES (%s)", [number])
                promised.append(number)

    def count_for_ever() -> None:
        with contextlib.suppress(psycopg.Error), enter(one.home) as entry:
            entry.execute("SELECT count(*) FROM generate_series(1, 1000000000)")

    writers = [threading.Thread(target=write, args=(n * 1_000_000,), daemon=True) for n in range(3)]
    busy = threading.Thread(target=count_for_ever, daemon=True)
    for thread in [*writers, busy]:
        thread.start()
    until(lambda: len(promised) > 200, "some load")
    os.kill(one.pid("postgres"), signal.SIGKILL)
    killed = time.monotonic()
    one.said("postgres: ready", times=2)
    assert time.monotonic() - killed < 10
    for thread in [*writers, busy]:
        thread.join(10)
        assert not thread.is_alive()
    assert one.said("postgres: killed by SIGKILL, starting again")
    with enter(one.home) as entry:
        kept = {number for (number,) in entry.execute("SELECT number FROM promised")}
    assert set(promised) <= kept
    assert one.stop() == 0
