"""Scenarios of the clauses on when staff can be reached, driven on the pages on the days and hours that they name."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

import pytest
from tests.builders import browsing, mails, reminding, worlds
from tests.builders.answering import london
from tests.builders.browsing import Browser
from tests.builders.sending import PostOffice, post_office

from bookbag.policy.permissions import Actor, Role
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A mail server on this machine."""
    with post_office() as opened:
        yield opened


def staffed(school: School) -> tuple[Actor, Actor]:
    """The secretary and a teacher of a school with one family."""
    worlds.family(school)
    return worlds.staff(school, "Olive Trent", Role.OFFICE), worlds.staff(school, "Tess Barrow", Role.TEACHER)


def row(words: str, begins: str, ends: str) -> str:
    """What a list says between two things."""
    return words[words.index(begins) :].split(ends, maxsplit=1)[0]


@pytest.mark.clause("WYT-057")
def test_the_secretary_looks_a_teacher_up_while_a_parent_is_on_the_telephone(at: Clock) -> None:
    office, teacher = staffed(worlds.school())
    worlds.staff(worlds.school("norton"), "Tess Barley", Role.TEACHER)
    at("2026-03-02 08:00")
    meeting = {"what": "in a meeting", "day": "2026-03-02", "starts": "15:40", "ends": "16:40"}
    Browser(teacher).post("staff-busy", "wyton", teacher.staff_id, **meeting)

    at("2026-03-02 10:00")
    words = Browser(office).get("staff", "wyton", name="tess").words
    assert "Tess Barrow teaching until 15:30 (WYT-057) today 3.30 pm" in words
    assert "Olive Trent" not in row(words, "Where now", "Duty rota")
    at("2026-03-02 15:45")
    words = Browser(office).get("staff", "wyton", name="tess").words
    assert "Tess Barrow in a meeting until 16:40 tomorrow 8.30 am" in words


@pytest.mark.clause("WYT-058")
def test_what_is_due_in_lessons_is_offered_to_the_office_and_what_is_due_after_them_is_not(at: Clock) -> None:
    # Wyton's own promises fall due at four, so the item of eleven o'clock is owed under a second policy that counts hours.
    school = worlds.school(packs=("wyton", "spring-partnership"))
    office, teacher = staffed(school)
    at_eleven, at_four = (
        browsing.brought(school, mails.mail(subject=subject, message_id=f"{subject}@home.example"), now=london(when)).id
        for subject, when in (("Swimming", "2026-02-26 11:00"), ("Shoes", "2026-02-26 17:00"))
    )
    browser = Browser(office)
    at("2026-02-27 09:00")
    for case in (at_eleven, at_four):
        browser.post("assign", "wyton", case, owner=str(teacher.staff_id))

    at("2026-03-02 08:30")
    words = browser.get("inbox", "wyton").words
    assert "today 11 am" in words
    assert "today 4 pm" in words
    assert "Tess Barrow free until 08:55 (offered to the office)" in row(words, "Swimming", "today 4 pm")
    assert "offered" not in row(words, "Shoes", "Child in danger")
    assert "Take it myself" not in browser.get("case", "wyton", at_four).words
    assert "Take it myself" in browser.get("case", "wyton", at_eleven).words
    assert "offered" not in Browser(teacher).get("inbox", "wyton").words

    browser.post("assign", "wyton", at_eleven, owner=str(office.staff_id))
    assert "offered" not in browser.get("inbox", "wyton").words


@pytest.mark.clause("TEC-166")
def test_a_colleague_hears_of_a_question_of_friday_evening_on_monday(at: Clock, post: PostOffice) -> None:
    school = worlds.school("norton", packs=("trust-electronic",))
    office, teacher = staffed(school)
    case = browsing.brought(school, mails.mail(to=school.email), now=london("2026-03-06 10:00")).id
    browser = Browser(office)

    friday = at("2026-03-06 19:00")
    asked = {"colleague": str(teacher.staff_id), "text": "Was she well on Thursday?", "day": "2026-03-07"}
    refused = browser.post("ask-colleague", "norton", case, **asked).words
    assert "Tess Barrow cannot be expected to answer then: weekend. Monday 9 March, 4 pm would do." in refused
    assert "Ask for Monday 9 March, 4 pm instead" in refused
    page = browser.post("ask-colleague", "norton", case, **asked, offered="2026-03-09 16:00").words
    assert "Tess Barrow is asked, and hears of it on Monday 9 March, 8.30 am" in page
    assert "For Tess Barrow, needed by Monday 9 March, 4 pm" in page

    reminding.swept(school, post, friday, london("2026-03-08 23:59"))
    assert reminding.reached(post).get("tess.barrow@norton.bookbag.test") is None
    reminding.swept(school, post, london("2026-03-09 08:15"), london("2026-03-09 09:15"))
    (note,) = reminding.reached(post)["tess.barrow@norton.bookbag.test"]
    assert "Monday 9 March, 4 pm" in note
    assert "Thursday" not in note

    at("2026-03-09 08:40")
    colleague = Browser(teacher)
    assert "Olive Trent" in row(colleague.get("today", "norton").words, "today 4 pm", "Child in danger")
    colleague.post("answer-colleague", "norton", case, text="She was quiet, but well.")
    assert "She was quiet, but well." in browser.get("case", "norton", case).words
    colleague.get("case", "norton", case, status=410)


def needed_by(case: UUID, office: Actor, teacher: Actor, day: str, time: str = "") -> str:
    given = {"colleague": str(teacher.staff_id), "text": "Was she well?", "day": day, "at": time}
    return Browser(office).post("ask-colleague", "wyton", case, **given).words


def test_a_time_outside_the_colleagues_hours_is_refused_on_a_working_day_too(at: Clock) -> None:
    school = worlds.school()
    office, teacher = staffed(school)
    case = browsing.brought(school, mails.mail(), now=at("2026-03-02 10:00")).id
    assert "answer then: gone since 16:00. Tuesday 3 March, 4 pm would do." in needed_by(
        case, office, teacher, "2026-03-02", "19:00"
    )
    too_soon = needed_by(case, office, teacher, "2026-03-02", "11:00")
    assert "Tess Barrow cannot be reached before Monday 2 March, 3.30 pm, so not in time." in too_soon
    assert "is asked, and hears of it on Monday 2 March, 3.30 pm" in needed_by(case, office, teacher, "2026-03-02")
