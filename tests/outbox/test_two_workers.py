"""Any number of workers may carry at once: each dispatch leaves once, and nobody waits for another's."""

import threading
from datetime import timedelta

from django.db import connection
from tests.builders.sending import PostOffice, again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.channels.fakes import KeepingSender
from bookbag.channels.ports import Parcel, Receipt
from bookbag.schools.models import School


def test_each_leaves_once(wyton: School, office: PostOffice) -> None:
    waiting = [queued(wyton) for _ in range(30)]

    def carry() -> None:
        while deliver(wyton, office.submission):
            pass
        connection.close()

    workers = [threading.Thread(target=carry) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert len(office.taken) == len(waiting)
    assert {again(dispatch).state for dispatch in waiting} == {"sent"}
    assert {again(dispatch).attempts for dispatch in waiting} == {1}


def test_who_lost_the_claim_can_no_longer_note_anything(wyton: School) -> None:
    class Overtaken(KeepingSender):
        """While it sends, its claim runs out and another worker sends too."""

        def send(self, parcel: Parcel) -> Receipt:
            other = threading.Thread(target=self.overtake)
            other.start()
            other.join(10)
            return super().send(parcel)

        def overtake(self) -> None:
            deliver(wyton, second, now=NOW + timedelta(minutes=6))
            connection.close()

    first, second = Overtaken(), KeepingSender()
    dispatch = queued(wyton)
    deliver(wyton, first)
    assert [parcel.message_id for parcel in (*first.parcels, *second.parcels)] == [dispatch.message_id] * 2
    noted = again(dispatch)
    assert (noted.state, noted.attempts, noted.sent_at) == ("sent", 2, NOW + timedelta(minutes=6))
