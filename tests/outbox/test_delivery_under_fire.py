"""Answers leave while the workers and PostgreSQL are killed at random: none is lost, and a repeat is the same message."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes
from pathlib import Path

import psycopg
import pytest
from tests.builders.sending import PostOffice, post_office

from bookbag.cli.postgres import EmbeddedPostgres
from bookbag.config.database import embedded_connection

CARRIES = str(Path(__file__).with_name("carries.py"))
WORKERS = 2


class Fire:
    """A database and workers of this test's own, and a hand that kills one of them now and then."""

    def __init__(self, server: EmbeddedPostgres, office: PostOffice) -> None:
        self.server, self.office = server, office
        self.env = os.environ | {
            "BOOKBAG_HOME": str(server.home),
            "PYTHONPATH": f"{Path.cwd() / 'src'}:{Path.cwd()}",
            "BOOKBAG_LOG": "ERROR",
        }
        self.deaths: Counter[str] = Counter()
        self.workers: list[subprocess.Popen[bytes]] = []
        self._run("-m", "django", "migrate", "-v0", "--skip-checks", role="owner")

    def queue(self, count: int) -> None:
        self.school = self._run(CARRIES, "queue", str(count))

    def _run(self, *words: str, role: str = "app") -> str:
        env = self.env | {"BOOKBAG_DB_ROLE": role}
        return subprocess.run([sys.executable, *words], env=env, check=True, stdout=subprocess.PIPE, text=True).stdout

    def hire(self) -> None:
        words = [sys.executable, CARRIES, "carry", self.school, str(self.office.port)]
        self.workers.append(subprocess.Popen(words, env=self.env))

    def kill_one(self, dice: random.Random) -> None:
        if self.deaths.total() % 3 == 1:
            self.deaths["postgres"] += 1
            assert self.server.process
            self.server.process.kill()
            self.server.process.wait()
            self.server.start()
            self.server.wait_ready()
        else:
            self.deaths["worker"] += 1
            self.workers.remove(victim := dice.choice(self.workers))
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            self.hire()

    def waiting(self) -> int:
        with psycopg.connect(**embedded_connection("super", home=self.server.home)) as entry:  # type: ignore[arg-type]  # words of libpq
            row = entry.execute("select count(*) from outbox_dispatch where state <> 'sent'").fetchone()
        assert row
        return int(row[0])


@contextmanager
def on_fire() -> Iterator[Fire]:
    """Not below pytest's own folder: every other run of pytest closes that to the server's account."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bookbag-fire-")))
        fire = Fire(stack.enter_context(EmbeddedPostgres(place / "home")), stack.enter_context(post_office(pause=0.05)))
        try:
            yield fire
        finally:
            for worker in fire.workers:
                worker.kill()
                worker.wait()


@pytest.mark.soak
def test_none_is_lost_and_a_repeat_is_the_same_message(pytestconfig: pytest.Config) -> None:
    in_full = pytestconfig.getoption("--soak")
    count, deaths, longest = (500, 80, 900) if in_full else (30, 4, 180)
    dice = random.Random()
    with on_fire() as fire:
        fire.queue(count)
        for _ in range(WORKERS):
            fire.hire()
        deadline = time.monotonic() + longest
        while left := fire.waiting():
            assert time.monotonic() < deadline, f"{left} of {count} still wait"
            time.sleep(dice.uniform(0.5, 2.0))
            if fire.deaths.total() < deaths:
                fire.kill_one(dice)
        mails = [message_from_bytes(envelope.original_content or b"") for envelope in fire.office.taken]
    times_sent = Counter(mail["Message-ID"] for mail in mails)
    to = {(mail["Message-ID"], mail["To"]) for mail in mails}
    print(f"{count} answers, {len(mails)} sendings, deaths {dict(fire.deaths)}")  # the soak's figure
    assert len(times_sent) == len(to) == len({recipient for _, recipient in to}) == count
