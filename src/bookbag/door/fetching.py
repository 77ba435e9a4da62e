"""Fetching: one thread a mailbox reads its inbox, its Sent and its Junk folder, waits until something is new, and reads again.

What was taken is kept before the folder counts as read so far, in one transaction, so a crash loses and doubles nothing.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from django.db import Error, connection

from bookbag.channels import imap, oauth
from bookbag.channels.imap import Folder, Mailbox, NotLetIn
from bookbag.channels.oauth import Token
from bookbag.desk import connections, otherdoors
from bookbag.desk.actions import connecting
from bookbag.desk.actions.connecting import INBOX, JUNK, SENT, Mark, Reading, Way
from bookbag.desk.connections import Watched
from bookbag.errors import Unavailable
from bookbag.schools import queries as schools
from bookbag.schools.actions import mailboxes

log = logging.getLogger(__name__)
LOOK_EVERY = 60.0
"""Seconds after which all folders are read, whatever the server tells us by itself."""
NEWS_EVERY = 5.0
"""Seconds after which it is asked which mailboxes there are."""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
"""Seconds after a failure; twice as many after each that follows."""

BY_NAME = {
    SENT: ("sent items", "sent mail", "sent messages", "sent", "[gmail]/sent mail", "inbox.sent"),
    JUNK: ("junk email", "junk e-mail", "junk", "spam", "bulk mail", "[gmail]/spam", "inbox.junk", "inbox.spam"),
}
"""Where a server does not say which folder is which: the names that servers give to it."""
WANTED: dict[str, Callable[[int, bytes], bool]] = {SENT: otherdoors.may_answer, JUNK: otherdoors.may_be_missed}
"""Of some folders only what has to do with families is taken: its header is looked at first."""


@dataclass(slots=True)
class Reader:
    """Reads one mailbox, round after round."""

    school_id: int
    connection_id: UUID
    stop: threading.Event = field(default_factory=threading.Event)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _token: Token | None = None

    def work(self) -> None:
        """Read until told to stop. Whatever goes wrong is noted, and tried again after a pause."""
        pause = FIRST_PAUSE
        while not self.stop.is_set():
            try:
                if self.stay():
                    pause = FIRST_PAUSE
            except Error as fault:
                log.warning("a mailbox could not be read, because of the database: %s", type(fault).__name__)
            finally:
                connection.close()  # give it back to the pool: threads of our own are no requests
            self.stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def stay(self, *, rounds: int | None = None) -> bool:
        """Enter, and read round after round until the conversation breaks off; whether a whole round was read."""
        well = False
        try:
            way = connecting.way_in(self.school_id, self.connection_id)
            if way is None:
                self.stop.set()
                return False
            with imap.entered(self._account(way)) as box:
                while not self.stop.is_set():
                    self.read(box, way)
                    connecting.looked(self.school_id, self.connection_id, now=self.clock())
                    well = True
                    if rounds is not None and (rounds := rounds - 1) <= 0:
                        break
                    self._wait(box)
        except Unavailable as fault:
            is_shut = isinstance(fault, NotLetIn)
            self._token = None
            connecting.failed(self.school_id, self.connection_id, str(fault), is_shut=is_shut, now=self.clock())
        return well

    def read(self, box: Mailbox, way: Way) -> None:
        """Read what is new in every folder. The inbox comes first, so that an answer finds what it answers."""
        marks = connecting.marks(self.school_id, self.connection_id)
        for role, name in _places(box.folders()).items():
            self._read(box, role, name, marks.get(role), way)

    def _read(self, box: Mailbox, role: str, name: str, mark: Mark | None, way: Way) -> None:
        opened = box.open(name)
        if mark is None or (mark.name, mark.validity) != (name, opened.validity):
            mark = Mark(name, opened.validity, self._from(box, opened.next, way))
            connecting.begin(self.school_id, self.connection_id, role, mark)
        at = Reading(self.school_id, self.connection_id, role, opened.validity)
        new = 0
        for uid in box.after(mark.upto):
            found = box.fetch(uid, now=self.clock()) if self._is_wanted(box, role, uid) else None
            new += connecting.take(at, uid, found, now=self.clock())
            if self.stop.is_set():
                break
        if new and role == INBOX:
            mailboxes.heard_by(self.school_id, self.connection_id, now=self.clock())

    def _is_wanted(self, box: Mailbox, role: str, uid: int) -> bool:
        asks = WANTED.get(role)
        if asks is None:
            return True
        head = box.head(uid, now=self.clock())
        return head is not None and asks(self.school_id, head.content)

    def _from(self, box: Mailbox, following: int, way: Way) -> int:
        """After which number to read a folder that is new to us, or numbered anew: what came since it was connected."""
        for uid in box.since(way.since.date()):
            head = box.head(uid, now=self.clock())
            if head and head.received_at >= way.since.replace(microsecond=0):
                return uid - 1
        return following - 1 if following < imap.UIDS else max(box.after(0), default=0)

    def _wait(self, box: Mailbox) -> None:
        if not box.can_wait:
            self.stop.wait(LOOK_EVERY)
            return
        box.open("INBOX")
        connection.close()
        box.wait(LOOK_EVERY)

    def _account(self, way: Way) -> imap.Account:
        """The account, with a token that is still good where one is needed."""
        if way.app is None:
            return way.account
        if self._token is None or not self._token.is_good(self.clock()):
            self._token = oauth.token(way.app, now=self.clock())
            if self._token.refresh and self._token.refresh != way.app.refresh:
                connecting.renew(self.school_id, self.connection_id, self._token.refresh)
        return replace(way.account, token=self._token.access)


def _places(folders: Iterable[Folder]) -> dict[str, str]:
    """The name of each folder that is read, by what it is for. What the server says goes before what its names suggest."""
    found = {INBOX: "INBOX"}
    known = list(folders)
    for role, names in BY_NAME.items():
        marked = [each.name for each in known if f"\\{role}" in each.marks]
        named = sorted((names.index(each.name.lower()), each.name) for each in known if each.name.lower() in names)
        if marked or named:
            found[role] = marked[0] if marked else named[0][1]
    return found


class Fetching:
    """Keeps a thread for every mailbox that is to be read, as it was last set up."""

    def __init__(self) -> None:
        self._readers: dict[Watched, Reader] = {}
        self._threads: dict[Watched, threading.Thread] = {}
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin, in a thread that ends with the process."""
        threading.Thread(target=self._keep, name="fetching", daemon=True).start()

    def stop(self) -> None:
        """Take nothing more. What is on its way is kept whole or not at all."""
        self._stop.set()
        for reader in self._readers.values():
            reader.stop.set()

    def _keep(self) -> None:
        while not self._stop.wait(NEWS_EVERY):
            try:
                self.settle(connections.watched(school.id for school in schools.all_schools()))
            except Error as fault:
                log.warning("it could not be asked which mailboxes to read: %s", type(fault).__name__)
            finally:
                connection.close()

    def settle(self, wanted: Iterable[Watched]) -> None:
        """Stop who reads what is read no more or otherwise, and begin what is new or ended by itself."""
        now = set(wanted)
        for gone in self._readers.keys() - now:
            self._readers.pop(gone).stop.set()
            del self._threads[gone]
        for each in now:
            running = self._threads.get(each)
            if running and running.is_alive():
                continue
            if running:
                log.error("the reader of mailbox %s ended by itself, and is begun again", each.id)
            reader = self._readers[each] = Reader(each.school_id, each.id)
            self._threads[each] = threading.Thread(target=reader.work, name=f"mailbox {each.id}", daemon=True)
            self._threads[each].start()
