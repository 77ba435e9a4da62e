"""A real worker, `bookbag work`, on the database of this test process."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.builders.sending import PostOffice, post_office


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server on this machine."""
    with post_office() as opened:
        yield opened


@pytest.fixture
def worker(db: None, home: Path, office: PostOffice) -> Iterator["subprocess.Popen[bytes]"]:
    """The worker, told where the post office is."""
    env = os.environ | {
        "BOOKBAG_HOME": str(home),
        "BOOKBAG_SMTP_OUT_PORT": str(office.port),
        "BOOKBAG_LOG": "INFO",
        "PYTHONPATH": str(Path("src").resolve()),
    }
    log = home / "worker.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "bookbag.cli.main", "work"], env=env, stdout=said, stderr=said
        )
    yield process
    process.terminate()
    code = process.wait(20)
    said_in_all = log.read_text()
    assert code == 0, said_in_all
    assert " ERROR " not in said_in_all, said_in_all


def until(question: Callable[[], object], patience: float = 20) -> None:
    """Ask until the answer is true."""
    deadline = time.monotonic() + patience
    while not question():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
