"""The sink keeps what it is given, with its envelope, and passes nothing on."""

import asyncio
import smtplib
import threading
from pathlib import Path

from bookbag.door.sink import Keeping, listen

MAIL = b"Subject: Trip\r\n\r\n.dotted\r\nGr\xc3\xbc\xc3\x9fe\r\n"


def test_each_mail_is_a_file_with_its_envelope(tmp_path: Path) -> None:
    loop, ports = asyncio.new_event_loop(), []
    opened, closing = threading.Event(), asyncio.Event()

    async def run() -> None:
        async with await listen(Keeping(tmp_path / "sink")) as server:
            ports.append(server.sockets[0].getsockname()[1])
            opened.set()
            await closing.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert opened.wait(5)
    with smtplib.SMTP("127.0.0.1", ports[0], timeout=5) as client:
        client.sendmail("office@wyton.bookbag.test", ["a@home.example", "b@home.example"], MAIL)
        client.sendmail("", ["c@home.example"], MAIL)
    loop.call_soon_threadsafe(closing.set)
    thread.join(10)
    loop.close()
    first, second = sorted((tmp_path / "sink").iterdir())
    assert first.read_bytes() == (
        b"Return-Path: <office@wyton.bookbag.test>\r\nDelivered-To: a@home.example\r\n"
        b"Delivered-To: b@home.example\r\n" + MAIL
    )
    assert second.read_bytes().startswith(b"Return-Path: <>\r\nDelivered-To: c@home.example\r\n")
    assert {file.suffix for file in (first, second)} == {".eml"}
