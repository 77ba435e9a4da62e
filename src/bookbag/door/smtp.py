"""The conversation: SMTP and LMTP by aiosmtpd, with a DATA of our own that keeps every byte and bounds the memory.

What is taken, and what keeping means, is decided in receiver.py.
"""

import asyncio
import ssl
from collections.abc import Sequence
from typing import cast

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

from bookbag.door.letter import Envelope
from bookbag.door.places import MESSAGE
from bookbag.door.receiver import KEPT, Receiver

ALL_MESSAGES = 128 * 1024 * 1024
"""Bytes of all messages that are on their way in at one time."""

MOST_CONVERSATIONS = 100
DATA_SECONDS = 600.0
"""For a whole message: the largest passes at 44 kB a second."""

TOO_LARGE = f"552 5.3.4 The message is larger than the {MESSAGE // 2**20} MiB that are taken here."
TOO_MUCH = "451 4.3.1 Too much mail is coming in at once. Please try again later."
TOO_BUSY = "421 4.3.2 Too many conversations at once. Please try again later."

END = b"\r\n.\r\n"
"""The only end of a message. A dot between bare line feeds is text: taking it for the end lets mail be smuggled in."""


class Smtp(SMTP):
    """One conversation with a sender."""

    line_length_limit = 64 * 1024  # of aiosmtpd's stream: how much is read ahead; a message's lines may be any length

    def __init__(
        self,
        receiver: Receiver,
        *,
        hostname: str,
        tls: ssl.SSLContext | None,
        idle_seconds: float,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        super().__init__(
            receiver,
            data_size_limit=MESSAGE,
            enable_SMTPUTF8=True,
            hostname=hostname,
            ident="Bookbag",
            tls_context=tls,
            timeout=idle_seconds,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
            loop=loop,
        )
        self.receiver = receiver

    def _create_envelope(self) -> Envelope:
        return Envelope()

    def _timeout_cb(self) -> None:
        """Cut the line: a polite close would wait for a sender who reads no answer."""
        if self.transport is not None:
            cast("asyncio.WriteTransport", self.transport).abort()

    async def _handle_client(self) -> None:
        if self.receiver.conversations >= MOST_CONVERSATIONS:
            await self.push(TOO_BUSY)
            self._writer.close()
            return
        self.receiver.conversations += 1
        try:
            await super()._handle_client()
        finally:
            self.receiver.conversations -= 1

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Read the message, and answer when it is kept and not before."""
        envelope = cast("Envelope", self.envelope)
        if await self.check_helo_needed():
            return
        if arg or not envelope.recipients:
            await self.push("501 5.5.4 Syntax: DATA" if arg else "503 5.5.1 Say first whom it is for: RCPT")
            return
        await self.push("354 Send the message; end it with a line that holds a single dot")
        body = bytearray(b"\r\n")  # the end of the line before: a dot right after it ends an empty message
        try:
            self._reset_timeout(DATA_SECONDS)
            refusal = await self._fill(body)
            self._reset_timeout()
            self.envelope = self._create_envelope()
            with self.receiver.at_work():
                await self._tell(
                    [refusal] * len(envelope.recipients)
                    if refusal
                    else await self.receiver.keep(envelope, self._peer_address(), _plain(body))
                )
        finally:
            self.receiver.held.pop(self, None)

    async def _fill(self, body: bytearray) -> str:
        """Read up to the end of the message; return why it cannot be taken, whose end is then read and thrown away."""
        refusal, dots, seen = "", 0, 0
        while not body.endswith(END):
            try:
                body += await self._reader.readuntil(END[2:])
            except asyncio.LimitOverrunError as far:  # no dot before a line's end so far
                body += await self._reader.readexactly(far.consumed)
            dots += body.count(b"\r\n..", max(0, seen - 3))  # put there by the sender; the size is without them
            refusal = refusal or self._refusal(len(body) - dots)
            if refusal:
                del body[: -len(END)]
            self.receiver.held[self] = seen = len(body)
        return refusal

    def _refusal(self, size: int) -> str:
        if size > MESSAGE + len(END):  # the line end before the message is counted, and the dot's line
            return TOO_LARGE
        others = sum(self.receiver.held.values()) - self.receiver.held.get(self, 0)
        return TOO_MUCH if size + others > ALL_MESSAGES else ""

    async def _tell(self, answers: Sequence[str]) -> None:
        """One answer for all: what one mailbox could not keep is sent again, and the others know it for a repetition."""
        await self.push(next((answer for answer in answers if answer != KEPT), KEPT))

    def _peer_address(self) -> str:
        peer = self.session.peer if self.session else None
        return str(peer[0])[:45] if isinstance(peer, tuple) else ""


class Lmtp(Smtp, LMTP):
    """The same with a mail server of the school's own in front: every recipient has an answer of its own after DATA."""

    async def _tell(self, answers: Sequence[str]) -> None:
        for answer in answers:
            await self.push(answer)


def _plain(body: bytearray) -> bytes:
    """The message as it was written: without the line end before it, the dot after it and the dots put before dots.

    The body is emptied on the way, so that no more than two copies of a message are held.
    """
    del body[-len(END) + 2 :]
    written = body.replace(b"\r\n.", b"\r\n")
    body.clear()
    return bytes(memoryview(written)[2:])
