"""What comes to a mailbox that is read by IMAP becomes a case, once, and the server's copy stays as it was."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.builders import mails
from tests.door.mailboxes import office

pytestmark = pytest.mark.usefixtures("db")


def test_each_mail_becomes_a_case_of_its_own_once() -> None:
    with office() as at:
        for number in range(3):
            at.server.put(mails.mail(subject=f"Matter {number}", message_id=f"{number}@home.example"))
        assert [outcome.state for outcome in at.read()] == ["read"] * 3
        assert at.read() == []
        at.server.put(mails.mail(subject="Matter 3", message_id="3@home.example"))
        at.read()
        assert sorted(case.subject for case in at.cases()) == [f"Matter {number}" for number in range(4)]
        assert len(at.arrivals()) == 4


def test_nothing_is_marked_moved_or_removed_at_the_server() -> None:
    with office() as at:
        at.server.put(mails.mail())
        before = at.server.flags()
        at.read()
        assert at.server.flags() == before
        assert len(before) == 1
        assert b"\\Seen" not in before[0]


def test_what_came_before_the_mailbox_was_connected_is_left_alone() -> None:
    with office() as at:
        at.server.put(
            mails.mail(subject="Long ago", message_id="old@home.example"), at=datetime.now(UTC) - timedelta(days=40)
        )
        at.server.put(mails.mail(subject="Today", message_id="new@home.example"))
        at.read()
        assert [case.subject for case in at.cases()] == ["Today"]


def test_what_is_dragged_into_the_inbox_later_is_read_however_old_it_is() -> None:
    with office() as at:
        at.read()
        at.server.put(mails.mail(subject="Was in junk"), at=datetime.now(UTC) - timedelta(days=40))
        at.read()
        assert [case.subject for case in at.cases()] == ["Was in junk"]


def test_time_runs_from_when_it_came_to_the_mailbox() -> None:
    came = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=5)
    with office() as at:
        at.server.put(mails.mail(), at=came)
        at.read()
        (message,) = at.messages()
        assert message.at == came


def test_the_bytes_are_kept_as_the_server_has_them() -> None:
    raw = mails.mail("Line one\n.\nFrom here on\n" * 200)
    with office() as at:
        at.server.put(raw)
        at.read()
        (arrival,) = at.arrivals()
        assert arrival.size == len(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def test_the_same_mail_by_two_doors_is_one_case() -> None:
    raw = mails.mail()
    with office() as at:
        mails.arrive(raw, at.school, now=datetime.now(UTC))
        at.server.put(b"Received: from elsewat.example by imap.example\r\n" + raw)
        assert [outcome.state for outcome in at.read()] == ["repeated"]
        assert len(at.cases()) == 1


def test_a_copy_of_the_same_bytes_in_the_mailbox_is_no_new_arrival() -> None:
    raw = mails.mail(message_id="")
    with office() as at:
        at.server.put(raw)
        at.read()
        at.server.put(raw)
        assert at.read() == []
        assert len(at.arrivals()) == 1


def test_folders_with_odd_names_do_no_harm() -> None:
    with office() as at:
        with at.server.opened() as client:
            client.create('"Odd &AOk-t&AOk- \\"name\\""')
        at.server.put(mails.mail())
        assert len(at.read()) == 1
