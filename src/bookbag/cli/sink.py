"""`bookbag sink`: the demo's mail server, which keeps what Bookbag sends as files in HOME/sink and passes nothing on."""

import contextlib
import os
import signal

from bookbag.cli.account import become, settle_home
from bookbag.config.secrets import home

PORT = int(os.environ.get("BOOKBAG_SMTP_OUT_PORT", "2526"))


def sink() -> None:
    """Take outgoing mail and keep it in HOME/sink, until told to stop."""
    from bookbag.door.sink import serve

    place = home()
    account = settle_home(place)
    if account:
        become(account, place)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        serve(place / "sink", port=PORT)
