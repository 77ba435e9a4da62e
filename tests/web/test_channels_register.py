"""The channels register: each audience has a line that somebody keeps and that is tested, or stands in red (SPT-026)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk import channels
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
OFFICE = "office@wyton.bookbag.test"


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def is_open(desk: Desk, audience: str, now: datetime) -> bool:
    with tenancy.atomic(desk.school.id):
        return {each.audience: each.is_open for each in channels.register(desk.school.id, now=now)}[audience]


def arrives(desk: Desk, now: datetime) -> None:
    """Let the test that was sent come to its mailbox, as the school's mail service brings it."""
    with tenancy.atomic(desk.school.id):
        test = Dispatch.objects.filter(notice="channel_test").latest("queued_at")
    raw = mails.mail(test.body, sender=OFFICE, to=test.to_address, subject=test.subject, message_id=test.message_id)
    mails.arrive(raw, desk.school, now=now)


@pytest.mark.clause("SPT-026")
def test_an_audience_is_red_until_a_test_has_come_into_its_owners_inbox(
    desk: Desk, at: Callable[[str], datetime]
) -> None:
    now = at("2026-03-02 09:00")
    office, owner = Browser(desk.office), Browser(desk.teacher)
    assert "missing Outside agencies None Nobody Nobody keeps a line to them." in office.get("channels", "wyton").words
    keeps = {"mailbox": OFFICE, "owner": str(desk.teacher.staff_id), "deputy": str(desk.office.staff_id)}
    words = office.post("channel", "wyton", "agencies", **keeps).words
    assert f"missing Outside agencies {OFFICE} Tess Barrow; Olive Trent stands in Not tested yet." in words
    office.post("test-channel", "wyton", "agencies")
    assert not is_open(desk, "agencies", now)
    arrives(desk, now + timedelta(minutes=2))
    assert "Test of the line to: Outside agencies" in owner.get("inbox", "wyton").words
    assert f"open Outside agencies {OFFICE} Tess Barrow; Olive Trent stands in A test came in." in (
        office.get("channels", "wyton").words
    )
    assert not is_open(desk, "schools", now)


def test_a_test_that_does_not_come_is_reported(desk: Desk, at: Callable[[str], datetime]) -> None:
    at("2026-03-02 09:00")
    office = Browser(desk.office)
    keeps = {"mailbox": OFFICE, "owner": str(desk.teacher.staff_id), "deputy": str(desk.office.staff_id)}
    office.post("channel", "wyton", "agencies", **keeps)
    office.post("test-channel", "wyton", "agencies")
    assert "The test is on its way." in office.get("channels", "wyton").words
    at("2026-03-02 10:00")
    assert "The test was not seen." in office.get("channels", "wyton").words


def test_owner_and_deputy_are_two_and_a_change_is_tested_anew(desk: Desk, at: Callable[[str], datetime]) -> None:
    now = at("2026-03-02 09:00")
    office = Browser(desk.office)
    one = {"mailbox": OFFICE, "owner": str(desk.office.staff_id), "deputy": str(desk.office.staff_id)}
    assert "Choose somebody else" in office.post("channel", "wyton", "agencies", **one).words
    office.post("channel", "wyton", "agencies", **(one | {"deputy": str(desk.teacher.staff_id)}))
    office.post("test-channel", "wyton", "agencies")
    arrives(desk, now)
    assert is_open(desk, "agencies", now)
    head = worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)
    office.post("channel", "wyton", "agencies", **(one | {"deputy": str(head.staff_id)}))
    assert not is_open(desk, "agencies", now)


def test_only_who_sets_the_school_up_keeps_it(desk: Desk) -> None:
    Browser(desk.teacher).get("channels", "wyton", status=404)
    Browser(desk.office).get("channel", "wyton", "nobody", status=404)
