"""A dispatch that is due leaves once, with the frozen words, and what became of it is noted."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import psycopg
from tests.builders.sending import SAMINA, PostOffice, again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.outbox import delivery
from bookbag.schools import tokens
from bookbag.schools.models import School


def test_it_leaves_and_is_noted(wyton: School, office: PostOffice) -> None:
    dispatch = queued(wyton)
    assert deliver(wyton, office.submission, now=NOW + timedelta(seconds=1)) == dispatch
    noted = again(dispatch)
    assert (noted.state, noted.attempts, noted.fault) == ("sent", 1, "")
    assert noted.sent_at == NOW + timedelta(seconds=1)
    assert noted.receipt == "250 2.0.0 Ok"
    assert deliver(wyton, office.submission, now=NOW + timedelta(days=9)) is None
    assert len(office.taken) == 1


def test_the_frozen_words_are_what_leaves(wyton: School, office: PostOffice) -> None:
    dispatch = queued(wyton, body="Dear Ms Khan\n.\nFrom Monday – yes.\n")
    deliver(wyton, office.submission)
    (envelope,) = office.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (wyton.email, [SAMINA])
    mail = message_from_bytes(envelope.original_content or b"", policy=default)
    assert mail.get_content().replace("\r\n", "\n") == dispatch.body
    assert mail["subject"] == "Re: The trip"
    assert mail["message-id"] == f"<{dispatch.message_id}>"
    assert tokens.read(wyton.id, mail["message-id"]) == dispatch.about


def test_an_automatic_notice_has_the_null_sender(wyton: School, office: PostOffice) -> None:
    queued(wyton, automatic=True)
    deliver(wyton, office.submission)
    assert office.taken[0].mail_from == "<>"


def test_nothing_leaves_before_its_time(wyton: School, office: PostOffice) -> None:
    queued(wyton, not_before=NOW + timedelta(seconds=10))
    assert deliver(wyton, office.submission, now=NOW + timedelta(seconds=9)) is None
    assert deliver(wyton, office.submission, now=NOW + timedelta(seconds=10)) is not None


def test_the_longest_due_leaves_first(wyton: School, office: PostOffice) -> None:
    late, early = queued(wyton, not_before=NOW + timedelta(minutes=2)), queued(wyton)
    left = [deliver(wyton, office.submission, now=NOW + timedelta(hours=1)) for _ in range(2)]
    assert left == [early, late]


def test_the_rooms_above_hear_of_it_in_the_same_transaction(wyton: School, office: PostOffice) -> None:
    heard = []
    above = delivery.Above(lambda *_: True, lambda sent, now: heard.append((sent.id, sent.state, now)))
    dispatch = queued(wyton)
    deliver(wyton, office.submission, above=above)
    assert heard == [(dispatch.id, "sent", NOW)]


def test_each_step_stands_in_the_record(wyton: School, office: PostOffice, owner: psycopg.Connection[Any]) -> None:
    dispatch = queued(wyton)
    deliver(wyton, office.submission)
    steps = owner.execute("select act, thing_id, detail->>'dispatch' from record_entry order by position").fetchall()
    assert steps == [
        ("dispatch_queued", dispatch.about, str(dispatch.id)),
        ("dispatch_sent", dispatch.about, str(dispatch.id)),
    ]
