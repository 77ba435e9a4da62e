"""How many mails a second the door takes: stored, synced and committed, from four senders on the same cores."""

import hashlib
import smtplib
import threading
import time
from collections.abc import Sequence

from bench.figures import Figure, figure
from bench.house import House
from bench.world import Peopled
from bookbag.cli.up import answers_smtp

SENDERS = 4
Letter = tuple[str, bytes]


def accepted(house: House, letters: Sequence[Letter]) -> Figure:
    """Push the mails through the socket, and count what is in the database afterwards."""
    before = house.value("select count(*) from desk_arrival")
    with house.running("receive", ready=lambda: answers_smtp(house.smtp_port)):
        threads = [threading.Thread(target=_send, args=(house.smtp_port, letters[n::SENDERS])) for n in range(SENDERS)]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - began
    kept = house.value("select count(*) from desk_arrival") - before
    if kept != len(letters):
        raise SystemExit(f"bench: {len(letters)} mails were sent and {kept} kept")
    floor = _synced([raw for _, raw in letters[:300]])
    said = (
        f"{SENDERS} senders, {len(letters):,} mails, none lost; floor: write and sync the file alone, one after another"
    )
    return figure("accepted by SMTP", len(letters) / took, "/s", bar=150, better="higher", floor=floor, aside=said)


def addressed(to: Peopled, raw: bytes) -> Letter:
    """A mail and the mailbox it goes to."""
    return to.school.email, raw


def _send(port: int, letters: Sequence[Letter]) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="sender.test", timeout=60) as talk:
        for to, raw in letters:
            talk.sendmail("sender@home.example", [to], raw)


def _synced(raws: Sequence[bytes]) -> float:
    from bookbag.schools.storing import keep

    began = time.monotonic()
    for raw in raws:
        keep(0, raw + hashlib.sha256(raw).digest())
    return len(raws) / (time.monotonic() - began)
