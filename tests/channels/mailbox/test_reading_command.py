"""`bookbag mail parse`: one JSON line a file, flushed at once, never a traceback, no database and no framework."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.channels.mailbox.mails import PNG, mail, mixed, part

COMMAND = [sys.executable, "-m", "bookbag.cli.main", "mail", "parse"]
KEYS = {
    "file", "message_id", "from", "to", "cc", "reply_to", "subject", "date", "text", "new_text", "attachments", "in_reply_to",
    "references", "auto_reply", "abuse_report", "bounce", "language", "warnings",
}  # fmt: skip


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    picture = part(b"image/png; name=p.png", PNG, b"Content-Transfer-Encoding: base64")
    path = tmp_path / "letter é.eml"
    path.write_bytes(
        b"Message-ID: <1@home.test>\nReferences: <0@s.test>\n" + mixed(part(b"text/plain", b"Anna is ill."), picture)
    )
    return path


def parsed(*arguments: str, given: bytes = b"") -> list[dict[str, object]]:
    ran = subprocess.run([*COMMAND, *arguments], input=given, capture_output=True, timeout=60, check=True)
    assert ran.stderr == b""
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_mail_is_one_line_with_every_key(letter: Path) -> None:
    (answer,) = parsed(str(letter))
    assert set(answer) == KEYS
    assert answer["file"] == str(letter)
    assert answer["message_id"] == "1@home.test"
    assert answer["from"] == {"name": "Ana Parent", "address": "ana@home.test"}
    assert answer["to"] == [{"name": "", "address": "office@spring.test"}]
    assert answer["date"] == "2026-03-02T08:50:00+00:00"
    assert answer["text"] == answer["new_text"] == "Anna is ill."
    assert answer["references"] == ["0@s.test"]
    (found,) = answer["attachments"]  # type: ignore[misc]  # JSON is untyped
    assert (found["name"], found["type"], found["size"], len(found["sha256"])) == ("p.png", "image/png", 8, 64)
    assert answer["bounce"] is None
    assert answer["auto_reply"] is False


def test_a_bounce_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bounce.eml"
    report = b"Reporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; ana@home.test\nAction: failed\nStatus: 5.1.1\n"
    path.write_bytes(
        mixed(part(b"text/plain", b"Not delivered."), part(b"message/delivery-status", report)).replace(
            b"/mixed", b"/report; report-type=delivery-status"
        )
    )
    (answer,) = parsed(str(path))
    assert answer["bounce"] == {
        "recipient": "ana@home.test",
        "status": "5.1.1",
        "action": "failed",
        "diagnostic": "Not delivered.",
    }


def test_a_file_that_cannot_be_opened_is_a_line_with_nulls(letter: Path, tmp_path: Path) -> None:
    missing, folder, whole = parsed(str(tmp_path / "missing"), str(tmp_path), str(letter))
    for answer in (missing, folder):
        assert set(answer) == KEYS
        assert {key for key, value in answer.items() if value is not None} == {"file", "warnings"}
    assert whole["subject"] == "Absent"


def test_paths_come_one_a_line_and_each_answer_goes_at_once(letter: Path) -> None:
    with subprocess.Popen([*COMMAND, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(3):
            process.stdin.write(f"{letter}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["file"] == str(letter)
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_path_that_is_no_text_is_told(tmp_path: Path) -> None:
    answers = parsed("-", given=bytes(tmp_path) + b"/\xff\xfe.eml\n" + b"a\0b\n\n")
    assert len(answers) == 2
    assert all(answer["warnings"] for answer in answers)


def test_any_bytes_are_answered(tmp_path: Path) -> None:
    paths = []
    for number, raw in enumerate(
        [b"", b"\0" * 100, bytes(range(256)) * 10, b"\xff\xfe", mail(b"\xed\xa0\x80", b"Subject: \xed\xa0\x80")]
    ):
        paths.append(tmp_path / f"{number}.eml")
        paths[-1].write_bytes(raw)
    assert len(parsed(*map(str, paths))) == len(paths)


def test_reading_loads_no_framework() -> None:
    loaded = "import sys, bookbag.cli.main, bookbag.channels.mailbox.reading as r; r.read(b''); print([n for n in sys.modules if n.split('.')[0] in ('django', 'psycopg', 'procrastinate')])"
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "[]"
