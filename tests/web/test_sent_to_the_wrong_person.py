"""A message of ours that went astray: reported from the message, timed by the law, decided on in a case of its own."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, worlds
from tests.builders.answering import answer, london
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Breach, Case, Message
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]


@pytest.fixture
def desk() -> Desk:
    return browsing.desk(now=london("2026-03-06 14:00"))


@pytest.fixture
def message(desk: Desk, at: At) -> Message:
    """An answer that left on Friday afternoon."""
    answer(desk, desk.case.id, "full", now=at("2026-03-06 15:00"))
    with tenancy.atomic(desk.school.id):
        return Message.objects.get(direction="out")


def report(desk: Desk, message: Message, **changes: str) -> browsing.Page:
    given = {"what": "Amira's ear and her class", "aware_on": "2026-03-06", "aware_time": "16:30"}
    return Browser(desk.office).post("report-misdirected", "wyton", message.id, **given | changes)


def the_breach(desk: Desk) -> Breach:
    with tenancy.atomic(desk.school.id):
        return Breach.objects.select_related("case").get()


def test_the_72_hours_run_through_the_weekend(desk: Desk, message: Message, at: At) -> None:
    at("2026-03-06 16:45")
    assert any("wrong-person" in link for link in Browser(desk.office).get("case", "wyton", desk.case.id).links)
    page = report(desk, message)
    assert "Reported as a breach of personal data." in page.words
    page = Browser(desk.office).get("case", "wyton", the_breach(desk).case_id)
    assert "Report it by Monday 4.30 pm" in page.words
    assert "LAW-007" in page.words
    assert "Amira's ear and her class" in page.words


def test_it_goes_to_whoever_looks_after_data_protection(desk: Desk, message: Message, at: At) -> None:
    worlds.staff(desk.school, "Hana Moss", Role.HEAD)
    officer = worlds.staff(desk.school, "Dev Shaw", Role.DPO)
    at("2026-03-06 16:45")
    assert "Dev Shaw decides what happens next" in report(desk, message).words
    assert the_breach(desk).case.owner_id == officer.staff_id


def test_it_is_reported_once(desk: Desk, message: Message, at: At) -> None:
    at("2026-03-06 16:45")
    report(desk, message)
    report(desk, message, what="Reported by somebody else")
    assert the_breach(desk).what == "Amira's ear and her class"
    with tenancy.atomic(desk.school.id):
        assert Case.objects.filter(category="data_breach").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": " "}, "Say in a few words what the wrong person can read now."),
        ({"aware_time": "17:30"}, "You cannot have noticed it later than now."),
        ({"aware_on": "2026-03-05"}, "You cannot have noticed it before the message left."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    desk: Desk,
    message: Message,
    at: At,
    changes: dict[str, str],
    said: str,
) -> None:
    at("2026-03-06 16:45")
    assert said in report(desk, message, **changes).words
    with tenancy.atomic(desk.school.id):
        assert not Breach.objects.exists()


def decided(desk: Desk, **given: str) -> browsing.Page:
    return Browser(desk.office).post("decide-breach", "wyton", the_breach(desk).case_id, **given)


def test_telling_the_commissioner_keeps_the_promise(desk: Desk, message: Message, at: At) -> None:
    at("2026-03-06 16:45")
    report(desk, message)
    at("2026-03-09 09:00")
    words = decided(desk, do="told", told_on="2026-03-09", told_time="08:50", reference="IC-1234").words
    assert "The Information Commissioner was told" in words
    assert "reference IC-1234" in words
    assert "Report it: done" in words


def test_that_it_need_not_be_told_wants_a_reason(desk: Desk, message: Message, at: At) -> None:
    at("2026-03-06 16:45")
    report(desk, message)
    assert "The law wants the reason kept." in decided(desk, do="need_not", because=" ").words
    words = decided(desk, do="need_not", because="It was deleted unread, and she has said so.").words
    assert "Report it: not needed" in words
    assert "It was deleted unread" in words


def test_a_case_that_a_person_calls_a_breach_is_decided_on_as_well(desk: Desk, at: At) -> None:
    at("2026-03-06 16:45")
    Browser(desk.office).post("categorise", "wyton", desk.case.id, category="data_breach")
    words = Browser(desk.office).get("case", "wyton", desk.case.id).words
    assert "Tell the Commissioner, or say why not" in words
    given = {"do": "told", "told_on": "2026-03-06", "told_time": "16:40"}
    assert "Report it: done" in Browser(desk.office).post("decide-breach", "wyton", desk.case.id, **given).words
