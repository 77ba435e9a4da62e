"""The demo's sink: a mail server on this machine that takes what Bookbag sends and keeps it as files, passing nothing on.

Files are named in the order of time; the envelope stands in the two fields with which a mailbox would mark it.
"""

import asyncio
import itertools
import os
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
SIZE = 30 * 1024 * 1024

_numbers = itertools.count()
"""Of this process, so that two that keep into one folder at the same time have two names."""


class Keeping:
    """Keeps each message as a file: written beside its place and moved there whole, so that a reader never sees a half."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - aiosmtpd's signature
        """Take the message once it is on the disk."""
        kept = await asyncio.to_thread(self.keep, envelope, datetime.now(UTC))
        return f"250 2.0.0 Kept as {kept.stem}"

    def keep(self, envelope: Envelope, now: datetime) -> Path:
        """Write the message with its envelope, and return where it is."""
        name = f"{now:%Y%m%dT%H%M%S.%f}-{os.getpid():x}{next(_numbers):05x}"
        draft, place = self.folder / f".{name}", self.folder / f"{name}.eml"
        marks = f"Return-Path: <{(envelope.mail_from or '').strip('<>')}>\r\n"
        marks += "".join(f"Delivered-To: {recipient}\r\n" for recipient in envelope.rcpt_tos)
        draft.write_bytes(marks.encode("utf-8", "surrogateescape") + (envelope.original_content or b""))
        return draft.rename(place)


async def listen(handler: Keeping, *, host: str = HOST, port: int = 0) -> asyncio.Server:
    """Start listening with this handler; port 0 takes a free one."""
    return await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="sink.bookbag.test", enable_SMTPUTF8=True, data_size_limit=SIZE), host, port
    )


def serve(folder: Path, *, host: str = HOST, port: int) -> None:
    """Take mail until the process is told to stop."""

    async def until_stopped() -> None:
        async with await listen(Keeping(folder), host=host, port=port) as server:
            await server.serve_forever()

    asyncio.run(until_stopped())
