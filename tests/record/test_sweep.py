"""The sweep seals every school; one whose record cannot be sealed is logged and holds nobody else up."""

import logging
from collections.abc import Callable

import pytest
from croniter import croniter
from tests.builders import worlds

from bookbag.jobs import schedule, tasks
from bookbag.record import sealing, verifying
from bookbag.record.models import Entry
from bookbag.schools.models import School

Tamper = Callable[..., None]
Write = Callable[..., list[Entry]]


def test_every_school_is_sealed_also_past_one_that_fails(
    school: School, write: Write, tamper: Tamper, caplog: pytest.LogCaptureFixture
) -> None:
    last_by_name = worlds.school("york")
    write(school, 2)
    write(last_by_name, 3)
    assert sealing.sweep(now=worlds.NOW) == 5
    assert sealing.sweep(now=worlds.NOW) == 0

    # No number can follow this one, so that sealing fails in the database.
    tamper("update record_seal set number = 9223372036854775807 where school_id = %s and number = 2", school.id)
    write(school)
    write(last_by_name)
    with caplog.at_level(logging.ERROR):
        assert sealing.sweep(now=worlds.NOW) == 1
    assert "the record of wyton could not be sealed" in caplog.text
    assert verifying.verify(last_by_name).waiting == 0
    assert verifying.verify(school).waiting == 1


def test_the_worker_sweeps_at_least_every_two_seconds(school: School, write: Write) -> None:
    (cron,) = [cron for cron, task in schedule.SCHEDULE.items() if task is tasks.seal]
    ticks = croniter(cron, worlds.NOW)
    first, second = ticks.get_next(float), ticks.get_next(float)
    assert second - first <= 2
    write(school, 2)
    tasks.seal(0)
    assert verifying.verify(school).waiting == 0
