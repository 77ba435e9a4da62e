"""`bookbag work`: the background worker. What it does is in the `jobs` room; how a job meets its school, in its middleware."""

import os

from bookbag.cli.running import beat_from_now_on, settle


def work() -> None:
    """Do the work that waits, and what falls due by the clock, until told to stop."""
    settle()
    import procrastinate
    from procrastinate.contrib.django import app

    from bookbag.config.database import connection
    from bookbag.config.secrets import home
    from bookbag.jobs.middleware import TASK_MIDDLEWARE

    concurrency = int(os.environ.get("BOOKBAG_WORK_CONCURRENCY", "2"))
    # An app of its own for fetching jobs and for LISTEN. The tasks keep theirs, which enqueues through Django's
    # connection: what a task asks for commits with what it wrote, or not at all.
    connector = procrastinate.PsycopgConnector(kwargs=dict(connection("direct", home=home())), min_size=1, max_size=3)
    worker = procrastinate.App(connector=connector, import_paths=app.import_paths)
    worker.tasks = app.tasks
    worker.periodic_registry = app.periodic_registry
    beat_from_now_on("worker")
    worker.run_worker(
        name=f"worker-{os.getpid()}",
        concurrency=concurrency,
        delete_jobs="successful",
        shutdown_graceful_timeout=8,
        task_middleware=[*app.worker_defaults.get("task_middleware", []), *TASK_MIDDLEWARE],
    )
