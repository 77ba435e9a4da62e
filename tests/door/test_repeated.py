"""A sender that did not hear our answer sends again: the copy is kept, and is no second case."""

import threading
import uuid
from datetime import timedelta

import pytest
from tests.builders import worlds
from tests.door.conftest import MAIL, Door, Rows

from bookbag.desk.actions import arrivals
from bookbag.desk.models import Arrival, Case
from bookbag.policy.permissions import Sight, process
from bookbag.schools import tenancy
from bookbag.schools.models import Mailbox, School

UNNAMED = b"Subject: Swimming\r\n\r\nMessage-ID: in the text only\r\n"


def store(school: School, raw: bytes = MAIL, *, days: float = 0, mailbox: Mailbox | None = None) -> arrivals.Stored:
    return arrivals.store(
        raw,
        mailbox_id=(mailbox or Mailbox.objects.get(school=school, name="School office")).id,
        recipients=[school.email],
        sender="samina.khan@home.example",
        by=process("door", school.id),
        now=worlds.NOW + timedelta(days=days),
    )


def test_the_same_bytes_twice_are_two_rows_and_one_to_read(door: Door, rows: Rows) -> None:
    door.send()
    door.send()
    assert [row["state"] for row in rows("desk_arrival")] == ["waiting", "repeated"]
    assert len({row["sha256"] for row in rows("desk_arrival")}) == 1
    assert len(rows("procrastinate_jobs")) == 1
    assert [row["act"] for row in rows("record_entry")] == ["arrival_stored", "arrival_repeated"]


def test_a_copy_names_the_first_and_takes_its_case_and_sight(school: School) -> None:
    first = store(school)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        case = Case.objects.create(
            school=school,
            subject="a",
            channel="email",
            sight=2,
            opened_at=worlds.NOW,
            last_message_at=worlds.NOW,
            next_due=worlds.NOW,
        )
        Arrival.objects.filter(id=first.arrival_id).update(state="read", case=case, sight=2)
    copy = store(school)
    assert copy.repeats == first.arrival_id
    assert store(school).repeats == first.arrival_id
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        found = Arrival.objects.get(id=copy.arrival_id)
    assert (found.case_id, found.sight) == (case.id, 2)


@pytest.mark.parametrize(
    ("raw", "days", "is_copy"),
    [
        (MAIL, 300, True),
        (b"message-id:\r\n <a@home.example>\r\n\r\n", 300, True),
        (UNNAMED, 0.99, True),
        (UNNAMED, 1.01, False),
        (b"Message-ID:\r\nSubject: a\r\n\r\n", 1.01, False),
        (b"", 1.01, False),
    ],
)
def test_without_a_message_id_a_day_later_it_is_new(raw: bytes, days: float, is_copy: bool, school: School) -> None:
    store(school, raw)
    assert (store(school, raw, days=days).repeats is not None) == is_copy


def test_another_mailbox_is_no_second_try(school: School) -> None:
    head = Mailbox.objects.create(school=school, address="head@wyton.bookbag.test", name="Head")
    store(school)
    assert store(school, mailbox=head).repeats is None


def test_two_at_once_are_one_and_a_copy(door: Door, rows: Rows) -> None:
    senders = [threading.Thread(target=door.send) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(row["state"] for row in rows("desk_arrival")) == ["repeated"] * 5 + ["waiting"]


def test_one_byte_of_difference_is_another_message(school: School) -> None:
    store(school)
    assert store(school, MAIL + b"\r\n").repeats is None
    assert store(school, MAIL.replace(b"one@", uuid.uuid4().hex.encode() + b"@")).repeats is None
