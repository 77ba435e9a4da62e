"""All of Bookbag under `bookbag up` in a HOME of its own, with a hand that kills its processes, and a post office outside."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from tests.builders.sending import PostOffice, post_office
from tests.processes.conftest import House, enter, free_port, until

BOOKBAG = [sys.executable, "-P", "-m", "bookbag.cli.main"]
DESK = [sys.executable, str(Path(__file__).with_name("desk.py"))]
VICTIMS = ("work", "receive", "postgres")


class School:
    """A school whose every process may die at any moment."""

    def __init__(self, home: Path, office: PostOffice) -> None:
        self.office, self.smtp_port = office, free_port()
        ours = {"BOOKBAG_SMTP_PORT": str(self.smtp_port), "BOOKBAG_SMTP_OUT_PORT": str(office.port)}
        source = Path(__file__).parents[2]
        # Synced as in a school: the figures of `make soak` are to be had there, too.
        self.env = ours | {"BOOKBAG_POSTGRES": "", "PYTHONPATH": f"{source / 'src'}:{source}"}
        self.house = House(home, free_port(), [*BOOKBAG, "up"], **self.env)
        self.deaths: Counter[str] = Counter()

    def kill(self, dice: random.Random) -> None:
        """SIGKILL to one of them; the supervisor starts it again."""
        word = dice.choice(VICTIMS)
        try:
            os.kill(self.house.pid(word), signal.SIGKILL)
        except (AssertionError, FileNotFoundError, ProcessLookupError):  # dead already, and not yet started again
            return
        self.deaths[word] += 1

    def run(self, *words: str) -> str:
        """Run a command in this installation to its end, and return what it said."""
        env = os.environ | self.env | {"BOOKBAG_HOME": str(self.house.home)}
        return subprocess.run(words, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout

    def rows(self, query: str) -> list[dict[str, Any]]:
        """What the database holds, past all guards; asked again while it is away."""

        def answer() -> list[list[dict[str, Any]]]:
            try:
                with enter(self.house.home, dbname="bookbag") as entry, entry.cursor(row_factory=dict_row) as cursor:
                    return [cursor.execute(query).fetchall()]  # type: ignore[arg-type]  # our own statements
            except psycopg.OperationalError:
                return []

        return until(answer, query, patience=60)[0]

    def count(self, query: str) -> int:
        """How many rows of a table, or what follows its name, there are."""
        return int(self.rows(f"select count(*) as n from {query}")[0]["n"])

    def waits_for_none(self, query: str, patience: float) -> None:
        """Wait until a query finds nothing any more."""
        until(lambda: self.count(query) == 0, f"none of {query}", patience)

    def let_claims_run_out(self) -> None:
        """As if the minutes had passed for which a dead worker's claim holds."""
        with enter(self.house.home, dbname="bookbag") as entry:
            entry.execute("update outbox_dispatch set claimed_until = now() where state = 'sending'")
            entry.execute("update outbox_dispatch set not_before = now() where state = 'queued' and not_before > now()")


@pytest.fixture
def school() -> Iterator[School]:
    # Not under tmp_path: pytest closes its folder again and again to the account that the processes drop to.
    with tempfile.TemporaryDirectory(prefix="bookbag-faults-") as place, post_office(pause=0.02) as office:
        one = School(Path(place) / "home", office)
        try:
            one.house.said("web: ready")
            one.run(*DESK, "people")
            yield one
            assert one.house.stop() == 0
        finally:
            if one.house.process.poll() is None:
                one.house.process.kill()
                one.house.process.wait()


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """Chance with a seed that is printed where the test fails."""
    seed = time.time_ns()
    print(f"seed {seed}")
    return random.Random(seed)
