"""Dispatches in the outbox, a post office on this machine with faults to order, and delivery with nothing above it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session

from bookbag.channels.email import Submission, Tls
from bookbag.channels.ports import Sender
from bookbag.door.sink import listen
from bookbag.outbox import delivery
from bookbag.outbox.actions import dispatches
from bookbag.outbox.models import Dispatch
from bookbag.policy.clearing import Words, clear
from bookbag.policy.permissions import Sight, process
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import School
from tests.builders.worlds import NOW

SAMINA = "samina.khan@home.example"
NOTHING_ABOVE = delivery.Above(still_wanted=lambda *_: True, settled=lambda *_: None)


def queued(
    at: School,
    to: str = SAMINA,
    *,
    body: str = "Dear Ms Khan\n\nYes, on Thursday.\n",
    about: UUID | None = None,
    now: datetime = NOW,
    not_before: datetime | None = None,
    **more: Any,
) -> Dispatch:
    """An answer to one person, cleared and in the outbox."""
    case = about or uuid4()
    words = Words("email", "Re: The trip", body, (to,), tuple(each.sha256 for each in more.get("files", ())))
    with tenancy.atomic(at.id, sight=Sight.SAFEGUARDING):
        return dispatches.queue(
            words,
            clear(words, [], answered=frozenset(), by="the head"),
            about=case,
            to_name="Samina Khan",
            to_address=to,
            from_name=f"Ms Bell, {at.name}",
            from_address=at.email,
            token=tokens.issue(at.id, case),
            by=process("desk", at.id),
            now=now,
            not_before=not_before or now,
            **more,
        )


def again(dispatch: Dispatch) -> Dispatch:
    """The dispatch as the database has it now."""
    with tenancy.atomic(dispatch.school_id, sight=Sight.SAFEGUARDING):
        return Dispatch.objects.get(school_id=dispatch.school_id, id=dispatch.id)


def deliver(
    at: School, sender: Sender, *, now: datetime = NOW, above: delivery.Above = NOTHING_ABOVE, **more: Any
) -> Dispatch | None:
    """One turn of delivery at a school."""
    return delivery.deliver_next(at.id, {"email": sender}, above, clock=lambda: now, **more)


@dataclass
class PostOffice:
    """A mail server that keeps what it takes, and gives the answers put into `says` first: one a command."""

    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    says: dict[str, list[str]] = field(default_factory=dict)
    hangs_up_after_data: int = 0
    pause: float = 0.0

    @property
    def submission(self) -> Submission:
        return Submission("127.0.0.1", self.port, tls=Tls.NONE, timeout=1.0)

    def _answer(self, command: str) -> str:
        waiting = self.says.get(command)
        return waiting.pop(0) if waiting else "250 2.0.0 Ok"

    async def handle_MAIL(  # noqa: N802  # the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self._answer("MAIL")

    async def handle_RCPT(  # noqa: N802  # as above
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._answer("RCPT")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # as above
        await asyncio.sleep(self.pause)
        answer = self._answer("DATA")
        if answer.startswith("2"):
            self.taken.append(envelope)
        if self.hangs_up_after_data:
            self.hangs_up_after_data -= 1
            assert server.transport is not None
            server.transport.abort()
        return answer


@contextmanager
def post_office(**how: Any) -> Iterator[PostOffice]:
    """A post office that is open while the block lasts, in a thread of its own."""
    office, loop = PostOffice(**how), asyncio.new_event_loop()
    opened = threading.Event()

    async def keep_open() -> None:
        server = await listen(office, port=office.port)
        office.port = server.sockets[0].getsockname()[1]
        closing = asyncio.Event()
        office.close = lambda: loop.call_soon_threadsafe(closing.set)  # type: ignore[attr-defined]  # for this block only
        opened.set()
        await closing.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    thread = threading.Thread(target=lambda: loop.run_until_complete(keep_open()), daemon=True)
    thread.start()
    assert opened.wait(5)
    try:
        yield office
    finally:
        office.close()  # type: ignore[attr-defined]  # set above
        thread.join(5)
        loop.close()
