"""Starting real supervisors and looking at real processes through /proc."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from bookbag.cli.postgres import EmbeddedPostgres
from bookbag.config.database import Role, embedded_connection

FAST = {"fsync": "off"}
SMALL_HOUSE = [sys.executable, str(Path(__file__).with_name("small_house.py"))]
Answer = TypeVar("Answer")


def until(question: Callable[[], Answer], what: str, patience: float = 60) -> Answer:
    """Ask until the answer is true."""
    deadline = time.monotonic() + patience
    while not (answer := question()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience} s in vain for {what}")
        time.sleep(0.02)
    return answer


def state(pid: int) -> str:
    """The kernel's letter for a process; empty where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def is_alive(pid: int) -> bool:
    return state(pid) not in {"", "Z"}


def children(of: int, *, deep: bool = True) -> list[int]:
    """The processes that this one started, and those that they started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == of:
                found += [int(entry.name), *(children(int(entry.name)) if deep else [])]
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def enter(home: Path, role: Role = "super", dbname: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
    """A connection to the embedded server of this folder."""
    words = embedded_connection(role, home=home) | {"dbname": dbname}
    return psycopg.connect(make_conninfo(**words), autocommit=True)


class House:
    """A supervisor in a process of its own, and what it said."""

    def __init__(self, home: Path, port: int, command: Sequence[str], **env: str) -> None:
        self.home, self.port = home, port
        self.output = home.with_name(f"{home.name}-{port}-said")
        ours = {"BOOKBAG_HOME": str(home), "BOOKBAG_PORT": str(port), "BOOKBAG_SMTP_PORT": str(free_port())}
        around = os.environ | ours | {"SMALL_HOUSE_PORT": str(port), "BOOKBAG_POSTGRES": "fsync=off"} | env
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                command, env=around, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def lines(self) -> list[str]:
        return self.output.read_text().splitlines()

    def said(self, words: str, times: int = 1) -> str:
        """Wait until it has said this so many times, and return the last such line."""

        def found() -> list[str]:
            before = self.process.poll()
            lines = [line for line in self.lines if words in line]
            if len(lines) < times and before is not None:
                raise AssertionError(f"ended with {before} and never said {words!r}: {self.lines}")
            return lines if len(lines) >= times else []

        return until(found, f"{words!r} in {self.output}")[-1]

    def ready(self) -> "House":
        self.said("greeter: ready")
        self.said("sleeper: started")
        return self

    def stop(self, sign: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(sign)
        return self.process.wait(30)

    def pid(self, word: str) -> int:
        """Its own child whose command line begins with this program, or ends with this word."""
        for pid in children(self.process.pid, deep=False):
            words = [os.fsdecode(part) for part in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[:-1]]
            if words and (Path(words[0]).name.startswith(word) or words[-1] == word):
                return pid
        raise AssertionError(f"no child is {word}")


Open = Callable[..., House]


@pytest.fixture
def place() -> Iterator[Path]:
    """A HOME of this test's own. Not under tmp_path, which pytest closes to the account that processes drop to."""
    with tempfile.TemporaryDirectory(prefix="bookbag-test-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "home"


@pytest.fixture
def house(place: Path) -> Iterator[Open]:
    """Starts houses, and leaves none standing."""
    opened: list[House] = []

    def open_one(home: Path = place, port: int = 0, command: Sequence[str] = SMALL_HOUSE, **env: str) -> House:
        opened.append(House(home, port or free_port(), command, **env))
        return opened[-1]

    yield open_one
    for one in opened:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


@pytest.fixture
def server(place: Path) -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL of this test's own, without a house around it."""
    with EmbeddedPostgres(place, settings=FAST) as started:
        yield started
