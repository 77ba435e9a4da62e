"""`bookbag work` does what waits, when it is due, and finds by itself what a lost job would have done."""

import subprocess
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from tests.builders import worlds
from tests.builders.sending import PostOffice, again, queued
from tests.jobs.conftest import until


def test_an_answer_leaves_when_its_undo_is_over(worker: "subprocess.Popen[bytes]", office: PostOffice) -> None:
    wyton, now = worlds.school("wyton"), datetime.now(UTC)
    dispatch = queued(wyton, now=now, not_before=now + timedelta(seconds=2))
    until(lambda: office.taken)
    assert datetime.now(UTC) >= dispatch.not_before
    until(lambda: again(dispatch).state == "sent")


def test_what_lost_its_job_is_found(
    worker: "subprocess.Popen[bytes]", office: PostOffice, owner: psycopg.Connection[Any]
) -> None:
    wyton = worlds.school("wyton")
    now = datetime.now(UTC)
    dispatch = queued(wyton, now=now, not_before=now + timedelta(seconds=1))
    assert owner.execute("delete from procrastinate_jobs where task_name = 'outbox.deliver'").rowcount == 1
    until(lambda: again(dispatch).state == "sent")
    assert len(office.taken) == 1
