"""A door of this test's own, in a thread, with real sockets; and what it left behind, seen past all guards."""

import asyncio
import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from tests.builders import worlds

from bookbag.door.places import Place, bound, certificate
from bookbag.door.serving import listening
from bookbag.schools import storing
from bookbag.schools.models import School

CERTIFICATE = Path(__file__).with_name("certificate")
MAIL = (
    b"From: Samina Khan <samina.khan@home.example>\r\nTo: office@wyton.bookbag.test\r\n"
    b"Subject: Swimming\r\nMessage-ID: <one@home.example>\r\n\r\nIs there swimming on Friday?\r\n"
)


@dataclass(frozen=True)
class Door:
    """Where it listens."""

    port: int
    lmtp_port: int

    def smtp(self) -> smtplib.SMTP:
        return smtplib.SMTP("127.0.0.1", self.port, local_hostname="sender.test", timeout=60)

    def lmtp(self) -> smtplib.LMTP:
        return smtplib.LMTP("127.0.0.1", self.lmtp_port, local_hostname="sender.test")

    def raw(self) -> socket.socket:
        """A bare connection, past the greeting."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        assert line.recv(1000).startswith(b"220 ")
        return line

    def send(
        self, raw: bytes = MAIL, *to: str, sender: str = "samina.khan@home.example", options: tuple[str, ...] = ()
    ) -> None:
        """Send one message as a mail program would."""
        with self.smtp() as talk:
            talk.sendmail(sender, to or ["office@wyton.bookbag.test"], raw, options)


Open = Callable[..., Door]


@pytest.fixture
def open_door(db: None) -> Iterator[Open]:
    """Opens doors, and shuts them at the end."""
    shut: list[Callable[[], None]] = []

    def open_one(*, idle_seconds: float = 30, with_certificate: bool = False) -> Door:
        smtp, lmtp = bound("127.0.0.1", 0), bound("127.0.0.1", 0)
        tls = certificate(CERTIFICATE / "chain.pem", CERTIFICATE / "key.pem") if with_certificate else None
        door = Door(smtp.getsockname()[1], lmtp.getsockname()[1])
        place = Place(smtp=[smtp], lmtp=[lmtp], tls=tls, idle_seconds=idle_seconds)
        opened = threading.Event()
        stops: list[Callable[[], object]] = []

        async def stand_open() -> None:
            told_to_stop = asyncio.Event()
            stops.append(partial(asyncio.get_running_loop().call_soon_threadsafe, told_to_stop.set))
            async with listening(place, threads=3):
                opened.set()
                await told_to_stop.wait()

        thread = threading.Thread(target=lambda: asyncio.run(stand_open()))
        thread.start()
        assert opened.wait(10)

        def close() -> None:
            stops[0]()
            thread.join(20)
            assert not thread.is_alive()

        shut.append(close)
        return door

    yield open_one
    for close in shut:
        close()


@pytest.fixture
def school(db: None) -> School:
    return worlds.school("wyton")


@pytest.fixture
def door(open_door: Open, school: School) -> Door:
    """A door in front of one school, `office@wyton.bookbag.test`."""
    return open_door()


@pytest.fixture
def rows(owner: psycopg.Connection[Any]) -> Callable[[str], list[dict[str, Any]]]:
    """The rows of a table, whatever school and sight, in the order in which they were written where that is told."""
    in_order = {"desk_arrival": "received_at", "record_entry": "position", "procrastinate_jobs": "id"}

    def ask(table: str) -> list[dict[str, Any]]:
        with owner.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(f"select * from {table} order by {in_order.get(table, '1')}").fetchall()

    return ask


Rows = Callable[..., list[dict[str, Any]]]


def kept(row: dict[str, Any]) -> bytes:
    """The bytes behind an arrival."""
    return storing.fetch(row["school_id"], row["sha256"])
