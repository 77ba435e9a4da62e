"""Whatever a room asks for by name is a task that the worker knows."""

import ast
from pathlib import Path

from procrastinate.contrib.django import app

import bookbag
from bookbag.jobs import schedule
from bookbag.outbox.actions import dispatches

SOURCE = Path(bookbag.__file__).parent


def asked_for() -> set[str]:
    """The first word of every `enqueue("…")` and `look("…")` in the source."""
    found = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"enqueue", "look"}:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found | {dispatches.DELIVER}


def test_every_name_is_registered() -> None:
    names = asked_for()
    assert {"outbox.deliver", "desk.read"} <= names
    assert names <= set(app.tasks)


def test_every_sweep_is_scheduled_and_never_waits_twice() -> None:
    scheduled = {task.task.name: task.task for task in app.periodic_registry.periodic_tasks.values()}
    assert set(scheduled) == {task.name for task in schedule.SCHEDULE.values()}
    assert all(task.queueing_lock == name for name, task in scheduled.items())
