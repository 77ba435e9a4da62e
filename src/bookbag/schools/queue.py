"""The door to background work: by name, with ids only, in the caller's transaction. A job says "look"; rows hold the work."""

from datetime import datetime

from django.db import connection
from procrastinate.contrib.django import app


def enqueue(task: str, *, at: datetime | None = None, **ids: int | str) -> None:
    """Ask for a task to run after this transaction commits, or at a later time. Losing it loses nothing: a sweep looks."""
    app.configure_task(task, schedule_at=at).defer(**ids)


def swallow(task: str, *, school_id: int) -> int:
    """Take away the waiting jobs that say the same as the one that is running, and return how many there were.

    Safe to call before the rows are looked for: a job that can be seen here committed with its rows, so the look that
    follows finds them. Under load one look serves a hundred nudges.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from procrastinate_jobs where id in (select id from procrastinate_jobs where status = 'todo'"
            " and task_name = %s and (args->>'school_id')::int = %s and scheduled_at is null"
            " for update skip locked)",
            [task, school_id],
        )
        return int(cursor.rowcount)


def tidy() -> int:
    """Take away jobs whose worker died while it ran them: a sweep finds their rows. Jobs that failed stay, for the doctor."""
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where status = 'doing' and worker_id is null")
        return int(cursor.rowcount)
