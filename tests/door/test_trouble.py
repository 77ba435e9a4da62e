"""Disk full or database unwilling: the sender is told in plain words to come again, and nothing is kept by halves."""

import resource
import shutil
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.builders import worlds
from tests.door.conftest import MAIL, Door, Rows

LARGE = MAIL + b"x" * 70 + b"\r\n" * 500_000
TABLES = ("desk_arrival", "record_entry", "procrastinate_jobs")


@contextmanager
def small_disk() -> Iterator[None]:
    """The kernel lets this process write no file beyond 400 kB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def refused(door: Door, raw: bytes = MAIL, *to: str) -> bytes:
    """Send, and return the words of the refusal."""
    with pytest.raises(smtplib.SMTPDataError) as caught:
        door.send(raw, *to)
    assert caught.value.smtp_code == 451
    return bytes(caught.value.smtp_error)


def test_a_full_disk_asks_to_come_again(door: Door, rows: Rows, home: Path) -> None:
    with small_disk():
        assert refused(door, LARGE) == b"4.3.0 The message could not be kept just now. Please try again later."
        assert [rows(table) for table in TABLES] == [[], [], []]
        door.send(MAIL)
    door.send(LARGE)
    assert [row["size"] for row in rows("desk_arrival")] == [len(MAIL), len(LARGE)]
    folder = home / "files" / str(rows("desk_arrival")[0]["school_id"])
    assert sorted(file.name for file in folder.rglob("*") if file.is_file()) == sorted(
        row["sha256"] for row in rows("desk_arrival")
    )


@pytest.mark.parametrize("table", TABLES)
def test_what_the_database_refuses_half_way_is_undone(
    table: str, door: Door, rows: Rows, owner: psycopg.Connection[Any]
) -> None:
    owner.execute(f"revoke insert on {table} from bookbag_app")
    try:
        refused(door)
    finally:
        owner.execute(f"grant insert on {table} to bookbag_app")
    assert [rows(each) for each in TABLES] == [[], [], []]
    door.send()
    assert [len(rows(each)) for each in TABLES] == [1, 1, 1]
    assert rows("desk_arrival")[0]["state"] == "waiting"


def test_a_recipient_that_cannot_be_looked_up_is_asked_for_again(
    door: Door, rows: Rows, owner: psycopg.Connection[Any]
) -> None:
    owner.execute("revoke select on schools_mailbox from bookbag_app")
    try:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as caught:
            door.send()
    finally:
        owner.execute("grant select on schools_mailbox to bookbag_app")
    assert [code for code, _ in caught.value.recipients.values()] == [451]
    door.send()
    assert len(rows("desk_arrival")) == 1


def test_a_lost_connection_costs_one_try_at_most(door: Door, rows: Rows, owner: psycopg.Connection[Any]) -> None:
    door.send()
    owner.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bookbag_app'")
    for number in range(4):
        raw = MAIL.replace(b"<one@", b"<%d@" % number)
        try:
            door.send(raw)
        except (smtplib.SMTPDataError, smtplib.SMTPRecipientsRefused):
            door.send(raw)
    assert [row["state"] for row in rows("desk_arrival")] == ["waiting"] * 5


def test_where_one_of_two_schools_fails_nothing_is_lost_or_doubled(door: Door, rows: Rows, home: Path) -> None:
    norton = worlds.school("norton")
    in_the_way = home / "files" / str(norton.id)
    shutil.rmtree(in_the_way, ignore_errors=True)
    in_the_way.parent.mkdir(exist_ok=True)
    in_the_way.write_text("no folder can be made here")
    to = ["office@wyton.bookbag.test", "office@norton.bookbag.test"]
    try:
        with door.lmtp() as talk:
            talk.ehlo()
            talk.mail("a@home.example")
            for address in to:
                talk.rcpt(address)
            assert [talk.data(MAIL)[0], talk.getreply()[0]] == [250, 451]
        refused(door, MAIL, *to)
    finally:
        in_the_way.unlink()
    door.send(MAIL, *to)
    states = sorted((row["school_id"] == norton.id, row["state"]) for row in rows("desk_arrival"))
    assert states == [(False, "repeated"), (False, "repeated"), (False, "waiting"), (True, "waiting")]


def test_a_warning_says_what_is_wrong(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    with small_disk():
        refused(door, LARGE)
    assert "a message could not be kept: OSError: [Errno 27] File too large" in caplog.text
