"""When a mailbox last heard something is written down, once a minute at most and without holding up the mail."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from tests.builders import worlds
from tests.door.conftest import Door, Rows

from bookbag.schools.actions import mailboxes
from bookbag.schools.models import Mailbox, School


def test_mail_is_a_sign_of_life(door: Door) -> None:
    door.send()
    heard = Mailbox.objects.get().last_arrival_at
    assert heard
    assert datetime.now(UTC) - heard < timedelta(minutes=1)


def test_it_is_written_once_a_minute(school: School) -> None:
    mailbox = Mailbox.objects.get()
    seen = []
    for seconds in (0, 59, 61, 62, 130):
        mailboxes.heard(mailbox.id, now=worlds.NOW + timedelta(seconds=seconds))
        mailbox.refresh_from_db()
        assert mailbox.last_arrival_at
        seen.append((mailbox.last_arrival_at - worlds.NOW).seconds)
    assert seen == [0, 0, 61, 61, 130]


def test_mail_is_taken_where_it_cannot_be_written(door: Door, rows: Rows, owner: psycopg.Connection[Any]) -> None:
    owner.execute("revoke update on schools_mailbox from bookbag_app")
    try:
        door.send()
    finally:
        owner.execute("grant update on schools_mailbox to bookbag_app")
    assert len(rows("desk_arrival")) == 1
