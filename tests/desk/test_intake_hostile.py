"""What PostgreSQL refuses to store, and what no date or index can hold: each such mail is read like any other."""

from datetime import UTC, datetime

import pytest
from tests.builders import mails, worlds

from bookbag.desk import queries as desk
from bookbag.desk.models import Case, Message
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")

SMILE = "\U0001f600".encode()


@pytest.fixture
def school() -> School:
    return worlds.school()


def read(school: School, *headers: bytes, body: bytes = b"Dear school") -> Message:
    """The only message of the school, read back from the database and shown on a page of its case."""
    raw = b"\r\n".join([b"From: x@home.example", *headers, b"", body])
    outcome = mails.arrive(raw, school, now=worlds.NOW)
    assert outcome.state == "read"
    with tenancy.atomic(school.id):
        (message,) = desk.view(Case.objects.get()).messages
    return message


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: =?utf-8?q?a=00b?=",
        b"Subject: =?utf-8?q?=ED=A0=80?= \xff\xfe \xed\xa0\x80",
        b"Message-ID: <a\0b\xed\xa0\x80@x.example>",
        b"In-Reply-To: <a\0b@x.example>\r\nReferences: <\0@x.example> <\xed\xa0\x80@x.example>",
        b"To: =?utf-8?q?=00?= <a\0@x.example>",
        b"Message-ID: <" + b"a" * 900 + b"@x.example>",
        b"Message-ID: <" + SMILE * 900 + b"@x.example>",
        b"In-Reply-To: <" + SMILE * 900 + b"@x.example>",
        b"To: " + b", ".join(b"parent%d@home.example" % number for number in range(5_000)),
        b"Reply-To: =?utf-16?b?2AA=?= <\0@x.example>",
    ],
)
def test_headers_that_the_database_would_refuse(school: School, header: bytes) -> None:
    assert read(school, header).text.startswith("Dear school")


@pytest.mark.parametrize(
    "date",
    [
        b"Mon, 01 Jan 0001 00:00:00 +1400",
        b"Fri, 31 Dec 9999 23:59:59 -1200",
        b"Thu, 01 Jan 1900 00:00:00 +0000",
        b"Fri, 30 Feb 2026 00:00:00 +0000",
    ],
)
def test_a_date_that_no_mail_was_written_on_is_left_out(school: School, date: bytes) -> None:
    assert read(school, b"Date: " + date).written_at is None


def test_a_date_that_may_be_right_is_kept(school: School) -> None:
    assert read(school, b"Date: Mon, 02 Mar 2026 08:59:00 +0000").written_at == datetime(2026, 3, 2, 8, 59, tzinfo=UTC)


def test_the_words_and_names_of_files(school: School) -> None:
    parts = (
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear school\0 \xed\xa0\x80\r\n"
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Dear&#0; school\0</p>\r\n"
        b"--b\r\nContent-Type: application/x-\0y; name*=utf-8''a%00b%ED%A0%80\r\nContent-ID: <\0\xff>\r\n\r\nhi\r\n"
        b"--b--\r\n"
    )
    message = read(school, b"MIME-Version: 1.0", b"Content-Type: multipart/mixed; boundary=b", body=parts)
    assert message.attachments.all()


def test_a_mail_from_nobody(school: School) -> None:
    outcome = mails.arrive(b"Subject: no sender\r\n\r\nDear school", school, now=worlds.NOW)
    assert outcome.state == "read"
    with tenancy.atomic(school.id):
        assert Case.objects.get().who == "Nobody named"


def test_a_sender_of_a_thousand_letters(school: School) -> None:
    raw = b"From: " + b"a" * 1_000 + b"@home.example\r\n\r\nDear school"
    assert mails.arrive(raw, school, now=worlds.NOW).state == "read"
