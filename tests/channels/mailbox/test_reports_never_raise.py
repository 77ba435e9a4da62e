"""Whatever bytes stand in headers and parts, a message is judged in short time and without an exception."""

import email
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookbag.channels.mailbox import reports

SEED = (
    b'Return-Path: <>\nFrom: =?x?Q?=FF?= <MAILER-DAEMON@f.test>\nSubject: =?utf-8?B?w?= Undeliverable\nContent-Type: multipart/report; report-type=delivery-status; boundary="B"\n\n'
    b"--B\nContent-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\n!!!\n--B\nContent-Type: message/delivery-status\n\n"
    b"Final-Recipient: rfc822; a@b.test\nAction: failed\nStatus: 5.1.1\n--B\nContent-Type: message/rfc822\n\nTo: x\n\n\xff\xfe\n--B--\n"
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SEED) - 1), st.binary(max_size=6)), max_size=12))
def test_no_mutation_raises(changes: list[tuple[int, bytes]]) -> None:
    raw = bytearray(SEED)
    for place, new in changes:
        raw[place : place + 2] = new
    message = email.message_from_bytes(bytes(raw))
    reports.examine(message, "")
    reports.examine(message, bytes(raw).decode("latin-1"))


@pytest.mark.parametrize(
    "charset", ["idna", "rot13", "undefined", "hex", "\\0", "utf-16", "punycode", "unicode_escape", "mbcs"]
)
def test_no_charset_raises(charset: str) -> None:
    raw = b'From: MAILER-DAEMON@f.test\nSubject: =?%s?Q?=FF=D8?=\nContent-Type: text/plain; charset="%s"\n\n\xff\xd8 <a@b.test>: undeliverable'
    reports.examine(email.message_from_bytes(raw % (charset.encode(), charset.encode())), "")


HOSTILE = {
    "a subject without end": b"Subject: " + b"re: " * 250_000 + b"\n\nx",
    "a sender without end": b"From: " + b"a@" * 500_000 + b"\n\nx",
    "parts without number": b"From: MAILER-DAEMON@f.test\nContent-Type: multipart/mixed; boundary=B\n\n"
    + b"--B\n\nx\n" * 3_000,
    "a thousand levels": b"".join(
        b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (level, level) for level in range(90)
    )
    + b"\nx",
    "addresses": b"From: MAILER-DAEMON@f.test\nSubject: undeliverable\n\n" + b"<a@b.test> " * 100_000,
    "words of failure": b"From: MAILER-DAEMON@f.test\nSubject: undeliverable\n\n"
    + b"recipient address following " * 40_000,
    "rules": b"From: MAILER-DAEMON@f.test\nSubject: undeliverable\n\n" + b"-" * 1_000_000,
    "absence": b"Subject: Re: x\n\n" + b"i am " * 300,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_mail_is_judged_at_once(raw: bytes) -> None:
    message = email.message_from_bytes(raw)
    text = raw.partition(b"\n\n")[2].decode("latin-1")
    started = time.process_time()
    reports.examine(message, text)
    assert time.process_time() - started < 0.5
