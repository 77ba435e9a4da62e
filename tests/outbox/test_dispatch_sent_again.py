"""What failed is no dead end: once the cause is mended it leaves, the same message under the same identity."""

import pytest
from tests.builders.sending import again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.channels.fakes import KeepingSender
from bookbag.errors import Stale, Unavailable
from bookbag.outbox.actions import dispatches
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Sight, process
from bookbag.schools import tenancy
from bookbag.schools.models import School


def send_again(dispatch: Dispatch) -> None:
    with tenancy.atomic(dispatch.school_id, sight=Sight.SAFEGUARDING):
        dispatches.send_again(dispatch, by=process("desk", dispatch.school_id), now=NOW)


def test_it_leaves_under_the_same_identity(wyton: School) -> None:
    sender = KeepingSender(faults=[Unavailable("Full.", permanent=True)])
    dispatch = queued(wyton)
    deliver(wyton, sender)
    send_again(again(dispatch))
    deliver(wyton, sender)
    assert [parcel.message_id for parcel in sender.parcels] == [dispatch.message_id]
    assert (again(dispatch).state, again(dispatch).attempts, again(dispatch).fault) == ("sent", 1, "")


def test_only_what_failed_can_be_sent_again(wyton: School) -> None:
    dispatch = queued(wyton)
    deliver(wyton, KeepingSender())
    with pytest.raises(Stale):
        send_again(again(dispatch))
