"""Scenarios of the clauses that count days, driven on the pages by people at the desk, on the days that they name."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.answering import answer, delivered, london
from tests.builders.browsing import Browser, Desk

from bookbag.policy.permissions import Role

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk(now=london("2026-03-02 09:00"))


@pytest.mark.clause("WYT-083")
def test_an_email_before_half_term_is_to_be_acknowledged_after_it(desk: Desk, at: Callable[[str], datetime]) -> None:
    received = at("2026-05-21 10:00")
    raw = mails.mail(subject="Shoes", message_id="shoes@home.example")
    case = browsing.brought(desk.school, raw, now=received).id
    assert delivered(desk.school, now=received) > 0  # the automatic receipts, of which none meets the promise

    now = at("2026-05-22 11:00")
    words = Browser(desk.office).get("case", "wyton", case).words
    assert "Acknowledge it by Monday 1 June, 4 pm" in words
    assert "Saturday 23 May to Sunday 31 May: school holiday" in words
    answer(desk, case, "holding", now=now)
    words = Browser(desk.office).get("case", "wyton", case).words
    assert "Acknowledge it: done today 11.01 am (WYT-083)" in words


@pytest.mark.clause("WYT-087")
def test_a_letter_is_answered_in_full_within_ten_days_of_school(desk: Desk, at: Callable[[str], datetime]) -> None:
    at("2026-04-30 10:30")
    letter = {"from_name": "Samina Khan", "subject": "The fete", "text": "Dear school", "category": "enquiry"}
    when = {"received_on": "2026-04-30", "received_time": "10:00", "do": "enter"}
    Browser(desk.office).post("new-letter", "wyton", **letter | when)
    (case,) = [each.id for each in browsing.rows(desk.school) if each.subject == "The fete"]
    words = Browser(desk.office).get("case", "wyton", case).words
    assert "Answer it by Friday 15 May, 4 pm" in words
    assert "Mon 4 May: May Day" in words

    answer(desk, case, "holding", now=at("2026-05-01 09:00"))
    words = Browser(desk.office).get("case", "wyton", case).words
    assert "Acknowledge it: done" in words
    assert "Answer it by Friday 15 May, 4 pm" in words

    answer(desk, case, "full", now=at("2026-05-14 09:00"))
    assert "Answer it: done today 9.01 am (WYT-087)" in Browser(desk.office).get("case", "wyton", case).words


@pytest.mark.clause("SPT-042")
def test_an_email_of_saturday_night_is_due_on_wednesday_at_the_opening(at: Callable[[str], datetime]) -> None:
    school = worlds.school("spring", packs=("spring-partnership",))
    worlds.family(school)
    received = at("2026-03-07 20:00")
    case = browsing.brought(school, mails.mail(to="office@spring.bookbag.test"), now=received).id

    at("2026-03-08 10:00")
    office = Browser(worlds.staff(school, "Olive Trent", Role.OFFICE))
    words = office.get("case", "spring", case).words
    assert "The clock starts on Monday 9 March, 8.30 am." in words
    assert "Answer it by Wednesday 8.30 am" in words
    assert "Counted Tue 10, Wed 11 March" in words
    refused = office.post("close", "spring", case, reason=" ")
    assert "Say why no answer is needed." in refused.words
    assert "Answer it by Wednesday 8.30 am" in office.get("case", "spring", case).words
