"""Whatever breaks while colleagues are told, and however many workers try: each is told once, and nothing is half done."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import browsing, mails, turns, worlds
from tests.builders.answering import london

from bookbag.desk.actions import cases, reminding
from bookbag.desk.models import Duty, Reminder
from bookbag.outbox.actions import dispatches
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
DUE = london("2026-03-05 09:00")
MANY = 12


@pytest.fixture
def school() -> School:
    """Twelve late cases, each with somebody else."""
    made = worlds.school()
    worlds.staff(made, "Olive Trent", Role.OFFICE)
    for number in range(MANY):
        owner = worlds.staff(made, f"Teacher {number}", Role.HEAD)
        raw = mails.mail(subject=f"Matter {number}", message_id=f"{number}@home.example")
        case = browsing.brought(made, raw)
        with tenancy.atomic(made.id):
            cases.assign(case, to=owner.staff_id, by=owner, now=worlds.NOW)
            Duty.objects.filter(case=case, clause="WYT-087").delete()
            Duty.objects.filter(case=case).update(due=DUE, late_to=[], look_at=DUE)
    return made


def notes(school: School) -> list[str]:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return sorted(Dispatch.objects.filter(notice=dispatches.TO_STAFF).values_list("to_name", flat=True))


def untold(school: School) -> int:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return Reminder.objects.filter(told_at=None).count()


EVERYBODY = sorted(f"Teacher {number}" for number in range(MANY))


def test_three_workers_at_once_tell_each_once(school: School) -> None:
    told = turns.at_once(*[lambda: reminding.remind(school.id, now=DUE)] * 3)
    assert sorted(told) == [0, 0, MANY]
    assert notes(school) == EVERYBODY


def test_a_fault_in_the_middle_tells_nobody_and_the_next_run_tells_everybody(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, left = dispatches.queue, [5]

    def breaks(*args: Any, **given: Any) -> Dispatch:
        left[0] -= 1
        if not left[0]:
            raise RuntimeError("the power goes")
        return queue(*args, **given)

    monkeypatch.setattr(dispatches, "queue", breaks)
    with pytest.raises(RuntimeError, match="the power goes"):
        reminding.remind(school.id, now=DUE)
    assert (notes(school), untold(school)) == ([], 0)
    monkeypatch.undo()
    assert reminding.remind(school.id, now=DUE) == MANY
    assert notes(school) == EVERYBODY


KILLED = """
import os, django
django.setup()
from datetime import datetime
from bookbag.desk.actions import reminding
told = reminding._told
def dies(*args, **given):
    told(*args, **given)
    os.kill(os.getpid(), 9)
reminding._told = dies
reminding.remind({school}, now=datetime.fromisoformat("{now}"))
"""


def test_a_worker_that_is_killed_has_told_nobody(school: School, home: Path) -> None:
    env = os.environ | {"BOOKBAG_HOME": str(home), "PYTHONPATH": str(Path("src").resolve())}
    code = KILLED.format(school=school.id, now=DUE.isoformat())
    died = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, timeout=60, check=False)
    assert died.returncode == -9, died.stderr.decode()
    assert (notes(school), untold(school)) == ([], 0)
    assert reminding.remind(school.id, now=DUE) == MANY
    assert notes(school) == EVERYBODY


def test_the_sweep_does_not_wait_for_a_case_that_somebody_works_on(
    school: School, owner: psycopg.Connection[Any]
) -> None:
    """Whoever has a duty in hand may be about to end it: it is looked at in the next minute."""
    held, done = threading.Event(), threading.Event()

    def work() -> None:
        with tenancy.atomic(school.id):
            duty = Duty.objects.select_for_update().order_by("id").first()
            assert duty
            held.set()
            assert done.wait(20)

    working = turns.Aside(work)
    assert held.wait(5)
    sweep = turns.Aside(lambda: reminding.remind(school.id, now=DUE))
    turns.until_it_waits(owner, sweep)
    assert sweep.result() == MANY - 1
    done.set()
    working.result()
    assert reminding.remind(school.id, now=DUE + timedelta(minutes=1)) == 1
    assert notes(school) == EVERYBODY


def test_a_queue_longer_than_a_batch_is_worked_off(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "BATCH", 5)
    assert sum(reminding.remind(school.id, now=DUE) for _ in range(3)) == MANY
    assert notes(school) == EVERYBODY


def test_twenty_notes_need_no_more_looking_up_than_two(school: School) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert reminding.remind(school.id, now=DUE) == MANY
    asked = [each["sql"].lstrip().lower() for each in captured]
    looked_up = [sql for sql in asked if sql.startswith("select") and "procrastinate" not in sql]
    assert len(looked_up) <= 22, "\n".join(looked_up)
