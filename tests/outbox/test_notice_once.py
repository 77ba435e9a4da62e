"""A fixed notice goes once per case and address and day, whoever tries."""

import threading
from datetime import date
from uuid import uuid4

from django.db import connection

from bookbag.outbox.actions import dispatches
from bookbag.schools import tenancy
from bookbag.schools.models import School

DAY, NEXT_DAY = date(2026, 3, 2), date(2026, 3, 3)


def give(at: School, about: object, address: str = "a@home.example", day: date = DAY) -> bool:
    with tenancy.atomic(at.id):
        return dispatches.give_notice(at.id, about=about, address=address, day=day)  # type: ignore[arg-type]  # uuid


def test_once_per_case_and_address_and_day(wyton: School) -> None:
    case, other_case = uuid4(), uuid4()
    assert give(wyton, case)
    assert not give(wyton, case)
    assert give(wyton, case, day=NEXT_DAY)
    assert give(wyton, case, "b@home.example")
    assert give(wyton, other_case)


def test_of_many_at_once_one_gives_it(wyton: School) -> None:
    case, given, start = uuid4(), [], threading.Barrier(3)

    def try_it() -> None:
        start.wait(5)
        given.append(give(wyton, case))
        connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(given) == [False, False, True]


def test_what_was_rolled_back_was_not_given(wyton: School) -> None:
    case = uuid4()
    with tenancy.atomic(wyton.id):
        assert dispatches.give_notice(wyton.id, about=case, address="a@home.example", day=DAY)
        tenancy.roll_back()
    assert give(wyton, case)
