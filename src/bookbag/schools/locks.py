"""Locks by name, held to the end of the transaction: two workers that read twins of one message take turns."""

import hashlib

from django.db import connection

EVERYWHERE = 0
"""Of no school: for what is asked before a school is known."""


def hold(school_id: int, name: str) -> None:
    """Wait for and take the lock of this name at this school."""
    key = int.from_bytes(
        hashlib.sha256(f"{school_id}\0{name}".encode("utf-8", "surrogatepass")).digest()[:8], "big", signed=True
    )
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [key])
