"""`bookbag work`: the background worker. What it does is in the `jobs` room; how a job meets its school, in its middleware."""

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from bookbag.cli.running import beat_from_now_on, settle
from bookbag.errors import Unavailable

if TYPE_CHECKING:
    import procrastinate

CONCURRENCY = int(os.environ.get("BOOKBAG_WORK_CONCURRENCY", "2"))


def work() -> None:
    """Do the work that waits, and what falls due by the clock, until told to stop."""
    settle()
    import procrastinate
    from procrastinate.contrib.django import app

    from bookbag.config.database import connection
    from bookbag.config.secrets import home
    from bookbag.jobs.middleware import TASK_MIDDLEWARE

    # An app of its own for fetching jobs and for LISTEN. The tasks keep theirs, which enqueues through Django's
    # connection: what a task asks for commits with what it wrote, or not at all.
    connector = procrastinate.PsycopgConnector(kwargs=dict(connection("direct", home=home())), min_size=1, max_size=3)
    around = [*app.worker_defaults.get("task_middleware", []), *TASK_MIDDLEWARE]
    worker = procrastinate.App(
        connector=connector, import_paths=app.import_paths, worker_defaults={"task_middleware": around}
    )
    worker.tasks = app.tasks
    worker.periodic_registry = app.periodic_registry
    beat_from_now_on("worker")
    with suppress(asyncio.CancelledError):
        asyncio.run(_until_told(worker))


async def _until_told(worker: "procrastinate.App") -> None:
    """Work until a signal cancels us. An end that nobody asked for is a fault, and whoever started us should know."""
    ourselves = asyncio.current_task()
    assert ourselves is not None
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, ourselves.cancel)
    async with worker.open_async():
        await worker.run_worker_async(
            name=f"worker-{os.getpid()}",
            concurrency=CONCURRENCY,
            delete_jobs="successful",
            shutdown_graceful_timeout=8,
            install_signal_handlers=False,
        )
    raise Unavailable("The worker lost the database.")
