"""Listening: SMTP always, LMTP where it is asked for, until told to stop. What is said and kept is in smtp.py and receiver.py."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bookbag.door.places import WAITING_ROOM, Place
from bookbag.door.receiver import Receiver
from bookbag.door.smtp import Lmtp, Smtp

PATIENCE = 8.0  # seconds for messages that came in whole before a stop


@asynccontextmanager
async def listening(place: Place, *, threads: int) -> AsyncIterator[None]:
    """Take mail while the block lasts; at its end, what came in whole is kept and answered first."""
    loop = asyncio.get_running_loop()
    receiver = Receiver(threads=threads)
    name = socket.gethostname()

    def talk(kind: type[Smtp]) -> Smtp:
        return kind(receiver, hostname=name, tls=place.tls, idle_seconds=place.idle_seconds, loop=loop)

    servers = [
        await loop.create_server(partial(talk, kind), sock=each, backlog=WAITING_ROOM)
        for kind, sockets in ((Smtp, place.smtp), (Lmtp, place.lmtp))
        for each in sockets
    ]
    try:
        yield
    finally:
        for server in servers:
            server.close()
        await receiver.finish(PATIENCE)


def serve(place: Place, *, threads: int) -> None:
    """Take mail until SIGTERM or SIGINT."""
    asyncio.run(_serve(place, threads))


async def _serve(place: Place, threads: int) -> None:
    told_to_stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, told_to_stop.set)
    async with listening(place, threads=threads):
        await told_to_stop.wait()
