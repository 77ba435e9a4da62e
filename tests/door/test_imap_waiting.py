"""New mail is there in seconds where the server says that it came (IDLE), and what was sent within the minute anyway."""

import threading
import time
from collections.abc import Callable

import pytest
from tests.builders import mails
from tests.door.mailboxes import Reading, office

from bookbag.channels import imap
from bookbag.desk import connections
from bookbag.desk.connections import Watched
from bookbag.door import fetching
from bookbag.door.fetching import Fetching
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


def until(true: Callable[[], object], seconds: float) -> float:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - began


def begun(at: Reading) -> threading.Thread:
    thread = threading.Thread(target=at.reader.work)
    thread.start()
    until(lambda: at.problem == "" and looked(at), 30)
    return thread


def looked(at: Reading) -> bool:
    with tenancy.atomic(at.school.id):
        return connections.of_school(at.school.id)[0].looked_at is not None


def end(at: Reading, thread: threading.Thread) -> None:
    at.reader.stop.set()
    at.server.put(mails.mail(subject="Wakes it", message_id="wakes@home.example"))
    thread.join(30)
    assert not thread.is_alive()


def test_new_mail_is_taken_in_seconds() -> None:
    with office() as at:
        thread = begun(at)
        time.sleep(1)
        at.server.put(mails.mail())
        took = until(at.arrivals, 20)
        end(at, thread)
        assert took < 10


def test_what_was_sent_is_found_within_the_minute() -> None:
    """The bar is five minutes: a round over all folders each minute, whatever the server says by itself."""
    assert fetching.LOOK_EVERY <= 60


def test_a_server_that_cannot_tell_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap.Mailbox, "can_wait", property(lambda self: False))
    monkeypatch.setattr(fetching, "LOOK_EVERY", 0.5)
    with office() as at:
        thread = begun(at)
        at.server.put(mails.mail())
        until(at.arrivals, 20)
        end(at, thread)


def test_a_wait_ends_with_the_server() -> None:
    with office() as at:
        thread = begun(at)
        at.server.stop()
        until(lambda: at.problem, 30)
        at.reader.stop.set()
        thread.join(30)
        assert not thread.is_alive()


def test_a_mailbox_that_is_connected_anew_is_read_anew() -> None:
    with office() as at:
        keeper = Fetching()
        first = Watched(at.connection.id, at.school.id, at.connection.changed_at)
        keeper.settle([first])
        until(lambda: looked(at), 30)
        (reader,) = keeper._readers.values()
        keeper.settle([])
        assert reader.stop.is_set()
        at.server.put(mails.mail())
        for thread in threading.enumerate():
            if thread.name == f"mailbox {first.id}":
                thread.join(30)
                assert not thread.is_alive()
