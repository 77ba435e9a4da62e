"""What goes wrong on the way: tried again with growing pauses, or failed for good, and never blamed on the wrong side."""

import socket
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from tests.builders.sending import PostOffice, again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.channels.email import Submission, Tls
from bookbag.channels.fakes import KeepingSender
from bookbag.errors import Unavailable
from bookbag.outbox import delivery, queries
from bookbag.schools import tenancy
from bookbag.schools.models import School

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("RCPT", "451 4.7.1 Greylisted, come back later"),
        ("DATA", "452 4.3.1 Insufficient storage"),
        ("MAIL", "421 4.3.2 Shutting down"),
        ("MAIL", "550 5.7.60 You may not send as this sender"),
        ("RCPT", "554 5.7.1 Relay access denied"),
    ],
)
def test_trouble_that_may_pass_is_tried_again(wyton: School, office: PostOffice, command: str, answer: str) -> None:
    office.says[command] = [answer]
    dispatch = queued(wyton)
    deliver(wyton, office.submission)
    waiting = again(dispatch)
    assert (waiting.state, waiting.not_before, waiting.claimed_until) == ("queued", NOW + MINUTE, None)
    assert answer in waiting.fault
    deliver(wyton, office.submission, now=NOW + MINUTE)
    assert again(dispatch).state == "sent"
    assert len(office.taken) == 1


@pytest.mark.parametrize(
    ("command", "answer", "sentence"),
    [
        ("RCPT", "550 5.1.1 No such user", "there is no such address"),
        ("RCPT", "552 5.2.2 Over quota", "mailbox is full"),
        ("DATA", "554 5.6.0 Not this", "does not take this message"),
    ],
)
def test_a_refusal_for_good_is_told_in_words_and_not_tried_again(
    wyton: School, office: PostOffice, command: str, answer: str, sentence: str
) -> None:
    office.says[command] = [answer]
    dispatch = queued(wyton)
    deliver(wyton, office.submission)
    failed = again(dispatch)
    assert failed.state == "failed"
    assert sentence in failed.fault
    assert answer in failed.fault
    assert deliver(wyton, office.submission, now=NOW + timedelta(days=3)) is None


def test_a_failure_stands_in_the_record_and_before_its_author(wyton: School, owner: psycopg.Connection[Any]) -> None:
    author = uuid4()
    dispatch = queued(wyton, author=author)
    deliver(wyton, KeepingSender(faults=[Unavailable("No such address.", permanent=True)]))
    assert owner.execute("select count(*) from record_entry where act = 'dispatch_failed'").fetchone() == (1,)
    with tenancy.atomic(wyton.id):
        assert list(queries.failed_of(wyton.id, author)) == [dispatch]
        assert list(queries.failed_of(wyton.id, uuid4())) == []


def test_a_line_cut_after_the_content_is_tried_again_under_the_same_identity(wyton: School, office: PostOffice) -> None:
    office.hangs_up_after_data = 1
    dispatch = queued(wyton)
    deliver(wyton, office.submission)
    assert again(dispatch).state == "queued"
    deliver(wyton, office.submission, now=NOW + MINUTE)
    assert again(dispatch).state == "sent"
    identity = f"<{dispatch.message_id}>".encode()
    assert [identity in (envelope.original_content or b"") for envelope in office.taken] == [True, True]


def test_a_slow_server_is_not_waited_for_for_ever(wyton: School, office: PostOffice) -> None:
    office.pause = 1.5
    dispatch = queued(wyton)
    deliver(wyton, office.submission)
    assert again(dispatch).state == "queued"
    assert "cannot be reached" in again(dispatch).fault


def test_a_server_that_refuses_the_connection(wyton: School) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    dispatch = queued(wyton)
    deliver(wyton, Submission("127.0.0.1", port, tls=Tls.NONE))
    assert again(dispatch).state == "queued"


def test_a_server_that_never_greets(wyton: School) -> None:
    dispatch = queued(wyton)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        deliver(wyton, Submission("127.0.0.1", listening.getsockname()[1], tls=Tls.NONE, timeout=0.2))
    assert again(dispatch).state == "queued"


def test_a_channel_without_a_way_out_waits_for_its_set_up(wyton: School) -> None:
    dispatch = queued(wyton)
    above = delivery.Above(lambda *_: True, lambda *_: None)
    delivery.deliver_next(wyton.id, {}, above, clock=lambda: NOW)
    assert (again(dispatch).state, again(dispatch).attempts) == ("queued", 1)


def test_it_has_failed_after_two_days_of_trying(wyton: School) -> None:
    dispatch, sender = queued(wyton), KeepingSender(faults=[Unavailable("Away.")] * 99)
    now = NOW
    while again(dispatch).state == "queued":
        now = again(dispatch).not_before
        deliver(wyton, sender, now=now)
    assert again(dispatch).state == "failed"
    assert timedelta(hours=48) <= now - NOW <= timedelta(hours=52)
    assert sender.parcels == []
