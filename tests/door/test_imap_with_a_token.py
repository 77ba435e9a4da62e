"""A mailbox that is read with an app (XOAUTH2): a real Dovecot asks the stand-in provider whose the token is."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.builders import mails
from tests.builders.tokens import CLIENT, LEAVE, SECRET, Provider, provider
from tests.door.mailboxes import Reading, office, said

from bookbag.desk import connections
from bookbag.desk.actions import connecting
from bookbag.schools import tenancy
from bookbag.schools.models import MailConnection

pytestmark = pytest.mark.usefixtures("db")


@contextmanager
def with_an_app(**otherwise: object) -> Iterator[tuple[Reading, Provider]]:
    with provider() as gives, office(introspection=gives.introspection) as at:
        app = {"way": "token", "token_url": gives.token_url, "client_id": CLIENT, "scope": "mail"} | otherwise
        with tenancy.atomic(at.school.id):
            connecting.connect(
                at.connection.mailbox_id,
                said(at.server, **app),
                {"client_secret": SECRET, "refresh": LEAVE},
                by=at.office,
                now=datetime.now(UTC) - timedelta(days=1),
            )
        yield at, gives


def kept(at: Reading) -> MailConnection:
    with tenancy.atomic(at.school.id):
        return MailConnection.objects.get()


def test_mail_is_read_with_a_token() -> None:
    with with_an_app() as (at, gives):
        at.server.put(mails.mail())
        at.read()
        assert [case.subject for case in at.cases()] == ["Swimming lesson"]
        assert [asked["grant_type"] for asked in gives.asked] == ["refresh_token"]


def test_a_token_serves_until_shortly_before_its_end() -> None:
    with with_an_app() as (at, gives):
        at.read()
        at.read()
        assert len(gives.asked) == 1
        at.reader.clock = lambda: datetime.now(UTC) + timedelta(minutes=59)
        at.read()
        assert len(gives.asked) == 2


def test_a_leave_that_is_given_anew_is_kept() -> None:
    with with_an_app() as (at, gives):
        gives.new_leave = "another-leave"
        at.read()
        gives.new_leave = ""
        at.reader._token = None
        at.read()
        assert [asked["refresh_token"] for asked in gives.asked] == [LEAVE, "another-leave"]


def test_a_leave_that_was_taken_back_is_an_alarm_at_once_and_loses_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with with_an_app() as (at, gives):
        at.read()
        gives.revoke()
        at.server.put(mails.mail())
        at.reader._token = None
        assert not at.reader.stay(rounds=1)
        now = datetime.now(UTC)
        with tenancy.atomic(at.school.id):
            (alarm,) = connections.alarms(at.school.id, now=now, today=now.date())
        assert alarm.late
        assert alarm.says == "The provider gives no leave to read the mailbox any more."
        gives.leave = LEAVE
        at.read()
        assert len(at.cases()) == 1
        with tenancy.atomic(at.school.id):
            assert connections.alarms(at.school.id, now=now, today=now.date()) == []
    spoken = f"{caplog.text}{kept(at).secret}"
    assert not [secret for secret in (SECRET, LEAVE, "token-1") if secret in spoken]


def test_a_token_that_the_server_no_longer_takes_is_asked_for_anew() -> None:
    with with_an_app() as (at, gives):
        at.read()
        gives.given.clear()
        assert not at.reader.stay(rounds=1)
        assert kept(at).is_shut
        at.read()
        assert at.problem == ""


def test_a_provider_that_is_away_is_no_refusal() -> None:
    with with_an_app() as (at, gives):
        gives.works = False
        assert not at.reader.stay(rounds=1)
        assert not kept(at).is_shut
        assert "does not answer as it should" in at.problem


@pytest.mark.parametrize(("days", "found"), [(31, []), (30, ["ends soon"]), (0, ["ends soon"]), (-1, ["has ended"])])
def test_the_end_of_a_secret_is_said_a_month_before(days: int, found: list[str]) -> None:
    today = date(2026, 3, 2)
    with with_an_app(ends_on=today + timedelta(days=days)) as (at, _):
        at.read()
        with tenancy.atomic(at.school.id):
            alarms = connections.alarms(at.school.id, now=kept(at).looked_at, today=today)  # type: ignore[arg-type]
        assert [alarm.says for alarm in alarms] == [f"What lets us in {each}. Enter a new one." for each in found]
