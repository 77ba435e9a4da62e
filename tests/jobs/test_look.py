"""One look takes rows until none waits or its turn is over, and serves every job that says the same."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from tests.builders.worlds import NOW

from bookbag.jobs import looking
from bookbag.schools import queue

pytestmark = pytest.mark.usefixtures("db")


def waiting(owner: psycopg.Connection[Any]) -> int:
    row = owner.execute("select count(*) from procrastinate_jobs where status = 'todo'").fetchone()
    assert row
    return int(row[0])


def test_it_takes_until_none_is_left_and_serves_the_jobs_that_say_the_same(owner: psycopg.Connection[Any]) -> None:
    for school in (1, 1, 1, 2):
        queue.enqueue("desk.read", school_id=school)
    queue.enqueue("desk.read", at=NOW + timedelta(days=9), school_id=1)
    rows = iter(["a", "b", None])
    assert looking.look("desk.read", 1, lambda: next(rows)) == 2
    assert waiting(owner) == 2


def test_when_its_turn_is_over_it_asks_for_another(
    owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "TURN", 0.05)

    def for_ever() -> Iterator[int]:
        yield from range(1_000_000_000)

    rows = for_ever()
    assert looking.look("desk.read", 1, lambda: next(rows)) > 1
    assert waiting(owner) == 1
