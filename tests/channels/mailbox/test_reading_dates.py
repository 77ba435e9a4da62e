"""When a mail was written, as its writer's clock said, or as near as can be told."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.channels.mailbox.mails import mail

from bookbag.channels.mailbox import reading

TEN = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
DATES = {
    "Thu, 12 Mar 2026 10:00:00 +0000": TEN,
    "Thu, 12 Mar 2026 11:00:00 +0100 (CET)": TEN,
    "12 Mar 26 10:00 GMT": TEN,
    "Thu, 12 Mar 126 10:00:00 +0000": TEN,
    "Thu Mar 12 11:00:00 2026 +0100": TEN,
    "Thu, 12 Mar 2026 05:00:00 EST": TEN,
    "Thu, 12 Mar 2026 12:00:00 +02:00": TEN,
    "Thu, 12 Mar 2026 12:00:00 GMT+0200": TEN,
    "Thu,12 Mar 2026 10:00:00+0000": TEN,
    "Thu, 12 Mar 2026 10.00.00 +0000": TEN,
    "2026-03-12T10:00:00Z": TEN,
    "2026-03-12 10:00:00 +0000": TEN,
    "12-Mar-2026 10:00:00 +0000": TEN,
    "Thursday, March 12, 2026 10:00 AM UTC": TEN,
    "Do, 12 Mär 2026 11:00:00 +0100": TEN,
    "jeudi 12 mars 2026 10:00 +0000": TEN,
    "12/03/2026 10:00:00 +0000": TEN,
}


@pytest.mark.parametrize(("written", "expected"), DATES.items())
def test_a_date_is_understood(written: str, expected: datetime) -> None:
    raw = f"From: a@b.test\nDate: {written}\n\nx".encode()
    assert reading.read(raw).date == expected


def test_the_writers_own_offset_is_kept() -> None:
    read = reading.read(b"From: a@b.test\nDate: Thu, 12 Mar 2026 10:00:00 -0330\n\nx")
    assert read.date is not None
    assert read.date.utcoffset() == -timedelta(hours=3, minutes=30)
    assert read.date.tzinfo == timezone(-timedelta(hours=3, minutes=30))


@pytest.mark.parametrize(
    "written", ["nonsense", "Thu, 32 Mar 2026 10:00:00 +0000", "Thu, 12 Mar 2026 25:00:00 +0000", "0"]
)
def test_an_impossible_date_is_none_and_said(written: str) -> None:
    read = reading.read(f"From: a@b.test\nDate: {written}\n\nx".encode())
    assert read.date is None
    assert "The date of the mail cannot be read." in read.warnings


def test_a_missing_zone_is_read_as_utc_and_said() -> None:
    read = reading.read(b"From: a@b.test\nDate: Thu, 12 Mar 2026 10:00:00\n\nx")
    assert read.date == TEN
    assert any("time zone" in warning for warning in read.warnings)


def test_the_journey_dates_a_mail_without_a_date() -> None:
    read = reading.read(b"Received: from a by b; Thu, 12 Mar 2026 10:00:00 +0000\nFrom: a@b.test\n\nx")
    assert read.date == TEN
    assert any("Received" in warning for warning in read.warnings)


def test_the_journey_does_not_correct_a_date() -> None:
    read = reading.read(mail(b"x", b"Received: from a by b; Thu, 12 Mar 2026 10:00:00 +0000"))
    assert read.date == datetime(2026, 3, 2, 8, 50, tzinfo=UTC)
