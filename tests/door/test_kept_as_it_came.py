"""What comes in by SMTP is kept byte for byte, with its envelope, a line in the record and a job that says "look"."""

import hashlib
import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from tests.door.conftest import MAIL, Door, Rows, kept

from bookbag.schools.models import School


def test_a_message_is_kept_noted_and_put_in_line(door: Door, school: School, rows: Rows) -> None:
    door.send()
    (arrival,) = rows("desk_arrival")
    assert kept(arrival) == MAIL
    assert arrival["sha256"] == hashlib.sha256(MAIL).hexdigest()
    assert (arrival["school_id"], arrival["state"], arrival["size"]) == (school.id, "waiting", len(MAIL))
    assert (arrival["sender"], arrival["recipients"]) == ("samina.khan@home.example", ["office@wyton.bookbag.test"])
    assert arrival["peer"] == "127.0.0.1"
    assert datetime.now(UTC) - arrival["received_at"] < timedelta(minutes=1)
    (entry,) = rows("record_entry")
    assert (entry["act"], entry["thing_id"]) == ("arrival_stored", arrival["id"])
    (job,) = rows("procrastinate_jobs")
    assert (job["task_name"], job["args"]) == ("desk.read", {"school_id": school.id})


ODD = {
    "bare line feeds": b"Subject: a\n\nbare\nlines\n\r\n",
    "bare carriage returns": b"Subject: a\r\n\r\none\rtwo\r\n",
    "NUL bytes": b"Subject: \0a\r\n\r\n\0\0\0\r\n",
    "eight bits": b"Subject: caf\xe9\r\n\r\n\xff\xfe\x80\r\n",
    "a line of a megabyte": b"Subject: a\r\n\r\n" + b"x" * 2**20 + b"\r\n",
    "dots": b".\r\n..\r\n.a\r\n...\r\n. \r\n\r\n.\r\n",
    "dots at the ends of lines": b"One.\r\nTwo.\r\n.Three.\r\n" * 5000,
    "dots between bare line feeds": b"a\n.\nMAIL FROM:<b@home.example>\n.\r\nb\r.\r\r\n",
    "no header": b"\r\n",
    "nothing": b"",
}


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD)
def test_odd_bytes_are_kept_as_they_came(raw: bytes, door: Door, rows: Rows) -> None:
    with door.raw() as line:
        answers = line.makefile("rb")
        for words in (
            b"EHLO sender.test",
            b"MAIL FROM:<a@home.example>",
            b"RCPT TO:<office@wyton.bookbag.test>",
            b"DATA",
        ):
            line.sendall(words + b"\r\n")
            while answers.readline()[3:4] == b"-":
                pass
        stuffed = (b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:]
        line.sendall(stuffed + b".\r\nQUIT\r\n")
        assert answers.readline().startswith(b"250 ")
        assert answers.readline().startswith(b"221 ")
    (arrival,) = rows("desk_arrival")
    assert kept(arrival) == raw


def test_the_null_sender_is_welcome(door: Door, rows: Rows) -> None:
    door.send(MAIL, sender="")
    assert rows("desk_arrival")[0]["sender"] == ""


def test_addresses_beyond_ascii_are_taken(door: Door, rows: Rows) -> None:
    with door.smtp() as talk:
        talk.ehlo()
        talk.mail("zoë@höme.example", ["SMTPUTF8", "BODY=8BITMIME"])
        talk.rcpt("office@wyton.bookbag.test")
        assert talk.data(MAIL)[0] == 250
    assert rows("desk_arrival")[0]["sender"] == "zoë@höme.example"


def test_a_sender_of_broken_bytes_is_taken(door: Door, rows: Rows) -> None:
    with door.raw() as line:
        answers = line.makefile("rb")
        words = b"HELO a\r\nMAIL FROM:<caf\xe9\xff@home.example>\r\nRCPT TO:<office@wyton.bookbag.test>\r\nDATA\r\n"
        line.sendall(words)
        assert [answers.readline()[:3] for _ in range(4)] == [b"250", b"250", b"250", b"354"]
        line.sendall(MAIL + b".\r\n")
        assert answers.readline().startswith(b"250 ")
    assert rows("desk_arrival")[0]["sender"] == "caf\ufffd\ufffd@home.example"


def test_one_conversation_carries_many_messages(door: Door, rows: Rows) -> None:
    with door.smtp() as talk:
        for number in range(5):
            talk.sendmail("a@home.example", ["office@wyton.bookbag.test"], MAIL.replace(b"<one@", b"<%d@" % number))
    assert len(rows("desk_arrival")) == 5


def test_the_door_says_what_it_can_do(door: Door) -> None:
    with door.smtp() as talk:
        talk.ehlo()
        assert talk.esmtp_features == {"size": str(25 * 2**20), "8bitmime": "", "smtputf8": "", "pipelining": ""}


def test_nobody_logs_in(door: Door) -> None:
    with door.smtp() as talk, pytest.raises(smtplib.SMTPNotSupportedError):
        talk.login("office", "secret")
