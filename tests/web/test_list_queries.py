"""A longer list asks the database no more often than a short one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.actions import cases
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

OF_A_CASE = {"case", "case-record", "join", "split"}
pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def asked(browser: Browser, name: str, *args: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        browser.get(name, *args)
    return len(captured)


def new_cases(desk: Desk, many: int) -> None:
    for number in range(many):
        raw = mails.mail(subject=f"Matter {number}", message_id=f"{many}.{number}@home.example")
        case = browsing.brought(desk.school, raw)
        with tenancy.atomic(desk.school.id):
            cases.assign(case, to=desk.office.staff_id, by=desk.office, now=worlds.NOW)


def cases_of_others(desk: Desk, many: int) -> None:
    for number in range(many):
        owner = worlds.staff(desk.school, f"Tess {many}x{number}", Role.TEACHER)
        raw = mails.mail(subject=f"Matter {number}", message_id=f"{many}.{number}@home.example")
        case = browsing.brought(desk.school, raw)
        with tenancy.atomic(desk.school.id):
            cases.assign(case, to=owner.staff_id, by=desk.office, now=worlds.NOW)


def further_messages(desk: Desk, many: int) -> None:
    for number in range(many):
        raw = mails.mail(f"Word {number}", message_id=f"{many}.{number}@home.example", in_reply_to="first@home.example")
        browsing.brought(desk.school, raw, now=worlds.NOW + timedelta(minutes=number))
        with tenancy.atomic(desk.school.id):
            cases.write_note(desk.case, text=f"Note {number}", by=desk.office, now=worlds.NOW)


def put_aside(desk: Desk, many: int) -> None:
    for number in range(many):
        raw = mails.mail(
            message_id=f"{many}.{number}@work.example", sender="b@work.example", Auto_Submitted="auto-replied"
        )
        mails.arrive(raw, desk.school, now=worlds.NOW)


@pytest.mark.parametrize(
    ("name", "grow", "at_most"),
    [
        ("inbox", new_cases, 18),
        ("inbox", cases_of_others, 26),
        ("staff", cases_of_others, 23),
        ("today", new_cases, 67),
        ("overdue", new_cases, 24),
        ("put-aside", put_aside, 16),
        ("case", further_messages, 60),
        ("case-record", further_messages, 21),
        ("join", new_cases, 20),
        ("split", further_messages, 33),
    ],
)
def test_a_list_asks_as_often_for_twenty_as_for_two(
    desk: Desk, name: str, grow: Callable[[Desk, int], None], at_most: int
) -> None:
    browser = Browser(desk.office)
    args = ("wyton", desk.case.id) if name in OF_A_CASE else ("wyton",)
    grow(desk, 2)
    few = asked(browser, name, *args)
    grow(desk, 20)
    assert asked(browser, name, *args) == few
    assert few <= at_most
