"""Where the demo may run: on this machine alone. Its sign-in asks for no password, so nothing else can be allowed."""

import os
from urllib.parse import urlsplit

from bookbag.errors import Unavailable

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})


def require_loopback() -> None:
    """Refuse where the environment says that others can reach this installation. Raises `Unavailable`."""
    url = os.environ.get("BOOKBAG_URL", "")
    hosts = {host.strip() for host in os.environ.get("BOOKBAG_HOSTS", "").split(",") if host.strip()}
    open_to_all = {
        "BOOKBAG_URL": bool(url) and (url.startswith("https://") or urlsplit(url).hostname not in LOOPBACK),
        "BOOKBAG_HOSTS": bool(hosts - LOOPBACK),
        "BOOKBAG_HOST": os.environ.get("BOOKBAG_HOST", "127.0.0.1") not in LOOPBACK,
        "BOOKBAG_BEHIND_PROXY": bool(os.environ.get("BOOKBAG_BEHIND_PROXY")),
    }
    named = [name for name, is_open in open_to_all.items() if is_open]
    if named:
        raise Unavailable(
            f"{named[0]} says that others can reach this installation, and the demo lets anybody sign in as anybody. "
            "Run the demo without it, or run `bookbag up` without BOOKBAG_DEMO.",
            permanent=True,
        )
