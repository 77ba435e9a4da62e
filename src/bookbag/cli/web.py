"""`bookbag web`: the pages, served by granian. The supervisor starts this same command."""

import os
from collections.abc import Callable
from typing import Any

from bookbag.cli.running import beat_from_now_on, settle

HOST = os.environ.get("BOOKBAG_HOST", "127.0.0.1")
PORT = int(os.environ.get("BOOKBAG_PORT", "8000"))
CONNECTIONS = 1024


def workers() -> int:
    """Two processes where there are more than two cores; one leaves room for the worker and the database on fewer."""
    return int(os.environ.get("BOOKBAG_WEB_WORKERS", "0")) or (2 if (os.cpu_count() or 1) > 2 else 1)


def web() -> None:
    """Serve the pages at BOOKBAG_HOST and BOOKBAG_PORT until told to stop."""
    settle()
    from django.conf import settings
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    call_command("collectstatic", interactive=False, verbosity=0)
    # Each thread may hold a connection, and the heartbeat needs one now and then: a thread more than the pool has
    # connections would wait for one while a visitor waits for it. Backpressure counts open connections, idle ones too,
    # and a browser keeps six of them: at the number of threads, one browser would lock out itself and everybody else.
    threads = max(1, settings.POOL - 1)
    Granian(
        "bookbag.config.wsgi:application",
        address=HOST,
        port=PORT,
        interface=Interfaces.WSGI,
        workers=workers(),
        blocking_threads=threads,
        backpressure=CONNECTIONS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve(target_loader=_load, wrap_loader=False)


def _load() -> Callable[..., Any]:
    """The application, in the process that will serve it."""
    from bookbag.config.wsgi import application

    beat_from_now_on("web")
    return application
