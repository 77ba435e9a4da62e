"""Where mail is taken: ports that are bound and a certificate that is read, both before root is given up. Knows no Django."""

import os
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bookbag.errors import Unavailable

MESSAGE = 25 * 1024 * 1024
"""Bytes of the largest message taken; announced as SIZE."""

WAITING_ROOM = 100
"""Connections that the kernel keeps while we are busy."""


@dataclass(frozen=True)
class Place:
    """Where to listen (sockets that are bound), and with which certificate."""

    smtp: Sequence[socket.socket]
    lmtp: Sequence[socket.socket] = field(default_factory=tuple)
    tls: ssl.SSLContext | None = None
    idle_seconds: float = 300.0  # between two commands, and for a command line (RFC 5321, 4.5.3.2.7)


def bound(host: str, port: int) -> socket.socket:
    """A socket that holds its port. Bound before root is given up, it may be port 25."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=WAITING_ROOM)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else error
        raise Unavailable(f"Mail cannot be taken at {host} port {port}: {why}.", permanent=True) from error


def certificate(chain: Path, key: Path) -> ssl.SSLContext:
    """STARTTLS with this certificate, read once: a renewed one is used after the next start."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(chain, key)
    except OSError as error:  # ssl.SSLError too
        raise Unavailable(f"The certificate in {chain} and {key} cannot be used: {error}", permanent=True) from error
    return context
