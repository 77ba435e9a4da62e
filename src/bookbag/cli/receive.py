"""`bookbag receive`: mail comes in, by SMTP, by LMTP where a port is named for it, and from mailboxes that are read by IMAP.

What it does is in the `door` room.
"""

import os
from pathlib import Path

from bookbag.cli.running import beat_from_now_on, settle
from bookbag.errors import Unavailable

HOST = os.environ.get("BOOKBAG_SMTP_HOST", "127.0.0.1")
PORT = int(os.environ.get("BOOKBAG_SMTP_PORT", "2525"))
FETCHES = os.environ.get("BOOKBAG_FETCH", "1") != "0"
LMTP_PORT = int(os.environ.get("BOOKBAG_LMTP_PORT", "0"))


def receive() -> None:
    """Take mail at BOOKBAG_SMTP_HOST and BOOKBAG_SMTP_PORT (LMTP at BOOKBAG_LMTP_PORT) until told to stop.

    BOOKBAG_TLS_CERT and BOOKBAG_TLS_KEY name the files of a certificate for STARTTLS. With BOOKBAG_FETCH=0 it reads no
    mailboxes: of several machines one is enough.
    """
    os.environ.setdefault("BOOKBAG_POOL", "8")
    from bookbag.door.places import Place, bound, certificate

    chain, key = os.environ.get("BOOKBAG_TLS_CERT", ""), os.environ.get("BOOKBAG_TLS_KEY", "")
    if bool(chain) != bool(key):
        raise Unavailable("BOOKBAG_TLS_CERT and BOOKBAG_TLS_KEY go together: set both, or neither.", permanent=True)
    # Ports below 1024 and the key may be root's alone: both are taken before root is given up.
    place = Place(
        smtp=[bound(HOST, PORT)],
        lmtp=[bound(HOST, LMTP_PORT)] if LMTP_PORT else [],
        tls=certificate(Path(chain), Path(key)) if chain else None,
    )
    settle()
    from django.conf import settings

    from bookbag.door.fetching import Fetching
    from bookbag.door.serving import serve

    beat_from_now_on("receiver")
    fetching = Fetching()
    if FETCHES:
        fetching.start()
    # Some connections are left for the heartbeat, and for those who read mailboxes.
    serve(place, threads=max(1, settings.POOL - 4))
    fetching.stop()
