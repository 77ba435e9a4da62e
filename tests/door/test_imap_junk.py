"""The junk folder is watched: what looks like a family's stands under Put aside, and everything else is nobody's business."""

import pytest
from tests.builders import mails
from tests.door.mailboxes import office

from bookbag.desk.actions import parked
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


def test_a_parents_mail_is_put_aside_and_can_be_taken_up() -> None:
    with office() as at:
        at.server.put(mails.mail(), "Junk Email")
        assert [outcome.state for outcome in at.read()] == ["parked"]
        assert at.cases() == []
        (arrival,) = at.arrivals()
        assert arrival.place == "junk"
        with tenancy.atomic(at.school.id):
            parked.take_up(arrival, by=at.office, now=arrival.received_at)
        at.take_in()
        assert [case.subject for case in at.cases()] == ["Swimming lesson"]


def test_a_strangers_mail_is_not_fetched() -> None:
    with office() as at:
        at.server.put(mails.mail(sender="Prince <prince@riches.example>", subject="You have won"), "Junk Email")
        at.read()
        assert at.arrivals() == []


def test_one_that_somebody_drags_to_the_inbox_becomes_a_case_once() -> None:
    with office() as at:
        at.server.put(mails.mail(), "Junk Email")
        at.read()
        at.server.put(mails.mail())
        at.read()
        assert [case.subject for case in at.cases()] == ["Swimming lesson"]
