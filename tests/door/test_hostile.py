"""Senders that mean harm or know no better: each is got rid of, the memory stays small, and the next letter comes in."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.door.conftest import MAIL, Door, Open, Rows

from bookbag.door import smtp
from bookbag.schools.models import School

TO_DATA = b"EHLO a\r\nMAIL FROM:<a@home.example>\r\nRCPT TO:<office@wyton.bookbag.test>\r\nDATA\r\n"


@pytest.fixture
def door(open_door: Open, school: School) -> Door:
    """A door with little patience."""
    return open_door(idle_seconds=1.0)


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def read_to_the_end(line: socket.socket) -> bytes:
    got = b""
    with contextlib.suppress(ConnectionError):
        while piece := line.recv(65536):
            got += piece
    return got


def push(line: socket.socket, pieces: Iterable[bytes], *, pause: float = 0) -> None:
    """Send for as long as the door listens; fail where it listens to the end."""
    with contextlib.suppress(ConnectionError):
        for piece in pieces:
            line.sendall(piece)
            time.sleep(pause)
        pytest.fail("the door listened to all of it")


def still_works(door: Door, rows: Rows, *, expected: int = 1) -> None:
    door.send()
    assert len(rows("desk_arrival")) == expected


def test_a_command_a_letter_at_a_time_is_cut_off(door: Door, rows: Rows) -> None:
    began = time.monotonic()
    with door.raw() as line:
        push(line, [b"E"] * 400, pause=0.05)
    assert 0.5 < time.monotonic() - began < 5
    still_works(door, rows)


def test_silence_is_cut_off(door: Door, rows: Rows) -> None:
    with door.raw() as line:
        assert read_to_the_end(line) == b""
    still_works(door, rows)


def test_a_message_that_never_ends_is_cut_off(door: Door, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "DATA_SECONDS", 1.0)
    with door.raw() as line:
        push(line, [TO_DATA, *[b"slowly\r\n"] * 200], pause=0.05)
    still_works(door, rows)


def test_an_endless_line_costs_no_memory(door: Door, rows: Rows) -> None:
    still_works(door, rows)
    before = resident()
    with door.raw() as line, contextlib.suppress(OSError):
        for _ in range(100):
            line.sendall(b"x" * 2**20)
        assert resident() - before < 8 * 2**20
    still_works(door, rows, expected=2)


def test_an_endless_message_costs_what_the_largest_does(door: Door, rows: Rows) -> None:
    still_works(door, rows)
    before = most = resident()
    with door.raw() as line:
        line.sendall(TO_DATA)
        for _ in range(120):
            line.sendall(b"x" * 2**20)
            most = max(most, resident())
        assert most - before < 2.4 * smtp.MESSAGE
        line.sendall(b"\r\n.\r\nQUIT\r\n")
        assert b"552 5.3.4" in read_to_the_end(line)
    still_works(door, rows, expected=2)


def test_all_messages_together_have_a_limit(door: Door, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "ALL_MESSAGES", 3 * 2**20)
    with door.raw() as first, door.raw() as second:
        for line in (first, second):
            line.sendall(TO_DATA + b"x" * (2 * 2**20))
            time.sleep(0.3)
        for line in (first, second):
            line.sendall(b"\r\n.\r\nQUIT\r\n")
        assert b"\r\n250 2.0.0 Kept" in read_to_the_end(first)
        assert b"451 4.3.1 Too much mail" in read_to_the_end(second)
    still_works(door, rows, expected=2)


def test_a_sender_who_reads_no_answer_is_cut_off(door: Door, rows: Rows) -> None:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", door.port))
    line.settimeout(10)
    with line:
        push(line, [b"NOOP\r\n" * 10_000] * 200)
    still_works(door, rows)


@pytest.mark.parametrize(
    "junk",
    [
        b"\0" * 5000 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 30 + b"\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\nBDAT 5 LAST\r\nhelloAUTH PLAIN AAAA\r\nXX\r\nYY\r\n",
        b"MAIL FROM:<\r\nMAIL FROM:<<<>>>\r\nEHLO a\r\nMAIL FROM:<\r\nMAIL FROM:\r\nMAIL\r\nMAIL FROM:<@a,@b:c@d> A=B\r\n",
        b"EHLO \xff\xfe\r\nMAIL FROM:<a@b> SIZE=\xd9\xa3\r\nMAIL FROM:<a@b> SIZE=-1\r\nRCPT TO:<a>\r\nDATA now\r\nDATA\r\n",
        TO_DATA[:-6] + b"BDAT 4 LAST\r\nabcd\r\nXX\r\nYY\r\n.\r\n",
    ],
    ids=["NUL", "TLS", "HTTP", "MAIL", "sizes", "BDAT"],
)
def test_junk_is_answered_with_refusals(junk: bytes, door: Door, rows: Rows) -> None:
    with door.raw() as line:
        line.sendall(junk + b"QUIT\r\n")
        answers = read_to_the_end(line)
    assert b"Traceback" not in answers
    assert b"Error: (" not in answers
    assert b"2.0.0 Kept" not in answers
    assert rows("desk_arrival") == []
    still_works(door, rows)


def test_bare_line_feeds_smuggle_no_second_message(door: Door, rows: Rows) -> None:
    smuggled = (
        b"Subject: a\r\n\r\nb\n.\nMAIL FROM:<x@home.example>\nRCPT TO:<office@wyton.bookbag.test>\nDATA\nevil\r\n"
    )
    for end in (b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\n", b"\r\n.\r"):
        with door.raw() as line:
            line.sendall(TO_DATA + smuggled.replace(b"\n.\n", end) + b".\r\nQUIT\r\n")
            assert read_to_the_end(line).count(b"2.0.0 Kept") == 1
    assert [row["sender"] for row in rows("desk_arrival")] == ["a@home.example"] * 5


def test_a_line_cut_within_a_message_keeps_nothing(door: Door, rows: Rows) -> None:
    for end in (b"", b"\r", b"\r\n", b"\r\n."):
        with door.raw() as line:
            line.sendall(TO_DATA + MAIL[:-2] + end)
            line.shutdown(socket.SHUT_WR)
            assert b"2.0.0 Kept" not in read_to_the_end(line)
    assert rows("desk_arrival") == []
    still_works(door, rows)


def test_beyond_a_number_of_conversations_others_are_asked_to_wait(
    door: Door, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "MOST_CONVERSATIONS", 3)
    with contextlib.ExitStack() as open_lines:
        for _ in range(3):
            open_lines.enter_context(door.raw())
        with socket.create_connection(("127.0.0.1", door.port), timeout=10) as fourth:
            assert read_to_the_end(fourth).startswith(b"421 4.3.2 ")
    time.sleep(0.1)
    still_works(door, rows)


def test_fifty_conversations_at_once_are_all_served(door: Door) -> None:
    async def one(number: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
        writer.write(TO_DATA + MAIL.replace(b"<one@", b"<%d@" % number) + b".\r\nQUIT\r\n")
        answers = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answers

    async def all_of_them() -> list[bytes]:
        return await asyncio.gather(*(one(number) for number in range(50)))

    assert all(b"2.0.0 Kept" in answers for answers in asyncio.run(all_of_them()))
