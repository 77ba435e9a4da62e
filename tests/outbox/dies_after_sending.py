"""A worker that is killed between sending and noting: run as `python dies_after_sending.py SCHOOL PORT`."""

import os
import signal
import sys

import django

django.setup()

from datetime import UTC, datetime  # noqa: E402

from bookbag.channels.email import Submission, Tls  # noqa: E402
from bookbag.channels.ports import Parcel, Receipt  # noqa: E402
from bookbag.outbox import delivery  # noqa: E402


class Deadly:
    """Hands the parcel over, and dies before it can say so."""

    def send(self, parcel: Parcel) -> Receipt:
        Submission("127.0.0.1", int(sys.argv[2]), tls=Tls.NONE).send(parcel)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("it lives")


delivery.deliver_next(
    int(sys.argv[1]),
    {"email": Deadly()},
    delivery.Above(still_wanted=lambda *_: True, settled=lambda *_: None),
    clock=lambda: datetime(2026, 3, 2, 9, tzinfo=UTC),
)
