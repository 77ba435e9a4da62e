"""The door to background work: by name, with ids only, in the caller's transaction. A job says "look"; rows hold the work."""

from datetime import datetime, timedelta

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


def tidy(*, now: datetime) -> int:
    """Take away jobs whose worker died while it ran them (a sweep finds their rows), and failed ones after a week."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from procrastinate_jobs j where"
            " (status = 'doing' and not exists"
            " (select from procrastinate_workers w where w.id = j.worker_id and w.last_heartbeat > %s))"
            " or (status in ('failed', 'aborted') and not exists"
            " (select from procrastinate_events e where e.job_id = j.id and e.at > %s))",
            [now - timedelta(minutes=5), now - timedelta(days=7)],
        )
        return int(cursor.rowcount)
