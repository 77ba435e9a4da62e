"""Reading a mailbox by IMAP (RFC 3501): what came since we last looked, as bytes. It marks, moves and removes nothing.

Every folder is opened with EXAMINE and read with BODY.PEEK, so that the server itself refuses to change anything for us.
"""

import imaplib
import re
import select
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bookbag.channels.email import Tls
from bookbag.errors import Unavailable

PATIENCE = 30.0
"""Seconds for one answer of the server."""
LARGEST = 50 * 1024 * 1024
"""Bytes of a message that are fetched; what is beyond them stays in the mailbox alone."""
HEAD = 256 * 1024
UIDS = 2**32 - 1

_LISTED = re.compile(rb'\((?P<marks>[^)]*)\) (?:"(?:\\.|[^"])*"|NIL) (?P<name>.+)', re.DOTALL)
_QUOTED = re.compile(r'["\\]')
_RECEIVED = re.compile(rb'INTERNALDATE "([^"]+)"')
_NOT_NOW = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\b")
"""What a server says that refuses for reasons of its own (RFC 5530)."""
_UID = re.compile(rb"\bUID (\d+)")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Account:
    """How a mailbox is entered: by password, or with an access token (XOAUTH2) where one is given."""

    host: str
    port: int
    tls: Tls
    user: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder by the name that the server uses, and what the server says that it is for (RFC 6154)."""

    name: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder that is open: what its numbers are good for, and the number that comes next."""

    validity: int
    next: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A message as the server holds it, and when it came there."""

    uid: int
    content: bytes = field(repr=False)
    received_at: datetime


class NotLetIn(Unavailable):
    """The mailbox does not let us in: the name, the password or the leave to read it is not, or no longer, right."""


class Mailbox:
    """A conversation with a server that has let us in."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self._client = client
        self._waits = 0

    @property
    def can_wait(self) -> bool:
        """Whether the server tells us of new mail by itself (RFC 2177)."""
        return "IDLE" in self._client.capabilities

    def folders(self) -> list[Folder]:
        """All folders."""
        found = []
        for line in _ok(self._client.list()):
            # A name with odd letters comes as a literal: the line that announces it, then its bytes.
            whole = re.sub(rb"\{\d+\}$", b"", line[0]) + line[1] if isinstance(line, tuple) else line
            if isinstance(whole, bytes) and (read := _LISTED.match(whole)):
                name = read["name"].strip()
                name = re.sub(rb"\\(.)", rb"\1", name[1:-1]) if name.startswith(b'"') else name
                marks = frozenset(read["marks"].decode("ascii", "replace").lower().split())
                found.append(Folder(name.decode("utf-8", "surrogateescape"), marks))
        return found

    def open(self, name: str) -> Opened:
        """Open a folder, to read only. Raises `Unavailable` where there is none of this name."""
        quoted = f'"{_QUOTED.sub(lambda found: chr(92) + found[0], name)}"'
        self._client.untagged_responses.pop("UIDNEXT", None)
        kind, _ = self._client.select(quoted, readonly=True)
        if kind != "OK":
            raise Unavailable(f"The mailbox has no folder {name}.")
        return Opened(self._number("UIDVALIDITY"), self._number("UIDNEXT") or UIDS)

    def after(self, uid: int) -> list[int]:
        """The numbers of what came after this one. The server names the last one even where none is new."""
        return sorted(found for found in self._search(f"UID {uid + 1}:*") if found > uid)

    def since(self, day: date) -> list[int]:
        """The numbers of what has come since the beginning of a day, by the server's own clock."""
        return sorted(self._search(f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}"))

    def fetch(self, uid: int, *, now: datetime) -> Fetched | None:
        """A whole message; None where it is gone by now."""
        return self._fetch(uid, f"BODY.PEEK[]<0.{LARGEST}>", now)

    def head(self, uid: int, *, now: datetime) -> Fetched | None:
        """The header of a message alone; None where it is gone by now."""
        return self._fetch(uid, f"BODY.PEEK[HEADER]<0.{HEAD}>", now)

    def wait(self, seconds: float) -> None:
        """Wait until the server says that something is new in the open folder, at most this long."""
        self._waits += 1
        tag = b"WAIT%d" % self._waits
        self._client.send(tag + b" IDLE\r\n")
        while not (line := self._line()).startswith(b"+"):
            if line.startswith(tag):
                raise Unavailable("The mail server does not let us wait.")
        select.select([self._client.socket()], [], [], seconds)
        self._client.send(b"DONE\r\n")
        while not self._line().startswith(tag):
            pass

    def _line(self) -> bytes:
        line = self._client.readline()
        if not line:
            raise Unavailable("The mail server broke off.")
        return line

    def _search(self, what: str) -> list[int]:
        found = _ok(self._client.uid("SEARCH", what))
        return [int(uid) for line in found if isinstance(line, bytes) for uid in line.split()]

    def _fetch(self, uid: int, what: str, now: datetime) -> Fetched | None:
        for part in _ok(self._client.uid("FETCH", str(uid), f"(UID INTERNALDATE {what})")):
            if isinstance(part, tuple) and (named := _UID.search(part[0])) and int(named[1]) == uid:
                return Fetched(uid, part[1], _received(part[0], now))
        return None

    def _number(self, name: str) -> int:
        """A number that the server said of the open folder."""
        _, said = self._client.response(name)
        return int(said[0]) if said and isinstance(said[0], bytes) and said[0].isdigit() else 0


@contextmanager
def entered(
    account: Account, *, patience: float = PATIENCE, trusted: ssl.SSLContext | None = None
) -> Iterator[Mailbox]:
    """A conversation with the mailbox, closed at the end. Raises `NotLetIn`, or `Unavailable` for all other trouble."""
    client: imaplib.IMAP4 | None = None
    try:
        client = _connected(account, patience, trusted or ssl.create_default_context())
        _let_in(client, account)
        yield Mailbox(client)
    except ssl.SSLCertVerificationError as fault:
        raise Unavailable(f"{account.host} shows a certificate that is not its own. Nothing was sent to it.") from fault
    except (imaplib.IMAP4.error, OSError, EOFError, ValueError) as fault:
        raise Unavailable(f"The mail server {account.host} could not be reached, or broke off.") from fault
    finally:
        if client is not None:
            _leave(client)


def _connected(account: Account, patience: float, trusted: ssl.SSLContext) -> imaplib.IMAP4:
    if account.tls is Tls.TLS:
        return imaplib.IMAP4_SSL(account.host, account.port, ssl_context=trusted, timeout=patience)
    client = imaplib.IMAP4(account.host, account.port, timeout=patience)
    if account.tls is Tls.STARTTLS:
        client.starttls(trusted)
    return client


def _let_in(client: imaplib.IMAP4, account: Account) -> None:
    """Sign in. What the server answers may hold what we sent, so none of it is passed on."""
    try:
        if account.token:
            spoken = f"user={account.user}\1auth=Bearer {account.token}\1\1".encode()
            # A server that refuses sends a challenge with its reason; an empty answer to it ends the attempt.
            answers = iter([spoken])
            client.authenticate("XOAUTH2", lambda _: next(answers, b""))
        elif account.user.isascii() and account.password.isascii():
            client.login(account.user, account.password)
        else:
            spoken = f"\0{account.user}\0{account.password}".encode()
            client.authenticate("PLAIN", lambda _: spoken)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as fault:
        if _NOT_NOW.search(str(fault)):
            raise Unavailable(f"The mail server {account.host} lets nobody in just now.") from fault
        raise NotLetIn(f"{account.host} does not let us in as {account.user}.", permanent=True) from fault
    # What a server can do it may say only once it knows who asks.
    kind, said = client.capability()
    if kind == "OK" and isinstance(said[-1], bytes):
        client.capabilities = tuple(said[-1].decode("ascii", "replace").upper().split())


def _leave(client: imaplib.IMAP4) -> None:
    with suppress(imaplib.IMAP4.error, OSError, ValueError):
        client.logout()
    with suppress(OSError):
        client.shutdown()


def _ok(answer: tuple[str, Sequence[Any]]) -> Sequence[Any]:
    kind, said = answer
    if kind != "OK":
        raise Unavailable("The mail server did not do what was asked.")
    return said


def _received(said: bytes, now: datetime) -> datetime:
    """When the message came to the server, never later than now: its clock may be wrong, and ours decides what is late."""
    if found := _RECEIVED.search(said):
        with suppress(ValueError):
            day, clock, zone = found[1].decode("ascii", "replace").split()
            number, month, year = day.split("-")
            known = f"{year}-{_MONTHS.index(month.capitalize()) + 1:02}-{int(number):02}T{clock}{zone}"
            return min(datetime.fromisoformat(known).astimezone(UTC), now)
    return now
