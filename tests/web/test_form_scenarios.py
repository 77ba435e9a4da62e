"""Scenarios of the clauses about the form, driven on its page from outside and on the desk's pages from inside."""

import pytest
from tests.builders import browsing, forms, worlds
from tests.builders.browsing import Browser, Desk
from tests.builders.forms import MOTHER, NEIGHBOUR, Clock

from bookbag.policy.permissions import Role

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.mark.clause("WYT-013")
def test_a_concern_by_form_runs_on_the_clocks_of_concerns(desk: Desk, at: Clock) -> None:
    forms.send(MOTHER | {"topic": "concern"}, at, "2026-03-02 09:00")
    words = Browser(desk.office).get("case", "wyton", forms.latest(desk.school)).words
    assert "Acknowledge it by Wednesday 4 pm" in words
    assert "Answer it by Monday 16 March, 4 pm" in words

    assert "Swimming" not in Browser(desk.office).get("overdue", "wyton").words
    for passed in ("2026-03-04 16:01", "2026-03-16 16:01"):
        at(passed)
        assert "Swimming" in Browser(desk.office).get("overdue", "wyton").words


@pytest.mark.clause("WYT-173")
def test_the_public_has_the_clocks_of_parents(desk: Desk, at: Clock) -> None:
    # The scenario's neighbour writes an e-mail, of which nobody can tell that it is a neighbour's; on the form they say so.
    page = forms.send(NEIGHBOUR, at, "2026-03-02 09:00")
    assert "You will hear from us by Wednesday 4 March, and have an answer by Monday 16 March, 4 pm." in page.words
    words = Browser(desk.office).get("case", "wyton", forms.latest(desk.school)).words
    assert "Acknowledge it by Wednesday 4 pm" in words
    assert "Answer it by Monday 16 March, 4 pm" in words
    assert "(WYT-173)" in words

    assert "Cars before my drive" not in Browser(desk.office).get("overdue", "wyton").words
    for passed in ("2026-03-04 16:01", "2026-03-16 16:01"):
        at(passed)
        assert "Cars before my drive" in Browser(desk.office).get("overdue", "wyton").words


@pytest.mark.clause("WYT-182")
def test_the_form_states_the_dates_and_a_chaser_joins_the_open_thread(desk: Desk, at: Clock) -> None:
    at("2026-03-02 09:00")
    page, _ = forms.opened(NEIGHBOUR)
    assert "You will hear from us by Wednesday 4 March, and have an answer by Monday 16 March, 4 pm." in page.words

    forms.send(NEIGHBOUR, at, "2026-03-02 09:00")
    chaser = forms.send(NEIGHBOUR | {"text": "Have you read this?"}, at, "2026-03-03 10:00")
    assert "have an answer by Monday 16 March, 4 pm." in chaser.words
    first, second = forms.receipts(desk.school)[-2:]
    assert "You will have an answer by Monday 16 March, 4 pm at the latest." in first
    assert "You will have an answer by Monday 16 March, 4 pm at the latest." in second
    (case,) = forms.cases(desk.school)
    words = Browser(desk.office).get("case", "wyton", case.id).words
    assert "What can you do?" in words
    assert "Have you read this?" in words
    assert "Answer it by Monday 16 March, 4 pm" in words
    assert "17 March" not in words


@pytest.mark.clause("WYT-023")
def test_in_lessons_an_ordinary_form_alerts_no_teacher_and_medicine_does_at_once(desk: Desk, at: Clock) -> None:
    # A pupil has no way to write yet: the scenario's message for a pupil at 14:30 is one from home, by the same form.
    teacher, office = Browser(desk.teacher), Browser(desk.office)
    page = forms.send(MOTHER, at, "2026-03-02 10:00")
    assert "A teacher can read this after 3.30 pm." in page.words
    receipt = forms.receipts(desk.school)[-1]
    assert "A teacher can read it after 3.30 pm." in receipt
    case = forms.latest(desk.school)
    office.post("assign", "wyton", case, owner=str(desk.teacher.staff_id))
    for when in ("2026-03-02 10:01", "2026-03-02 15:29"):
        at(when)
        assert forms.alerts(teacher) == ""
    at("2026-03-02 15:30")
    assert forms.alerts(teacher) == "1"

    at("2026-03-02 10:05")
    medicine = MOTHER | {"topic": "medicine", "subject": "EpiPen", "text": "The EpiPen is in my bag."}
    forms.send(medicine, at, "2026-03-02 10:05")
    for each in (teacher, office):
        assert forms.alerts(each) == "1"
        assert "Medicine or an allergy: EpiPen" in each.get("today", "wyton").words
    forms.send(MOTHER | {"topic": "word", "subject": "Granny waits at the gate"}, at, "2026-03-02 14:30")
    for each in (teacher, office):
        assert forms.alerts(each) == "2"
        assert "A message for a pupil: Granny waits at the gate" in each.get("today", "wyton").words

    office.post("seen-to", "wyton", forms.latest(desk.school))
    assert forms.alerts(teacher) == "1"


@pytest.mark.clause("SPT-013")
def test_a_question_of_the_public_has_two_school_days(at: Clock) -> None:
    school = worlds.school("spring", packs=("spring-partnership",))
    office = Browser(worlds.staff(school, "Olive Trent", Role.OFFICE))
    page = forms.send(NEIGHBOUR, at, "2026-03-06 14:00", slug="spring")
    assert "You will have an answer by Tuesday 10 March, 2 pm." in page.words
    case = forms.latest(school)
    assert "Answer it by Tuesday 2 pm" in office.get("case", "spring", case).words

    at("2026-03-10 13:59")
    assert "Cars before my drive" not in office.get("overdue", "spring").words
    at("2026-03-10 14:01")
    assert "Cars before my drive" in office.get("overdue", "spring").words
