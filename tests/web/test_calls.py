"""Scenarios of the clauses on telephone calls, driven on the pages on the days and hours that they name."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Page

from bookbag.desk.models import Case, Duty, ReadyAnswer
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
CALL = {"number": "01632 960777", "name": "Mrs Bell", "purpose": "The school trip"}


def staffed(school: School) -> tuple[Actor, Actor]:
    """The secretary, and a teacher with a class and one child in it."""
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    worlds.family(school, teacher=teacher)
    return worlds.staff(school, "Olive Trent", Role.OFFICE), teacher


def note(office: Actor, slug: str = "wyton", **typed: str) -> Page:
    return Browser(office).post("new-call", slug, **CALL | typed)


def the_case(school: School) -> Case:
    with tenancy.atomic(school.id):
        return Case.objects.get(channel="phone")


def rang_back(who: Actor, case: Case, do: str, text: str = "", slug: str = "wyton") -> Page:
    with tenancy.atomic(case.school_id):
        call = case.calls.get().id
    return Browser(who).post("ring-back", slug, call, do=do, text=text)


@pytest.mark.clause("WYT-069")
def test_a_note_is_with_whom_it_is_for_at_once_and_the_office_sees_one_that_lies(at: Clock) -> None:
    school = worlds.school()
    office, teacher = staffed(school)
    at("2026-03-02 09:20")
    # The teacher of the class is meant by the name of the class, as an office says it.
    assert "delivered to Tess Barrow at 9.20 am" in note(office, for_whom="4b").words
    assert "The school trip" in Browser(teacher).get("today", "wyton").words

    log = Browser(office).get("calls", "wyton").words
    assert "delivered today 9.20 am" in log
    # Lessons end at 15:30: from then on she can look, and a quarter of an hour later the office hears of it.
    at("2026-03-02 15:44")
    assert "Not taken up" not in Browser(office).get("today", "wyton").words
    at("2026-03-02 15:45")
    assert "Not taken up by Tess Barrow, delivered today 9.20 am" in Browser(office).get("today", "wyton").words

    with tenancy.atomic(school.id):
        call = the_case(school).calls.get().id
    Browser(office).post("have-call", "wyton", call)
    assert "Not taken up by Tess Barrow" in Browser(office).get("today", "wyton").words
    Browser(teacher).post("have-call", "wyton", call)
    assert "Not taken up" not in Browser(office).get("today", "wyton").words


@pytest.mark.clause("WYT-070")
def test_a_note_has_a_name_a_number_and_a_purpose_or_says_why_not(at: Clock) -> None:
    school = worlds.school()
    office, teacher = staffed(school)
    at("2026-03-02 09:20")
    asked = note(office, number="", for_whom="tess").words
    assert "Type the number, or why there is none: withheld, would not say." in asked
    assert "Type who is calling, or why you do not know" in note(office, name="", for_whom="tess").words
    assert "Type why they call, or that they would not say." in note(office, purpose="", looked="1").words
    with tenancy.atomic(school.id):
        assert not Case.objects.exists()

    note(office, number="withheld", for_whom="tess")
    assert "withheld" in Browser(teacher).get("today", "wyton").words
    assert "withheld" in Browser(teacher).get("case", "wyton", the_case(school).id).words


@pytest.mark.clause("WYT-071")
def test_a_call_is_rung_back_by_the_end_of_the_next_school_day(at: Clock) -> None:
    school = worlds.school()
    office, teacher = staffed(school)
    at("2026-02-13 14:00")
    note(office, for_whom="tess")
    case = the_case(school)
    assert "ring back by Monday 23 February, 4 pm" in Browser(teacher).get("case", "wyton", case.id).words
    at("2026-02-23 15:40")
    browser = Browser(teacher)
    assert "today 4 pm" in browser.get("today", "wyton").words

    at("2026-02-23 15:50")
    rang_back(teacher, case, "tried")
    assert "tried once" in browser.get("case", "wyton", case.id).words
    at("2026-02-23 16:01")
    assert "overdue since today 4 pm" in browser.get("case", "wyton", case.id).words


@pytest.mark.clause("WYT-071")
def test_a_call_that_was_tried_twice_reads_attempted(at: Clock) -> None:
    school = worlds.school()
    office, teacher = staffed(school)
    at("2026-02-13 14:00")
    note(office, for_whom="tess")
    case = the_case(school)
    for when in ("2026-02-23 12:10", "2026-02-23 15:40"):
        at(when)
        rang_back(teacher, case, "tried")
    at("2026-02-23 16:01")
    words = Browser(teacher).get("case", "wyton", case.id).words
    assert "attempted: nobody answered twice" in words
    assert "overdue" not in words
    assert "attempted: nobody answered twice" in Browser(office).get("calls", "wyton").words


def norton() -> tuple[School, Actor, Actor, Case]:
    """A parent has rung on Monday and asked that the teacher ring back."""
    school = worlds.school("norton", packs=("norton-west-chinnock",), closes=time(15, 15))
    office, teacher = staffed(school)
    note(office, "norton", purpose="Please ring me about her reading", for_whom="tess")
    return school, office, teacher, the_case(school)


@pytest.mark.clause("NWC-018")
def test_one_try_leaves_a_call_back_open_and_it_turns_red(at: Clock) -> None:
    at("2026-03-02 10:00")
    _, office, teacher, case = norton()
    at("2026-03-05 12:00")
    rang_back(teacher, case, "tried", "no answer", "norton")
    at("2026-03-09 15:15")
    assert "overdue" not in Browser(office).get("calls", "norton").words
    at("2026-03-09 15:16")
    assert "overdue since today 3.15 pm" in Browser(office).get("calls", "norton").words


@pytest.mark.clause("NWC-018")
def test_a_conversation_keeps_it_and_needs_words(at: Clock) -> None:
    at("2026-03-02 10:00")
    school, office, teacher, case = norton()
    at("2026-03-06 12:00")
    assert "Write what was said, and what was agreed." in rang_back(teacher, case, "spoke", "", "norton").words
    rang_back(teacher, case, "spoke", "She reads ten minutes each evening.", "norton")
    at("2026-03-09 15:16")
    words = Browser(office).get("calls", "norton").words
    assert "rung back" in words
    assert "overdue" not in words
    with tenancy.atomic(school.id):
        assert Duty.objects.get(case=case).state == "met"


@pytest.mark.clause("NWC-020")
def test_a_general_enquiry_is_settled_while_the_caller_speaks(at: Clock) -> None:
    at("2026-03-02 10:00")
    school = worlds.school("norton", packs=("norton-west-chinnock",))
    office, _ = staffed(school)
    browser = Browser(office)
    browser.post("ready-answers", "norton", subject="Term dates", words="Spring term ends on Friday 27 March.")
    with tenancy.atomic(school.id):
        answer = str(ReadyAnswer.objects.get().id)
    page = browser.post("new-call", "norton", **CALL | {"purpose": "When are the Easter holidays?", "answer": answer})
    assert "This week 1 call, of which 1 general enquiry settled at once." in page.words
    assert "today 10 am Mrs Bell" in page.words
    assert "settled: Term dates" in page.words
    case = the_case(school)
    assert case.state == "closed"
    with tenancy.atomic(school.id):
        assert not Duty.objects.filter(case=case).exists()


def test_a_teacher_notes_no_calls_at_the_office() -> None:
    desk = browsing.desk()
    Browser(desk.teacher).get("new-call", "wyton", status=404)
