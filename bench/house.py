"""A house for measuring: a PostgreSQL that syncs, in a HOME of its own, and Bookbag's own processes, started one by one."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bookbag.cli.account import open_the_way, service_account, what_children_read
from bookbag.cli.children import spawn
from bookbag.cli.postgres import EmbeddedPostgres
from bookbag.cli.up import bookbag
from bookbag.config.database import embedded_connection


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def until(question: Callable[[], object], what: str, patience: float = 900, pause: float = 0.05) -> None:
    """Ask until the answer is true."""
    deadline = time.monotonic() + patience
    while not question():
        if time.monotonic() > deadline:
            raise SystemExit(f"bench: waited {patience:.0f} s in vain for {what}")
        time.sleep(pause)


class House:
    """Processes are started from the main thread alone: the kernel ends them with the thread that started them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.web_port, self.smtp_port, self.sink_port = free_port(), free_port(), free_port()
        self.env = os.environ | {
            "BOOKBAG_HOME": str(home),
            "BOOKBAG_PORT": str(self.web_port),
            "BOOKBAG_SMTP_PORT": str(self.smtp_port),
            "BOOKBAG_SMTP_OUT_PORT": str(self.sink_port),
            "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
            "MALLOC_ARENA_MAX": "2",
        }
        self.postgres = EmbeddedPostgres(home)
        self._watch: psycopg.Connection[tuple[Any, ...]] | None = None

    @contextmanager
    def open(self) -> Iterator["House"]:
        """The database with its tables, while the block lasts."""
        with self.postgres:
            self.account = service_account(self.home)
            if self.account:
                open_the_way(self.account, *what_children_read())
            migrate = [sys.executable, "-m", "django", "migrate", "-v0", "--skip-checks"]
            subprocess.run(migrate, env=self.env | {"BOOKBAG_DB_ROLE": "owner"}, check=True)
            yield self

    @contextmanager
    def running(self, *words: str, ready: Callable[[], bool] | None = None) -> Iterator["subprocess.Popen[bytes]"]:
        """One of Bookbag's processes (`receive`, `work`, `web`, `sink`), while the block lasts."""
        log = self.home / f"{words[0]}.log"
        process = spawn(bookbag(*words), env=self.env, account=self.account, output=log)
        try:
            if ready:
                until(ready, f"`bookbag {' '.join(words)}` (see {log})", patience=60)
            yield process
        finally:
            process.terminate()
            process.wait(60)

    def entry(self) -> "psycopg.Connection[tuple[Any, ...]]":
        """The database past all guards: for filling it and for counting, never for what is measured."""
        return psycopg.connect(**embedded_connection("super", home=self.home), autocommit=True)  # type: ignore[arg-type]  # words of libpq

    def value(self, sql: str, *given: object) -> Any:
        """The one value that a query gives, over a connection that is kept: entering costs more than asking."""
        if self._watch is None or self._watch.closed:
            self._watch = self.entry()
        row = self._watch.execute(sql, given).fetchone()  # type: ignore[arg-type]  # our own statements
        return row[0] if row else None


def memory(pids: Sequence[int]) -> float:
    """The share of memory (PSS) of these processes and all that they started, in MiB."""
    kilobytes = 0
    for pid in family(pids):
        try:
            told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            continue
        kilobytes += sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def processor_time(pid: int) -> float:
    """Seconds of processor that a process, all that it started and those of them that have ended have had."""
    ticks = 0
    for each in family([pid]):
        try:
            words = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += sum(map(int, words[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def family(pids: Sequence[int]) -> set[int]:
    """These processes and all that they started."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    found = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found
