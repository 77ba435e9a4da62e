"""What the door decides: whose address it is, and whether a message is safely kept. The conversation is in smtp.py.

aiosmtpd wants coroutines; each hands its work to a few threads, which give their connection back after every message.
"""
# ruff: noqa: ARG002, N802 - the hooks' names and arguments are aiosmtpd's

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from aiosmtpd.smtp import SMTP, Session, TLSSetupException
from django.db import Error, connection

from bookbag.desk.actions import arrivals
from bookbag.door.letter import Envelope, Recipient
from bookbag.errors import Unavailable
from bookbag.policy.permissions import process
from bookbag.schools import queries as schools
from bookbag.schools.actions import mailboxes

MOST_RECIPIENTS = 100
REMEMBERED_FOR = timedelta(minutes=1)
MOST_REMEMBERED = 10_000
"""Addresses kept in mind; plus-tags make their number endless."""

KEPT = "250 2.0.0 Kept"
NOT_NOW = "451 4.3.0 The message could not be kept just now. Please try again later."
NOT_HERE = "550 5.1.1 Nobody reads mail at this address here."
TOO_MANY = f"452 4.5.3 At most {MOST_RECIPIENTS} recipients at a time. Please send to the others separately."
NO_NAMES = "252 2.5.2 Addresses are not looked up for strangers. Send the message and see."

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Remembered:
    """A recipient that was looked up, and until when that is believed."""

    recipient: Recipient
    until: datetime


class Receiver:
    """The state that all conversations of one process share, and the hooks that aiosmtpd calls."""

    def __init__(self, *, threads: int) -> None:
        self.conversations = 0
        self.held: dict[SMTP, int] = {}  # bytes of messages on their way in, by conversation
        self._at_work = 0
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="door")
        self._known: dict[str, Remembered] = {}
        self._heard: dict[int, datetime] = {}

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """What we can do. Nobody logs in here: mail comes in for us and for nobody else."""
        session.host_name = hostname
        kept = [line for line in responses if not line.startswith("250-AUTH") and line != "250 HELP"]
        return [*kept, "250 PIPELINING"]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient whose mailbox is here; all others are refused before a byte of the message is sent."""
        if len(envelope.recipients) >= MOST_RECIPIENTS:
            return TOO_MANY
        try:
            recipient = await self._recipient(address)
        except Error as error:
            log.warning("a recipient could not be looked up: %s", _in_a_line(error))
            return NOT_NOW
        if recipient is None:
            return NOT_HERE
        envelope.recipients.append(recipient)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_VRFY(self, server: SMTP, session: Session, envelope: Envelope, address: str) -> str:
        """Say nothing about who is here."""
        return NO_NAMES

    async def handle_exception(self, error: Exception) -> str:
        """What nobody foresaw: the sender keeps the message and tries again."""
        if not isinstance(error, TLSSetupException):
            log.error("a conversation failed", exc_info=error)
        return NOT_NOW

    async def keep(self, envelope: Envelope, peer: str, raw: bytes) -> list[str]:
        """Keep a message and return an answer for each recipient, in their order."""
        return await self._in_a_thread(partial(self._keep_all, envelope, peer, raw, datetime.now(UTC)))

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Marks the stretch from a whole message to its answer, which a stop waits for."""
        self._at_work += 1
        try:
            yield
        finally:
            self._at_work -= 1

    async def finish(self, patience: float) -> None:
        """Let messages that came in whole be kept and answered; then no more work is done."""
        deadline = asyncio.get_running_loop().time() + patience
        while self._at_work and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.02)
        self._threads.shutdown(cancel_futures=True)

    async def _recipient(self, address: str) -> Recipient | None:
        """Whose address this is. Mailboxes are few and busy, so that a found one is believed for a while."""
        now = datetime.now(UTC)
        known = self._known.get(address)
        if known and known.until > now:
            return known.recipient
        if not address.isprintable():  # such a name is in no database, and NUL would be an error there
            return None
        recipient = await self._in_a_thread(partial(_look_up, address))
        if recipient:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[address] = Remembered(recipient, now + REMEMBERED_FOR)
        return recipient

    async def _in_a_thread(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, _give_back_after, work)

    def _keep_all(self, envelope: Envelope, peer: str, raw: bytes, now: datetime) -> list[str]:
        """One arrival a mailbox; each recipient hears what became of its mailbox's."""
        by_mailbox: dict[int, list[Recipient]] = {}
        for recipient in envelope.recipients:
            by_mailbox.setdefault(recipient.mailbox_id, []).append(recipient)
        answers = {
            mailbox_id: self._keep_one(raw, mine, sender=envelope.sender, peer=peer, now=now)
            for mailbox_id, mine in by_mailbox.items()
        }
        return [answers[recipient.mailbox_id] for recipient in envelope.recipients]

    def _keep_one(self, raw: bytes, mine: Sequence[Recipient], *, sender: str, peer: str, now: datetime) -> str:
        try:
            arrivals.store(
                raw,
                mailbox_id=mine[0].mailbox_id,
                recipients=[recipient.address for recipient in mine],
                sender=sender,
                peer=peer,
                by=process("door", mine[0].school_id),
                now=now,
            )
        except (Error, OSError, Unavailable) as error:
            log.warning("a message could not be kept: %s", _in_a_line(error))
            return NOT_NOW
        except Exception:  # whatever it was: what is not kept is not taken, and the other mailboxes have their answers
            log.exception("a message could not be kept")
            return NOT_NOW
        self._hear(mine[0].mailbox_id, now)
        return KEPT

    def _hear(self, mailbox_id: int, now: datetime) -> None:
        """The message is kept already; that the mailbox lives is worth a warning at most."""
        last = self._heard.get(mailbox_id)
        if last and now - last < mailboxes.OFTEN_ENOUGH:
            return
        try:
            mailboxes.heard(mailbox_id, now=now)
        except Error as error:
            log.warning("a mailbox's last arrival could not be noted: %s", _in_a_line(error))
        else:
            self._heard[mailbox_id] = now


def _look_up(address: str) -> Recipient | None:
    mailbox = schools.mailbox_for(address)
    return Recipient(address, mailbox.school_id, mailbox.id) if mailbox else None


def _give_back_after(work: Callable[[], Answer]) -> Answer:
    """Do the work and give the connection back to the pool: threads of our own are no requests."""
    try:
        return work()
    finally:
        connection.close()


def _in_a_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
