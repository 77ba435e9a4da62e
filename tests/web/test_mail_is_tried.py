"""A school's e-mail counts as working once a test went out and its reply came in (SPT-038)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Case
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def state(reader: Browser) -> str:
    """What the set-up page says of e-mail."""
    words = reader.get("set-up", "wyton").words
    before, _, after = words.partition(" E-mail ")
    return f"{before.rpartition(' ')[2]}: {after.partition('. ')[0]}"


@pytest.mark.clause("SPT-038")
def test_it_reads_missing_until_a_reply_to_the_test_has_come(desk: Desk, at: Callable[[str], datetime]) -> None:
    """The scenario's trust administrator is the business manager, who sets the school up."""
    now = at("2026-03-02 09:00")
    manager = Browser(worlds.staff(desk.school, "Bea Lund", Role.BUSINESS_MANAGER))
    assert state(manager).startswith("missing: Nobody has sent a test")
    manager.post("test-mail", "wyton", to="bea.lund@home.example")
    assert state(manager).startswith("missing")
    with tenancy.atomic(desk.school.id):
        test = Dispatch.objects.get(notice="mail_test")
        before = Case.objects.count()
    reply = mails.mail(
        "It works",
        sender="bea.lund@home.example",
        to=test.reply_to,
        in_reply_to=test.message_id,
        message_id="r@home.example",
    )
    mails.arrive(reply, desk.school, now=now + timedelta(minutes=10))
    assert state(manager) == "done: Working: a test went out, and its reply came in on Monday 2 March 2026, 9.10 am"
    assert "Working: came in Monday 2 March, 9.10 am" in manager.get("mailboxes", "wyton").words
    with tenancy.atomic(desk.school.id):
        assert Case.objects.count() == before


def test_a_mail_that_answers_no_test_of_ours_proves_nothing(desk: Desk) -> None:
    office = Browser(desk.office)
    office.post("test-mail", "wyton", to="olive@home.example")
    mails.arrive(
        mails.mail("It works", in_reply_to="x@home.example", message_id="r@home.example"), desk.school, now=worlds.NOW
    )
    assert state(office).startswith("missing")


def test_only_who_sets_the_school_up_sends_one(desk: Desk) -> None:
    assert (
        Browser(desk.teacher).client.post("/wyton/set-up/mailboxes-test", {"to": "a@home.example"}).status_code == 404
    )
