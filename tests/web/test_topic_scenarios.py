"""Scenarios of the clauses on what families tell by the form: each subject goes to whoever sees to it, on the days they name."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from tests.builders import browsing, forms, mails, worlds
from tests.builders.answering import london
from tests.builders.browsing import Browser
from tests.builders.forms import MOTHER

from bookbag.desk.models import CaseEvent, CasePupil
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


def classes(school: School, *, name: str = "4B", other: str = "3B") -> tuple[Actor, Actor]:
    """The teacher of the child's class, and one of another class."""
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    elsewhere = worlds.staff(school, "Tom Else", Role.TEACHER)
    worlds.family(school, teacher=teacher, class_name=name)
    worlds.family(school, "Finn Doyle", ("Una Doyle",), teacher=elsewhere, class_name=other)
    return teacher, elsewhere


@pytest.mark.clause("NWC-109")
def test_a_concern_goes_to_who_sees_to_its_subject_and_the_receipt_says_so(at: Clock) -> None:
    school = worlds.school("norton", packs=("norton-west-chinnock",), closes=time(15, 15))
    worlds.staff(school, "Olive Trent", Role.OFFICE)
    senco = worlds.staff(school, "Sue Noble", Role.SENCO)
    classes(school)
    forms.send(MOTHER | {"topic": "needs", "subject": "Support"}, at, "2026-03-02 10:00", slug="norton")
    case = forms.cases(school)[-1]
    assert case.owner_id == senco.staff_id
    receipt = forms.receipts(school)[-1]
    assert "It is with the SENCO." in receipt
    assert "You will have an answer by" in receipt
    forms.send(MOTHER | {"topic": "concern", "subject": "A worry"}, at, "2026-03-03 10:00", slug="norton")
    assert forms.cases(school)[-1].owner_id is None


@pytest.mark.clause("SPT-054")
def test_a_worry_about_a_childs_well_being_is_with_the_class_teacher(at: Clock) -> None:
    school = worlds.school("spring", packs=("spring-partnership",))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teacher, elsewhere = classes(school, name="4A")
    given = MOTHER | {"topic": "well-being", "subject": "She is sad", "school_class": "4A"}
    forms.send(given, at, "2026-03-02 19:00", slug="spring")
    at("2026-03-03 08:30")
    words = Browser(teacher).get("inbox", "spring").words
    assert "She is sad" in words
    assert "(Amira, 4A)" in words
    page = Browser(teacher).get("case", "spring", forms.latest(school)).words
    assert "My child’s well-being" in page
    assert "Answer it by" in page
    assert "She is sad" not in Browser(elsewhere).get("inbox", "spring").words
    assert "She is sad" in Browser(office).get("inbox", "spring").words


@pytest.mark.clause("SPT-079")
def test_a_worry_says_since_when_and_the_report_how_early_it_came(at: Clock) -> None:
    school = worlds.school("spring", packs=("spring-partnership",))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teacher, _ = classes(school)
    given = MOTHER | {"topic": "concern", "subject": "Falling out"}
    forms.send(given | {"since": "2026-03-02"}, at, "2026-03-03 09:00", slug="spring")
    assert "Falling out" in Browser(teacher).get("inbox", "spring").words
    assert "Since Monday 2 March." in Browser(teacher).get("case", "spring", forms.latest(school)).words
    other = MOTHER | {"topic": "behaviour", "subject": "Shouting", "email": "una.doyle@home.example"}
    forms.send(other, at, "2026-03-03 10:00", slug="spring")
    report = Browser(office).get("contact", "spring").words
    assert "Falling out 1 day" in report
    assert "Shouting not stated" in report


@pytest.mark.clause("WYT-011")
def test_an_offer_of_help_is_thanked_for_and_waits_for_its_answer(at: Clock) -> None:
    school = worlds.school()
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teacher, _ = classes(school)
    given = MOTHER | {"topic": "help", "subject": "A talk on bee-keeping", "text": "I keep bees. Tuesdays suit me."}
    forms.send(given, at, "2026-03-02 10:00")
    assert "Thank you for offering to help." in forms.receipts(school)[-1]
    page = Browser(teacher).get("today", "wyton").words
    assert "A talk on bee-keeping" in page
    case = forms.latest(school)
    assert "Answer it by Monday 16 March, 4 pm" in Browser(teacher).get("case", "wyton", case).words
    # Two days are left in which to acknowledge it; that was done on the first of them.
    at("2026-03-16 16:01")
    assert "A talk on bee-keeping" in Browser(office).get("overdue", "wyton").words


@pytest.mark.clause("WYT-022")
def test_homework_is_for_the_class_teacher_and_in_the_childs_file(at: Clock) -> None:
    school = worlds.school()
    teacher, elsewhere = classes(school, name="5A", other="4A")
    given = MOTHER | {"topic": "homework", "subject": "Fractions", "school_class": "5A"}
    forms.send(given, at, "2026-03-02 19:00")
    at("2026-03-03 15:35")
    assert "Fractions" in Browser(teacher).get("inbox", "wyton").words
    assert forms.cases(school)[-1].owner_id == teacher.staff_id
    case = forms.latest(school)
    with tenancy.atomic(school.id):
        child = CasePupil.objects.get(case=case).pupil_id
    assert "Fractions" in Browser(teacher).get("child", "wyton", child).words
    assert "Fractions" not in Browser(elsewhere).get("inbox", "wyton").words


@pytest.mark.clause("WYT-060")
def test_the_report_shows_who_never_writes_and_what_was_closed_unanswered(at: Clock) -> None:
    school = worlds.school()
    head = worlds.staff(school, "Hilda Order", Role.HEAD)
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    worlds.family(school)
    # Brother and sister are one family; with the Doyles two have not been in touch in spring.
    worlds.family(school, "Ben Ash", ("Nell Ash",))
    worlds.family(school, "Finn Doyle", ("Una Doyle",))
    case = browsing.brought(school, mails.mail(), now=london("2026-03-02 09:00"))
    at("2026-03-02 10:00")
    Browser(office).post("close", "wyton", case.id, reason="She came by.")
    page = Browser(head).get("contact", "wyton", term="Spring 2")
    assert "2 families from whom nothing came" in page.words
    assert "1 closed without an answer" in page.words
    assert "Ben Ash" in page.words
    assert f"/wyton/cases/{case.id}" in page.links
    with tenancy.atomic(school.id):
        assert not CaseEvent.objects.filter(case=case, kind="answered").exists()
