"""Setting up how a mailbox is read; and what is wrong with one is seen where the day begins, within the hour."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.actions import connecting, listening
from bookbag.policy.permissions import Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.models import Mailbox, MailConnection
from bookbag.schools.queries import own_mailbox

pytestmark = pytest.mark.usefixtures("db", "assets")
SAID = {
    "host": "outlook.office365.com",
    "port": "993",
    "tls": "tls",
    "user": "office@wyton.bookbag.test",
    "way": "password",
    "password": "correct horse",
}


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def connect(desk: Desk, when: datetime) -> MailConnection:
    said = {"host": "imap.example", "port": 993, "tls": "tls", "user": "office", "way": "password"}
    said |= {"token_url": "", "client_id": "", "scope": "", "ends_on": None}
    box = own_mailbox(desk.school)
    with tenancy.atomic(desk.school.id):
        return connecting.connect(box.id, said, {"password": "correct horse"}, by=desk.office, now=when)


def test_the_office_says_how_its_mailbox_is_read(desk: Desk) -> None:
    browser, box = Browser(desk.office), own_mailbox(desk.school)
    assert "Let Bookbag read it" in browser.get("mailboxes", "wyton").words
    page = browser.post("mailbox", "wyton", box.address, **SAID)
    assert "office@wyton.bookbag.test is being tried" in page.words
    with tenancy.atomic(desk.school.id):
        kept = MailConnection.objects.get()
        spoken = json.dumps(list(Entry.objects.values_list("detail", flat=True)), default=str)
    assert "correct horse" not in kept.secret + spoken
    again = browser.client.get(f"/wyton/set-up/mailboxes/{box.address}").content.decode()
    assert "correct horse" not in again
    assert "outlook.office365.com" in again
    browser.post("mailbox", "wyton", box.address, **(SAID | {"password": "", "host": "imap.gmail.com"}))
    way = connecting.way_in(desk.school.id, kept.id)
    assert way
    assert (way.account.host, way.account.password) == ("imap.gmail.com", "correct horse")


def test_what_cannot_be_so_is_said_beside_its_field(desk: Desk) -> None:
    browser, box = Browser(desk.office), own_mailbox(desk.school)
    page = browser.post("mailbox", "wyton", box.address, host="mail.example", user="x", tls="none", way="token")
    assert "Only a server on this machine may be read without a secure connection." in page.words
    assert "Enter the address that gives tokens." in page.words
    assert "Enter the app’s secret." in page.words


def test_nobody_else_sets_it_up_and_no_other_school_does(desk: Desk) -> None:
    box = own_mailbox(desk.school)
    Browser(desk.teacher).get("mailboxes", "wyton", status=404)
    Browser(desk.teacher).get("mailbox", "wyton", box.address, status=404)
    Browser(desk.stranger).get("mailbox", "norton", box.address, status=404)


def test_it_can_be_stopped_and_no_secret_stays(desk: Desk) -> None:
    kept = connect(desk, worlds.NOW)
    Browser(desk.office).post("stop-mailbox", "wyton", kept.id)
    with tenancy.atomic(desk.school.id):
        assert not MailConnection.objects.exists()


@pytest.mark.parametrize(
    ("is_shut", "minutes", "alarmed"), [(True, 0, True), (False, 10, False), (False, 16, True), (False, 59, True)]
)
def test_one_that_cannot_be_read_stands_on_today_within_the_hour(
    desk: Desk, at: Callable[[str], datetime], is_shut: bool, minutes: int, alarmed: bool
) -> None:
    now = at("2026-03-02 10:00")
    kept = connect(desk, now - timedelta(minutes=minutes))
    since = now - timedelta(minutes=minutes)
    connecting.failed(desk.school.id, kept.id, "It does not let us in.", is_shut=is_shut, now=since)
    head = worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)
    for reader in (desk.office, head):
        assert ("It does not let us in." in Browser(reader).get("today", "wyton").words) is alarmed
    assert "It does not let us in." not in Browser(desk.teacher).get("today", "wyton").words
    connecting.looked(desk.school.id, kept.id, now=now)
    assert "It does not let us in." not in Browser(desk.office).get("today", "wyton").words


def test_one_that_nothing_reads_is_an_alarm_whoever_is_at_fault(desk: Desk, at: Callable[[str], datetime]) -> None:
    now = at("2026-03-02 10:00")
    kept = connect(desk, now - timedelta(hours=3))
    connecting.looked(desk.school.id, kept.id, now=now - timedelta(minutes=31))
    assert "Is Bookbag running? Nothing reads this mailbox. Since" in Browser(desk.office).get("today", "wyton").words
    connecting.looked(desk.school.id, kept.id, now=now - timedelta(minutes=29))
    assert (
        "Is Bookbag running? Nothing reads this mailbox. Since" not in Browser(desk.office).get("today", "wyton").words
    )


def test_silence_longer_than_the_habit_stands_on_today(desk: Desk, at: Callable[[str], datetime]) -> None:
    """Mail each two hours of the office through four weeks, then nothing: the weekend is no silence, Tuesday's morning is."""
    day = at("2026-02-09 09:00")
    while day < at("2026-03-02 12:00"):
        if day.weekday() < 5:
            for hour in (0, 2, 4, 6):
                mails.store(
                    mails.mail(message_id=f"{day}{hour}@home.example"), desk.school, now=day + timedelta(hours=hour)
                )
        day += timedelta(days=1)
    assert listening.listen(desk.school.id, now=at("2026-03-02 16:30")) == []
    assert listening.listen(desk.school.id, now=at("2026-03-03 08:30")) == []
    assert listening.listen(desk.school.id, now=at("2026-03-03 12:00")) == ["office@wyton.bookbag.test"]
    words = Browser(desk.office).get("today", "wyton").words
    assert (
        "office@wyton.bookbag.test: No mail has come for longer than is usual there. Since Monday 2 March, 3 pm."
        in words
    )
    mails.store(mails.mail(message_id="again@home.example"), desk.school, now=at("2026-03-03 12:05"))
    assert listening.listen(desk.school.id, now=at("2026-03-03 12:10")) == []
    assert Mailbox.objects.get(address="office@wyton.bookbag.test").silent_since is None


def test_monitors_are_told_how_many_and_no_names(desk: Desk, at: Callable[[str], datetime]) -> None:
    now = at("2026-03-02 10:00")
    kept = connect(desk, now)
    assert json.loads(Client().get("/healthz").content)["mailboxes"] == "ok"
    connecting.failed(desk.school.id, kept.id, "It does not let us in.", is_shut=True, now=now)
    told = Client().get("/healthz").content.decode()
    assert json.loads(told)["mailboxes"] == "1 silent or shut"
    assert "office" not in told
