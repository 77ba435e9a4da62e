"""What web, worker and receiver have in common: dropping root, loading Django, and telling the database they are alive."""

import logging
import os
import socket
import threading
import time
from datetime import UTC, datetime

from bookbag.cli.account import become, settle_home, what_children_read
from bookbag.cli.children import end_with_parent
from bookbag.config.secrets import home

BEAT_EVERY = 5.0
log = logging.getLogger(__name__)


def settle(*, database_role: str = "app") -> None:
    """Become the service account where we are root, and load Django as this database role."""
    place = home()
    account = settle_home(place, *what_children_read())
    os.environ["BOOKBAG_HOME"] = str(place)
    if account:
        become(account, place)
    os.environ["BOOKBAG_DB_ROLE"] = database_role
    os.environ["DJANGO_SETTINGS_MODULE"] = "bookbag.config.settings"
    import django

    django.setup()


def settle_beside() -> None:
    """As `settle`, for a process that helps another and must not outlive it."""
    settle()
    end_with_parent()


def beat_from_now_on(role: str) -> None:
    """Write a sign of life every few seconds from a thread that ends with the process.

    The database may be away; then the next beat comes when it is back, and until then `/healthz` says so.
    """
    instance = f"{socket.gethostname()}-{os.getpid()}"
    threading.Thread(target=_beat_for_ever, args=(role, instance), name="heartbeat", daemon=True).start()


def _beat_for_ever(role: str, instance: str) -> None:
    from django.db import Error, connection

    from bookbag.schools.actions.heartbeats import beat

    while True:
        try:
            beat(role=role, instance=instance, now=datetime.now(UTC))
        except Error as error:
            log.warning("%s: no sign of life could be written: %s", role, str(error).strip())
        finally:
            connection.close()  # give it back to the pool: threads of our own are no requests
        time.sleep(BEAT_EVERY)
