"""The queue is cleared of what died in it, and of nothing that waits, runs, or failed of late."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from bookbag.schools import queue

pytestmark = pytest.mark.usefixtures("db")


def statuses(owner: psycopg.Connection[Any]) -> dict[int, str]:
    return dict(owner.execute("select (args->>'school_id')::int, status::text from procrastinate_jobs").fetchall())


def test_what_died_is_cleared_away(owner: psycopg.Connection[Any]) -> None:
    for school in (1, 2, 3, 4):
        queue.enqueue("desk.read", school_id=school)
    alive = owner.execute("insert into procrastinate_workers default values returning id").fetchone()
    assert alive
    doing = "update procrastinate_jobs set status = 'doing', worker_id = %s where args->>'school_id' = %s"
    owner.execute(doing, [None, "2"])
    owner.execute(doing, [alive[0], "3"])
    owner.execute("update procrastinate_jobs set status = 'failed' where args->>'school_id' = '4'")
    now = datetime.now(UTC)
    assert queue.tidy(now=now) == 1
    assert statuses(owner) == {1: "todo", 3: "doing", 4: "failed"}
    assert queue.tidy(now=now + timedelta(minutes=6)) == 1
    assert queue.tidy(now=now + timedelta(days=8)) == 1
    assert statuses(owner) == {1: "todo"}
