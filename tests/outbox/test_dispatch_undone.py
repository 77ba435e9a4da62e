"""Undo is a state of the outbox, with one truth: what was taken back does not leave, what is leaving is not taken back."""

import threading
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.builders.sending import PostOffice, again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.channels.fakes import KeepingSender
from bookbag.errors import Stale
from bookbag.outbox import queries
from bookbag.outbox.actions import dispatches
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Sight, process
from bookbag.schools import tenancy
from bookbag.schools.models import School


def undo(dispatch: Dispatch) -> None:
    with tenancy.atomic(dispatch.school_id, sight=Sight.SAFEGUARDING):
        dispatches.undo(dispatch, by=process("desk", dispatch.school_id), now=NOW)


def test_what_was_undone_never_leaves(wyton: School, office: PostOffice, owner: psycopg.Connection[Any]) -> None:
    dispatch = queued(wyton)
    undo(dispatch)
    assert again(dispatch).state == "undone"
    assert deliver(wyton, office.submission) is None
    assert owner.execute("select count(*) from record_entry where act = 'dispatch_undone'").fetchone() == (1,)


def test_what_has_left_cannot_be_undone(wyton: School, office: PostOffice) -> None:
    dispatch = queued(wyton)
    deliver(wyton, office.submission)
    with pytest.raises(Stale):
        undo(dispatch)
    assert again(dispatch).state == "sent"


def test_of_undo_and_sending_at_once_exactly_one_happens(wyton: School) -> None:
    waiting, sender, undone = [queued(wyton) for _ in range(30)], KeepingSender(), []

    def take_back() -> None:
        for dispatch in reversed(waiting):
            try:
                undo(dispatch)
            except Stale:
                continue
            undone.append(dispatch.message_id)
        connection.close()

    other = threading.Thread(target=take_back)
    other.start()
    while deliver(wyton, sender) is not None:
        pass
    other.join(10)
    sent = [parcel.message_id for parcel in sender.parcels]
    assert sorted(sent + undone) == sorted(dispatch.message_id for dispatch in waiting)


def test_a_draft_that_was_taken_back_and_sent_again_is_only_what_it_was_last_sent_as(wyton: School) -> None:
    first = queued(wyton)
    draft = first.id
    old = queued(wyton, draft=draft)
    undo(old)
    new = queued(wyton, draft=draft)
    with tenancy.atomic(wyton.id):
        assert list(queries.of_draft(wyton.id, draft)) == [new]
