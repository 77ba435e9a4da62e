"""Whatever breaks while a mailbox is read: nothing is lost, nothing is doubled, and what is wrong is noted."""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from tests.builders import mails
from tests.builders.imap import PASSWORD
from tests.door.mailboxes import Reading, office

from bookbag.desk.actions import connecting
from bookbag.schools import tenancy
from bookbag.schools.models import MailConnection

pytestmark = pytest.mark.usefixtures("db")


def put(at: Reading, *numbers: int) -> None:
    for number in numbers:
        at.server.put(
            mails.mail(f"Word {number}. " * 400, subject=f"Matter {number}", message_id=f"{number}@home.example")
        )


def subjects(at: Reading) -> list[str]:
    at.take_in()
    return sorted(case.subject for case in at.cases())


def expected(many: int) -> list[str]:
    return [f"Matter {number}" for number in range(many)]


@contextmanager
def cut_after(port: int, size: int) -> Iterator[int]:
    """A line to the server that breaks when this many bytes have come from it."""
    listening = socket.create_server(("127.0.0.1", 0))

    def carry(source: socket.socket, target: socket.socket, left: float) -> None:
        with suppress(OSError):
            while left > 0 and (read := source.recv(min(4096, int(min(left, 4096))))):
                target.sendall(read)
                left -= len(read)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def serve() -> None:
        while True:
            try:
                ours, _ = listening.accept()
            except OSError:
                return
            theirs = socket.create_connection(("127.0.0.1", port))
            both = [threading.Thread(target=carry, args=one) for one in ((theirs, ours, size), (ours, theirs, 1e12))]
            for each in both:
                each.start()
            for each in both:
                each.join()
            ours.close()
            theirs.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(20)


def through(at: Reading, port: int) -> None:
    with tenancy.atomic(at.school.id):
        MailConnection.objects.update(port=port)


def test_a_line_that_breaks_anywhere_loses_and_doubles_nothing() -> None:
    with office() as at:
        put(at, 0, 1, 2, 3)
        for size in range(300, 24_000, 1_700):  # in the greeting, the login, a header, the midst of a message
            with cut_after(at.server.port, size) as port:
                through(at, port)
                at.reader.stay(rounds=1)
        through(at, at.server.port)
        assert at.reader.stay(rounds=1)
        assert subjects(at) == expected(4)
        assert len(at.arrivals()) == 4


def test_half_a_message_is_not_taken() -> None:
    with office() as at:
        put(at, 0)
        at.reader.stay(rounds=1)
        put(at, 1)
        for size in (1_900, 3_000, 5_000):
            with cut_after(at.server.port, size) as port:
                through(at, port)
                assert not at.reader.stay(rounds=1)
            assert at.problem
        assert len(at.arrivals()) == 1
        through(at, at.server.port)
        at.reader.stay(rounds=1)
        assert subjects(at) == expected(2)
        assert at.problem == ""


def test_a_server_that_is_killed_and_comes_back() -> None:
    with office() as at:
        put(at, 0, 1)
        at.reader.stay(rounds=1)
        at.server.stop(signal.SIGKILL)
        assert not at.reader.stay(rounds=1)
        assert "could not be reached" in at.problem
        at.server.start()
        put(at, 2)
        assert at.reader.stay(rounds=1)
        assert subjects(at) == expected(3)


def test_a_folder_that_is_numbered_anew_is_read_again_and_doubles_nothing() -> None:
    with office() as at:
        put(at, 0, 1, 2)
        at.server.put(mails.mail("No name", subject="Matter 3", message_id=""))
        at.reader.stay(rounds=1)
        at.server.stop()
        at.server.renumber()
        at.server.start()
        put(at, 4)
        at.reader.stay(rounds=1)
        assert subjects(at) == expected(5)
        assert len(at.arrivals()) == 5


def test_what_came_while_the_folder_was_numbered_anew_is_read_too() -> None:
    with office() as at:
        put(at, 0)
        at.reader.stay(rounds=1)
        put(at, 1)
        at.server.stop()
        at.server.renumber()
        at.server.start()
        at.reader.stay(rounds=1)
        assert subjects(at) == expected(2)


def test_a_crash_between_keeping_and_counting_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with office() as at:
        put(at, 0, 1)
        with monkeypatch.context() as broken:
            broken.setattr(connecting.arrivals, "store", fails_the_second_time(connecting.arrivals.store))
            with pytest.raises(SystemExit):
                at.reader.stay(rounds=1)
        assert len(at.arrivals()) == 1
        at.reader.stay(rounds=1)
        assert subjects(at) == expected(2)
        assert len(at.arrivals()) == 2


def fails_the_second_time(real: Callable[..., object]) -> Callable[..., object]:
    """The real thing, and then the process ends."""
    calls = []

    def once(*args: object, **words: object) -> object:
        done = real(*args, **words)
        calls.append(done)
        if len(calls) == 2:
            raise SystemExit
        return done

    return once


def test_two_who_read_one_mailbox_take_each_mail_once() -> None:
    with office() as at:
        put(at, *range(6))
        both = [
            threading.Thread(target=at.reader.__class__(at.school.id, at.connection.id).stay, kwargs={"rounds": 1})
            for _ in range(2)
        ]
        for each in both:
            each.start()
        for each in both:
            each.join(60)
        assert subjects(at) == expected(6)
        assert len(at.arrivals()) == 6


def test_a_password_that_no_longer_opens_is_noted_at_once() -> None:
    with office() as at:
        at.server.let_in("another")
        assert not at.reader.stay(rounds=1)
        with tenancy.atomic(at.school.id):
            kept = MailConnection.objects.get()
        assert kept.is_shut
        assert kept.problem == "127.0.0.1 does not let us in as office@wyton.bookbag.test."
        assert PASSWORD not in f"{kept.problem}{kept.secret}"
        at.server.let_in(PASSWORD)
        assert at.reader.stay(rounds=1)
        assert at.problem == ""
