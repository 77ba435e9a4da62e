"""Mail made to hurt, at its real size: each read in a process of its own within two seconds and 300 MiB."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bookbag.channels.mailbox import reading

HEADER = b"From: a@b.test\r\nTo: c@d.test\r\nSubject: x\r\n"
MIB = 1024 * 1024
SECONDS, MEMORY = 2.0, 300
PARTS = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
FILE = b"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
READER = """
import json, resource, sys
from bookbag.channels.mailbox import reading
with open(sys.argv[1], "rb") as opened:
    raw = opened.read()
before = resource.getrusage(resource.RUSAGE_SELF)
read = reading.read(raw)
after = resource.getrusage(resource.RUSAGE_SELF)
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
# The system's own peak of this process; ru_maxrss would count the parent from which it was forked.
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(json.dumps([seconds, peak // 1024, list(read.warnings), len(read.attachments)]))
"""


def nested(levels: int) -> bytes:
    """Multiparts within multiparts."""
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(levels))


MAILS: dict[str, Callable[[], bytes]] = {
    "text of 25 MiB": lambda: HEADER + b"\r\n" + b"The bus was late again today.\r\n" * (25 * MIB // 31),
    "empty lines": lambda: HEADER + b"\r\n" + b"\n" * (25 * MIB),
    "empty lines before the header": lambda: b"\n" * (25 * MIB) + HEADER + b"\r\nhi",
    "empty lines after half a header": lambda: b"To: a@b.test\n" + b"\n" * (25 * MIB) + HEADER + b"\r\nhi",
    "bare carriage returns": lambda: HEADER.replace(b"\n", b"") + b"\r" * (25 * MIB),
    "NULs": lambda: b"\0" * (25 * MIB),
    "letters of no charset": lambda: HEADER + b"\r\n" + b"\xe9\x81\xff " * (6 * MIB),
    "quoted lines": lambda: HEADER + b"\r\n" + b"> x\r\n" * (5 * MIB),
    "10,000 parts": lambda: HEADER + PARTS + b"--b\r\nContent-Type: text/html\r\n\r\n<p>hi <b>x</b></p>\r\n" * 10_000 + b"--b--\r\n",
    "four million empty parts": lambda: HEADER + PARTS + b"--b\r\n\r\n" * 4_000_000,
    "1,000 headers in each of 1,000 parts": lambda: HEADER + PARTS + (b"--b\r\n" + b"X-A: b\r\n" * 1000 + b"\r\nhi\r\n") * 1000,
    "1,000 levels": lambda: HEADER + nested(1000) + b"\r\nhi" + b"--bb\r\n" * (4 * MIB),
    "1,000 mails in mails": lambda: HEADER + b"Content-Type: message/rfc822\r\n\r\n" * 1000 + b"hi",
    "a subject of 1 MiB": lambda: HEADER.replace(b"Subject: x", b"Subject: " + b"=?utf-8?Q?w=C3=A9?= " * (MIB // 19)) + b"\r\nhi",
    "a sender of 1 MiB": lambda: HEADER.replace(b"a@b.test", b"a@b.test, " * (MIB // 10)) + b"\r\nhi",
    "open brackets as sender": lambda: HEADER.replace(b"a@b.test", b"(" * MIB) + b"\r\nhi",
    "500 To lines": lambda: HEADER + (b"To: " + b"x@y.test, " * 1600 + b"\r\n") * 500 + b"\r\nhi",
    "50 MiB of header lines": lambda: HEADER + b"X-A: y\r\n" * (50 * MIB // 8) + b"\r\nhi",
    "one header of 50 MiB": lambda: HEADER + b"X-A: " + b"y" * (50 * MIB) + b"\r\n\r\nhi",
    "one header of 13 million folds": lambda: HEADER + b"X-A: \r\n" + b" y\r\n" * (50 * MIB // 4) + b"\r\nhi",
    "base64 of 50 MiB": lambda: HEADER + FILE + b"QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD\r\n" * (68 * MIB // 54),
    "damaged base64 of 50 MiB": lambda: HEADER + FILE + b"QUJDQUJD!!\r\n" * (68 * MIB // 12) + b"Q",
    "base64 in millions of pieces": lambda: HEADER + FILE + b"QQ==\r\n" * (68 * MIB // 6),
    "a uuencoded file of 25 MiB": lambda: HEADER + b"Content-Type: image/png\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n" + b"%:&5L;&\\ \r\n" * (25 * MIB // 10),
    "two million beginnings": lambda: HEADER + b"\r\n" + b"begin 644 x\r\n" * (25 * MIB // 13) + b"end\r\n",
    "HTML without end": lambda: HEADER + b"Content-Type: text/html\r\n\r\n" + b"<div><b>x" * (25 * MIB // 9),
    "HTML tables in tables": lambda: HEADER + b"Content-Type: text/html\r\n\r\n" + b"<table><tr><td>" * (25 * MIB // 15),
    "HTML comments never closed": lambda: HEADER + b"Content-Type: text/html\r\n\r\n" + b"<!--" * (6 * MIB),
    "a space of 1 MiB": lambda: HEADER + b"Content-Type: text/html\r\n\r\n<pre>a" + b" " * MIB + b"x</pre>",
    "boundaries of nothing but dashes": lambda: HEADER + PARTS.replace(b"=b", b"=---------") + b"-" * (25 * MIB),
    "a reference list of open brackets": lambda: HEADER + b"References: " + b"<" * MIB + b"\r\nMessage-ID: <" + b" " * MIB + b"\r\n\r\nhi",
    "a winmail that grows without end": lambda: HEADER + b"Content-Type: application/ms-tnef\r\n\r\n" + winmail_bomb(),
}  # fmt: skip


def winmail_bomb() -> bytes:
    """Compressed rich text that says that it grows to two gigabytes."""
    rich = (
        (25 * MIB).to_bytes(4, "little")
        + (2**31 - 1).to_bytes(4, "little")
        + b"LZFu\0\0\0\0"
        + (b"\xff" + b"\x00\x0f" * 8) * MIB
    )
    properties = b"\x01\0\0\0\x02\x01\x09\x10\x01\0\0\0" + len(rich).to_bytes(4, "little") + rich
    return b"\x78\x9f\x3e\x22\1\0\1\x03\x90\6\0" + len(properties).to_bytes(4, "little") + properties + b"\0\0"


@pytest.mark.parametrize("name", MAILS)
def test_hostile_mail_costs_little(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.eml"
    path.write_bytes(MAILS[name]())
    ran = subprocess.run([sys.executable, "-c", READER, path], capture_output=True, text=True, check=True, timeout=60)
    seconds, memory, warnings, _files = json.loads(ran.stdout)
    assert "The mail could not be read; only its bytes were kept." not in warnings
    assert seconds < SECONDS
    assert memory < MEMORY


def test_beyond_a_thousand_parts_the_rest_is_one_attachment() -> None:
    part = b"--b\r\nContent-Type: application/x; name=a\r\n\r\nhi\r\n"
    read = reading.read(HEADER + PARTS + part * 1500 + b"--b--\r\n")
    assert len(read.attachments) == 1001
    assert read.attachments[-1].content.count(b"name=a") == 499
    assert any("more than 1000 parts" in warning for warning in read.warnings)


def test_a_giant_header_is_cut_with_a_warning_and_the_mail_still_read() -> None:
    read = reading.read(HEADER.replace(b"Subject: x", b"Subject: " + b"word " * (MIB // 5)) + b"\r\nhi")
    assert len(read.subject) <= 16 * 1024
    assert read.text == "hi"
    assert [one.address for one in read.to] == ["c@d.test"]
    assert any("16 KiB" in warning for warning in read.warnings)
