"""The door to background work: by name, with ids only, in the caller's transaction. A job says "look"; rows hold the work."""

from django.db import connection
from procrastinate.contrib.django import app


def enqueue(task: str, **ids: int | str) -> None:
    """Ask for a task to run after this transaction commits. Losing the job loses nothing: a sweep finds the rows."""
    app.configure_task(task).defer(**ids)


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
