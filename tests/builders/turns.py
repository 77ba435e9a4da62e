"""Two at once: somebody who holds a transaction open while others work in threads of their own, with real commits."""

import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection


class Aside(threading.Thread):
    """Work in a thread with a connection of its own. `result` waits for it, and raises what it raised."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._work, self._gave, self._fault = work, None, None
        self.start()

    def run(self) -> None:
        try:
            self._gave = self._work()
        except BaseException as fault:  # noqa: BLE001 - handed to whoever asks for the result
            self._fault = fault
        finally:
            connection.close()

    def result(self) -> Any:
        self.join(timeout=20)
        assert not self.is_alive(), "it waits for ever"
        if self._fault:
            raise self._fault
        return self._gave


def until_it_waits(owner: psycopg.Connection[Any], aside: Aside, *, seconds: float = 5) -> None:
    """Return when somebody waits for a lock of the database, or when the work aside is over without having waited."""
    ends = time.monotonic() + seconds
    waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
    while aside.is_alive() and time.monotonic() < ends:
        row = owner.execute(waiting).fetchone()
        if row and row[0]:
            return
        time.sleep(0.02)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do all of it at the same time, and give what each gave."""
    return [aside.result() for aside in [Aside(work) for work in works]]
