"""What surrounds every job: which job and school a line of the log belongs to. No transaction: delivery would hold it
across the network. Procrastinate's own middleware for Django gives the connection back to the pool after each job.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from procrastinate import JobContext
from procrastinate.worker import Worker

log = logging.getLogger("bookbag.jobs")


def told_in_the_log(call_next: Callable[[], Any], context: JobContext, worker: Worker) -> Any:  # noqa: ARG001 - Procrastinate's signature
    """Say which job ran, for which school, and how long it took; a fault is logged by the worker itself."""
    began = time.monotonic()
    try:
        return call_next()
    finally:
        log.info(
            "%s school=%s took %.3f s",
            context.job.task_name,
            context.job.task_kwargs.get("school_id", "-"),
            time.monotonic() - began,
        )


TASK_MIDDLEWARE = [told_in_the_log]
