"""25 MiB and no more: said beforehand, held to afterwards, and no more than two copies of a message in memory."""

import smtplib
import threading
import time
from pathlib import Path

import pytest
from tests.door.conftest import MAIL, Door, Rows

LIMIT = 25 * 2**20
LINE = b"x" * 76 + b"\r\n"


def sized(size: int) -> bytes:
    """A message of exactly so many bytes, with dots in need of stuffing."""
    whole = MAIL + b".\r\n" + LINE * ((size - len(MAIL) - 3) // len(LINE) - 1)
    return whole + b"y" * (size - len(whole) - 2) + b"\r\n"


def test_an_announced_size_beyond_the_limit_is_refused_at_once(door: Door) -> None:
    with door.smtp() as talk:
        talk.ehlo()
        assert talk.mail("a@home.example", [f"SIZE={LIMIT + 1}"])[0] == 552
        assert talk.mail("a@home.example", [f"SIZE={LIMIT}"])[0] == 250


def test_the_largest_message_is_taken_whole(door: Door, rows: Rows) -> None:
    door.send(sized(LIMIT))
    assert rows("desk_arrival")[0]["size"] == LIMIT


def test_a_byte_more_is_refused_and_the_conversation_goes_on(door: Door, rows: Rows) -> None:
    with door.smtp() as talk:
        talk.helo()
        with pytest.raises(smtplib.SMTPDataError) as caught:
            talk.sendmail("a@home.example", ["office@wyton.bookbag.test"], sized(LIMIT + 1))
        assert caught.value.smtp_code == 552
        talk.sendmail("a@home.example", ["office@wyton.bookbag.test"], MAIL)
    assert [row["size"] for row in rows("desk_arrival")] == [len(MAIL)]


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def test_a_large_message_is_held_twice_at_most(door: Door) -> None:
    door.send()
    stuffed = sized(LIMIT).replace(b"\r\n.", b"\r\n..") + b".\r\n"
    most, done = resident(), threading.Event()
    before = most

    def watch() -> None:
        nonlocal most
        while not done.is_set():
            most = max(most, resident())
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with door.smtp() as talk:
        talk.helo()
        talk.mail("a@home.example")
        talk.rcpt("office@wyton.bookbag.test")
        talk.docmd("DATA")
        assert talk.sock
        talk.sock.sendall(stuffed)
        code, _ = talk.getreply()
    done.set()
    watcher.join()
    assert code == 250
    assert most - before < 2.4 * LIMIT
