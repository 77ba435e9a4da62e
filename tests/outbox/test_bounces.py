"""A delivery report belongs to the dispatch that it speaks of."""

from dataclasses import replace
from typing import Any

import psycopg
import pytest
from tests.builders import worlds
from tests.builders.sending import PostOffice, again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.channels.mailbox.values import Bounce
from bookbag.outbox import delivery
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Sight, process
from bookbag.schools import tenancy
from bookbag.schools.models import School

FAILED = Bounce("samina.khan@home.example", "5.1.1", "failed", "550 no such user")


def take(at: School, bounce: Bounce, identity: str | None) -> Dispatch | None:
    with tenancy.atomic(at.id, sight=Sight.SAFEGUARDING):
        return delivery.take_bounce(at.id, bounce, original_message_id=identity, by=process("intake", at.id), now=NOW)


def entries(owner: psycopg.Connection[Any]) -> list[str]:
    acts = owner.execute("select act from record_entry where act not like '%queued' and act not like '%sent'")
    return [act for (act,) in acts]


@pytest.fixture
def sent(wyton: School, office: PostOffice) -> Dispatch:
    dispatch = queued(wyton)
    deliver(wyton, office.submission)
    return dispatch


def test_a_failure_is_told_in_words(wyton: School, sent: Dispatch, owner: psycopg.Connection[Any]) -> None:
    assert take(wyton, FAILED, sent.message_id) == sent
    assert again(sent).state == "bounced"
    assert again(sent).fault == "It came back undelivered. 5.1.1 550 no such user"
    assert entries(owner) == ["dispatch_bounced"]


def test_the_same_report_twice_is_noted_once(wyton: School, sent: Dispatch, owner: psycopg.Connection[Any]) -> None:
    assert take(wyton, FAILED, f"<{sent.message_id}>") == take(wyton, FAILED, sent.message_id) == sent
    assert entries(owner) == ["dispatch_bounced"]


@pytest.mark.parametrize("delayed", [replace(FAILED, action="delayed"), replace(FAILED, action=None, status="4.4.1")])
def test_a_delay_changes_nothing_but_is_recorded(
    wyton: School, sent: Dispatch, owner: psycopg.Connection[Any], delayed: Bounce
) -> None:
    assert take(wyton, delayed, sent.message_id) == sent
    assert again(sent).state == "sent"
    assert entries(owner) == ["dispatch_deferred"]


@pytest.mark.parametrize("word", ["delivered", "relayed", "expanded"])
def test_a_report_of_success_changes_nothing(wyton: School, sent: Dispatch, word: str) -> None:
    assert take(wyton, replace(FAILED, action=word, status="2.0.0"), sent.message_id) == sent
    assert again(sent).state == "sent"


def test_a_bounce_that_overtakes_the_noting_shows_that_it_left(wyton: School) -> None:
    dispatch = queued(wyton)
    assert take(wyton, FAILED, dispatch.message_id) == dispatch
    assert again(dispatch).state == "bounced"


def test_a_report_on_what_we_did_not_send_is_none_of_ours(wyton: School, sent: Dispatch) -> None:
    assert take(wyton, FAILED, "somebody@else.example") is None
    assert take(wyton, FAILED, None) is None
    assert take(worlds.school("norton"), FAILED, sent.message_id) is None
    assert again(sent).state == "sent"
