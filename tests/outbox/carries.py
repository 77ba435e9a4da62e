"""A school's answers queued, or carried until killed: `python carries.py queue COUNT PORT` or `python carries.py carry SCHOOL PORT`."""

import sys
import time

import django

django.setup()

from datetime import UTC, datetime, timedelta  # noqa: E402

from django.db import Error, connection  # noqa: E402
from tests.builders import worlds  # noqa: E402
from tests.builders.sending import NOTHING_ABOVE, queued  # noqa: E402

from bookbag.channels.email import Submission, Tls  # noqa: E402
from bookbag.outbox import delivery  # noqa: E402

HOLD = timedelta(seconds=6)
"""As long as a claim lasts here; it must outlast the submission's patience."""


def queue(count: int) -> None:
    """Make a school, and put this many answers into its outbox."""
    wyton = worlds.school("wyton")
    for number in range(count):
        queued(wyton, f"family{number}@home.example")
    sys.stdout.write(str(wyton.id))


def carry(school: int, port: int) -> None:
    """Carry for ever, whatever becomes of the database."""
    submission = Submission("127.0.0.1", port, tls=Tls.NONE, timeout=4.0)
    while True:
        try:
            took = delivery.deliver_next(
                school, {"email": submission}, NOTHING_ABOVE, clock=lambda: datetime.now(UTC), hold=HOLD
            )
        except Error:
            took = None
            connection.close()
        if took is None:
            time.sleep(0.05)


if sys.argv[1] == "queue":
    queue(int(sys.argv[2]))
else:
    carry(int(sys.argv[2]), int(sys.argv[3]))
