"""At send time the case is looked at again: an answer that is no longer wanted goes back to its author."""

from datetime import timedelta
from typing import Any

import psycopg
from tests.builders.sending import NOTHING_ABOVE, again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.channels.fakes import KeepingSender
from bookbag.errors import Unavailable
from bookbag.outbox import delivery, queries
from bookbag.schools import tenancy
from bookbag.schools.models import School

UNWANTED = delivery.Above(still_wanted=lambda *_: False, settled=lambda *_: None)


def test_a_crossed_answer_does_not_leave_and_its_author_hears_of_it(
    wyton: School, owner: psycopg.Connection[Any]
) -> None:
    case = queued(wyton).about
    sender, author = KeepingSender(), case
    deliver(wyton, sender)
    dispatch = queued(wyton, author=author)
    deliver(wyton, sender, above=UNWANTED)
    assert len(sender.parcels) == 1
    assert again(dispatch).state == "returned"
    with tenancy.atomic(wyton.id):
        assert list(queries.failed_of(wyton.id, author)) == [dispatch]
    assert owner.execute("select count(*) from record_entry where act = 'dispatch_returned'").fetchone() == (1,)


def test_it_is_asked_again_before_each_new_attempt(wyton: School) -> None:
    sender = KeepingSender(faults=[Unavailable("Away.")])
    dispatch = queued(wyton)
    deliver(wyton, sender)
    deliver(wyton, sender, now=NOW + timedelta(minutes=1), above=UNWANTED)
    assert again(dispatch).state == "returned"


def test_what_may_have_left_already_is_never_said_to_have_come_back(wyton: School) -> None:
    class Dying(KeepingSender):
        def send(self, parcel: Any) -> Any:
            raise ZeroDivisionError

    dispatch = queued(wyton)
    try:
        deliver(wyton, Dying())
    except ZeroDivisionError:
        assert again(dispatch).state == "sending"
    sender = KeepingSender()
    assert deliver(wyton, sender, now=NOW + timedelta(minutes=4)) is None
    deliver(wyton, sender, now=NOW + timedelta(minutes=5), above=UNWANTED)
    assert again(dispatch).state == "sent"


def test_a_worker_that_always_dies_is_given_up_and_the_doubt_is_told(wyton: School) -> None:
    class Dying(KeepingSender):
        def send(self, parcel: Any) -> Any:
            raise ZeroDivisionError

    dispatch, now, attempts = queued(wyton), NOW, 0
    while again(dispatch).state in {"queued", "sending"}:
        try:
            deliver(wyton, Dying(), now=now, above=NOTHING_ABOVE)
        except ZeroDivisionError:
            attempts += 1
        now += timedelta(minutes=5)
    assert again(dispatch).state == "failed"
    assert "may have arrived" in again(dispatch).fault
    assert attempts == delivery.ATTEMPTS
