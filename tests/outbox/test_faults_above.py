"""What goes wrong in the rooms above neither sends a message twice nor holds up those behind it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
from tests.builders.sending import again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.channels.fakes import KeepingSender
from bookbag.errors import Stale
from bookbag.outbox import delivery, queries
from bookbag.outbox.models import Dispatch
from bookbag.schools import tenancy
from bookbag.schools.models import School


def test_what_has_left_is_noted_although_its_case_cannot_be_brought_up_to_date(
    wyton: School, owner: psycopg.Connection[Any]
) -> None:
    def half_done(dispatch: Dispatch, now: datetime) -> None:
        School.objects.filter(id=wyton.id).update(telephone="changed")
        raise Stale

    sender, author = KeepingSender(), uuid4()
    dispatch = queued(wyton, author=author)
    deliver(wyton, sender, above=delivery.Above(lambda *_: True, half_done))
    assert deliver(wyton, sender, now=NOW + timedelta(days=3)) is None
    assert (again(dispatch).state, len(sender.parcels)) == ("sent", 1)
    assert "could not be brought up to date" in again(dispatch).fault
    wyton.refresh_from_db()
    assert wyton.telephone != "changed"
    with tenancy.atomic(wyton.id):
        assert list(queries.failed_of(wyton.id, author)) == [dispatch]


def test_one_that_cannot_be_asked_about_waits_and_those_behind_it_leave(wyton: School) -> None:
    stuck, behind = queued(wyton), queued(wyton, not_before=NOW + timedelta(seconds=1))

    def still_wanted(dispatch: Dispatch, now: datetime) -> bool:
        if dispatch.id == stuck.id:
            raise ZeroDivisionError
        return True

    sender, above, later = KeepingSender(), delivery.Above(still_wanted, lambda *_: None), NOW + timedelta(seconds=2)
    while deliver(wyton, sender, now=later, above=above):
        pass
    assert [parcel.message_id for parcel in sender.parcels] == [behind.message_id]
    assert (again(stuck).state, again(stuck).not_before) == ("queued", later + timedelta(minutes=1))
