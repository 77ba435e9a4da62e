"""Losing every job loses nothing: a sweep finds the schools where something is due; a job waits where the release does."""

from datetime import timedelta
from typing import Any

import psycopg
from tests.builders import worlds
from tests.builders.sending import deliver, queued
from tests.builders.worlds import NOW

from bookbag.channels.fakes import KeepingSender
from bookbag.errors import Unavailable
from bookbag.outbox import delivery
from bookbag.schools.models import School


def test_a_sweep_finds_the_schools_where_something_is_due(wyton: School) -> None:
    norton, spring = worlds.school("norton"), worlds.school("spring")
    queued(wyton)
    queued(norton, not_before=NOW + timedelta(hours=1))
    queued(spring)
    deliver(spring, KeepingSender())
    every = [wyton.id, norton.id, spring.id]
    assert delivery.schools_with_due(every, now=NOW) == [wyton.id]
    assert delivery.schools_with_due(every, now=NOW + timedelta(hours=1)) == sorted([wyton.id, norton.id])
    assert delivery.schools_with_due([], now=NOW) == []


def test_a_sweep_finds_what_is_to_be_tried_again(wyton: School) -> None:
    queued(wyton)
    deliver(wyton, KeepingSender(faults=[Unavailable("Away.")]))
    assert delivery.schools_with_due([wyton.id], now=NOW) == []
    assert delivery.schools_with_due([wyton.id], now=NOW + timedelta(minutes=1)) == [wyton.id]


def test_the_job_waits_until_the_release(wyton: School, owner: psycopg.Connection[Any]) -> None:
    at = NOW + timedelta(seconds=10)
    queued(wyton, not_before=at)
    queued(wyton)
    jobs = owner.execute("select task_name, args, scheduled_at from procrastinate_jobs order by id").fetchall()
    assert jobs == [
        ("outbox.deliver", {"school_id": wyton.id}, at),
        ("outbox.deliver", {"school_id": wyton.id}, None),
    ]
