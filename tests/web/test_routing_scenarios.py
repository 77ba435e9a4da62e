"""Scenarios of the clauses on to whom things go: opened, passed on, urgent, labelled, on the days and hours that they name."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.answering import london
from tests.builders.browsing import Browser

from bookbag.desk.actions import unowned
from bookbag.desk.models import Case
from bookbag.outbox.models import Dispatch
from bookbag.people.actions import hours
from bookbag.policy.availability import Absence
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


def notes_to(actor: Actor) -> list[tuple[str, datetime]]:
    """The subjects of Bookbag's own notes to a colleague, and when each was put in the outbox."""
    with tenancy.atomic(actor.school_id, sight=Sight.SAFEGUARDING):
        rows = Dispatch.objects.filter(about=actor.staff_id, notice="to_staff").order_by("queued_at")
        return [(row.subject, row.queued_at) for row in rows]


def the_case(school: School, **of: object) -> Case:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return Case.objects.select_related("owner").get(**of)


def places(words: str, *subjects: str) -> list[str]:
    """The subjects in the order in which a page shows them."""
    assert all(subject in words for subject in subjects), words
    return sorted(subjects, key=words.index)


@pytest.mark.clause("NWC-002")
def test_what_is_passed_on_keeps_its_date_and_stands_with_both(at: Clock) -> None:
    school = worlds.school("norton", packs=("norton-west-chinnock",), closes=time(15, 15))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    senco = worlds.staff(school, "Sue Noble", Role.SENCO)
    # The child is of another class: the teacher has the case and no other part in it.
    worlds.family(school, teacher=worlds.staff(school, "Tom Else", Role.TEACHER))
    at("2026-03-02 09:00")
    raw = mails.mail(to="office@norton.bookbag.test", subject="Her spellings")
    case = browsing.brought(school, raw, now=london("2026-03-02 09:00"))
    Browser(office).post("assign", "norton", case.id, owner=str(teacher.staff_id))

    at("2026-03-04 10:00")
    browser = Browser(teacher)
    given = {"owner": str(senco.staff_id)}
    assert "Write what your colleague needs to know." in browser.post("pass-on", "norton", case.id, **given).words
    browser.post("pass-on", "norton", case.id, text="It is about her support plan.", **given)
    kept = the_case(school, id=case.id)
    assert kept.owner_id == senco.staff_id
    page = Browser(senco).get("case", "norton", case.id).words
    assert "It is about her support plan." in page
    assert "Answer it by Monday 3.15 pm" in page
    assert "Passed on by me" in browser.get("today", "norton").words

    at("2026-03-09 15:16")
    assert "late: Wednesday 4 March" in Browser(senco).get("today", "norton").words
    browser = Browser(teacher)
    below = browser.get("today", "norton").words.partition("Passed on by me")[2]
    assert "late: Wednesday 4 March" in below
    assert "Her spellings" in below
    # She reads it still, and writes notes; the answer is the SENCO's to give.
    assert "Her spellings" in browser.get("case", "norton", case.id).words


@pytest.mark.clause("SPT-033")
def test_a_letter_of_concern_is_with_the_leaders_at_once_and_with_the_head_after_an_hour(at: Clock) -> None:
    school = worlds.school("spring", packs=("spring-partnership",))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    leader = worlds.staff(school, "Lena Deane", Role.SENIOR_LEADER)
    head = worlds.staff(school, "Hilda Order", Role.HEAD)
    letter = {"from_name": "Mrs Bell", "text": "I am worried about how Finn is treated.", "category": "concern"}
    letter |= {"subject": "Finn", "received_on": "2026-03-02", "received_time": "09:00", "do": "enter"}
    at("2026-03-02 09:00")
    Browser(office).post("new-letter", "spring", **letter)
    case = the_case(school, channel="letter")

    at("2026-03-02 09:01")
    assert "For the post that you fill, and nobody has it" in Browser(leader).get("today", "spring").words
    assert [subject for subject, _ in notes_to(leader)] == ["For the senior leaders: something waits"]
    unowned.see_to(school.id, now=at("2026-03-02 09:59"))
    told = ["For the senior leaders: something waits"]
    assert [subject for subject, _ in notes_to(head)] == told  # the head is one of the leaders
    unowned.see_to(school.id, now=at("2026-03-02 10:00"))
    assert [subject for subject, _ in notes_to(head)] == [*told, "Nobody has opened this yet"]
    page = Browser(office).get("case", "spring", case.id).words
    assert "went to the senior leaders (SPT-033), today 9 am" in page
    assert "The headteacher was told today 10 am" in page
    unowned.see_to(school.id, now=at("2026-03-02 10:01"))
    assert len(notes_to(head)) == 2


def test_a_letter_that_a_leader_has_opened_goes_no_further(at: Clock) -> None:
    school = worlds.school("spring", packs=("spring-partnership",))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    leader = worlds.staff(school, "Lena Deane", Role.SENIOR_LEADER)
    head = worlds.staff(school, "Hilda Order", Role.HEAD)
    letter = {"from_name": "Mrs Bell", "text": "I am worried.", "category": "concern", "do": "enter"}
    at("2026-03-02 15:30")
    Browser(office).post("new-letter", "spring", **letter, received_on="2026-03-02", received_time="15:30")
    case = the_case(school, channel="letter")
    # Half an hour of the day is left, so the hour ends at 9 in the morning: the office looking does not stop it.
    at("2026-03-03 08:59")
    Browser(office).get("case", "spring", case.id)
    unowned.see_to(school.id, now=at("2026-03-03 08:59"))
    assert len(notes_to(head)) == 1
    Browser(leader).get("case", "spring", case.id)
    unowned.see_to(school.id, now=at("2026-03-03 09:30"))
    assert len(notes_to(head)) == 1


@pytest.mark.clause("WYT-096")
def test_a_concern_goes_to_the_class_teacher_and_to_a_leader_only_with_a_reason(at: Clock) -> None:
    school = worlds.school()
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    head = worlds.staff(school, "Hilda Order", Role.HEAD)
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    worlds.family(school, class_name="3A", teacher=teacher)
    at("2026-03-02 10:00")
    raw = mails.mail("Dear Mrs Order, I am worried about how Amira is doing.", subject="For the headteacher")
    case = browsing.brought(school, raw, now=london("2026-03-02 10:00"))
    browser = Browser(office)
    browser.post("assign", "wyton", case.id, owner=str(office.staff_id))
    browser.post("categorise", "wyton", case.id, category="concern")
    assert the_case(school, id=case.id).owner_id == teacher.staff_id
    assert "went to the class teacher (WYT-096)" in browser.get("case", "wyton", case.id).words

    with tenancy.atomic(school.id):
        Case.objects.filter(id=case.id).update(owner=None)
    asked = browser.post("assign", "wyton", case.id, owner=str(head.staff_id)).words
    assert "This is not yet with the class teacher (WYT-096). Say why it goes on." in asked
    assert the_case(school, id=case.id).owner_id is None
    given = {"owner": str(head.staff_id), "text": "Please read it yourself."}
    browser.post("pass-on", "wyton", case.id, **given, reason="It is about the teacher.")
    assert the_case(school, id=case.id).owner_id == head.staff_id
    assert "It is about the teacher." in Browser(head).get("case", "wyton", case.id).words


def test_whoever_stands_in_for_the_class_teacher_has_it_and_nobody_their_own_child(at: Clock) -> None:
    school = worlds.school()
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    stand_in = worlds.staff(school, "Sam Cover", Role.TEACHER)
    worlds.family(school, teacher=teacher)
    now = at("2026-03-02 10:00")
    with tenancy.atomic(school.id):
        away = Absence(now.date(), now.date(), stand_in.person)
        hours.enter_absence(teacher.person, away, by=office, now=now)
    case = browsing.brought(school, mails.mail("I am worried about Amira."), now=now)
    Browser(office).post("categorise", "wyton", case.id, category="concern")
    assert the_case(school, id=case.id).owner_id == stand_in.staff_id


@pytest.mark.clause("WYT-086")
def test_what_is_urgent_stands_first_until_somebody_says_that_it_is_not(at: Clock) -> None:
    desk = browsing.desk(now=london("2026-03-02 09:00"))
    raw = mails.mail(
        "I need an answer today, it is urgent: please ring me about the medicine.",
        subject="URGENT please",
        message_id="urgent@home.example",
    )
    urgent = browsing.brought(desk.school, raw, now=london("2026-03-03 09:00"))
    at("2026-03-03 09:05")
    browser = Browser(desk.teacher)
    assert places(browser.get("inbox", "wyton").words, "Swimming lesson", "URGENT please")[0] == "URGENT please"
    browser.post("say-urgency", "wyton", urgent.id, urgent_for="")
    assert places(browser.get("inbox", "wyton").words, "Swimming lesson", "URGENT please")[0] == "Swimming lesson"
    assert "It was said how urgent this is" in browser.get("case", "wyton", urgent.id).words


@pytest.mark.clause("NWC-016")
def test_an_urgent_email_stands_on_top_with_whom_to_ring_and_the_receipt_says_to_ring(at: Clock) -> None:
    school = worlds.school("norton", packs=("norton-west-chinnock",), closes=time(15, 15))
    School.objects.filter(id=school.id).update(telephone="01935 881815")
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    family = worlds.family(school)
    to = "office@norton.bookbag.test"
    for number in range(3):
        older = mails.mail(to=to, subject=f"Ordinary {number}", message_id=f"{number}@home.example")
        browsing.brought(school, older, now=london("2026-03-02 09:00"))
    at("2026-03-03 10:00")
    point = {"kind": "telephone", "value": "01632 960456"}
    Browser(office).post("add-point", "norton", family.contacts["Samina"].id, **point)
    raw = mails.mail("Please ring me.", to=to, subject="URGENT collecting today", message_id="u@home.example")
    browsing.brought(school, raw, now=at("2026-03-03 10:05"))
    page = Browser(office).get("inbox", "norton")
    subjects = ("URGENT collecting today", "Ordinary 0", "Ordinary 1", "Ordinary 2")
    assert places(page.words, *subjects)[0] == "URGENT collecting today"
    assert "Ring Samina Khan: 01632 960456" in page.words
    with tenancy.atomic(school.id):
        receipt = Dispatch.objects.filter(notice="receipt", subject__contains="URGENT").get().body
    # Two working days, and five, from Tuesday 3 March.
    assert "You will hear from a person by Thursday 5 March, 3.15 pm." in receipt
    assert "You will have an answer by Tuesday 10 March, 3.15 pm at the latest." in receipt
    assert "If it is urgent, ring the school office: 01935 881815." in receipt


@pytest.mark.clause("TEC-184")
def test_a_label_of_ones_own_hides_no_date_and_is_nobody_elses(at: Clock) -> None:
    desk = browsing.desk(now=london("2026-03-02 09:00"))
    at("2026-03-02 10:00")
    Browser(desk.office).post("assign", "wyton", desk.case.id, owner=str(desk.teacher.staff_id))
    colleague = Browser(desk.office)
    before = {name: colleague.get(name, "wyton").words for name in ("inbox", "overdue")}
    browser = Browser(desk.teacher)
    browser.post("put-label", "wyton", desk.case.id, label="When I have time")
    assert {name: colleague.get(name, "wyton").words for name in before} == before
    assert "When I have time" not in colleague.get("case", "wyton", desk.case.id).words
    assert "Swimming lesson" in browser.get("inbox", "wyton", label="When I have time").words
    assert "Swimming lesson" in browser.get("inbox", "wyton").words
    assert "No open case fits" in browser.get("inbox", "wyton", label="Other").words

    at("2026-03-17 09:00")
    assert "Swimming lesson" in Browser(desk.office).get("overdue", "wyton").words
    assert "Swimming lesson" in Browser(desk.teacher).get("today", "wyton").words


def test_what_nobody_takes_is_told_to_the_office_after_an_hour_of_its_time_and_then_to_the_head(at: Clock) -> None:
    school = worlds.school()
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    head = worlds.staff(school, "Hilda Order", Role.HEAD)
    worlds.family(school)
    # The office is open until 4.30 pm, and again from 8.15.
    case = browsing.brought(school, mails.mail(), now=london("2026-03-02 16:00"))
    unowned.see_to(school.id, now=london("2026-03-02 16:01"))
    unowned.see_to(school.id, now=london("2026-03-03 08:44"))
    assert notes_to(office) == []
    unowned.see_to(school.id, now=london("2026-03-03 08:45"))
    assert [subject for subject, _ in notes_to(office)] == ["One message that nobody has"]
    unowned.see_to(school.id, now=london("2026-03-03 09:44"))
    assert notes_to(head) == []
    unowned.see_to(school.id, now=london("2026-03-03 09:45"))
    unowned.see_to(school.id, now=london("2026-03-03 12:00"))
    assert [subject for subject, _ in notes_to(head)] == ["One message that nobody has"]
    assert len(notes_to(office)) == 1
    at("2026-03-03 12:00")
    assert "A colleague was told of it" in Browser(office).get("case", "wyton", case.id).words


def test_what_somebody_has_taken_in_time_is_told_to_nobody(at: Clock) -> None:
    school = worlds.school()
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    worlds.family(school)
    case = browsing.brought(school, mails.mail(), now=london("2026-03-02 09:00"))
    unowned.see_to(school.id, now=london("2026-03-02 09:01"))
    at("2026-03-02 09:30")
    Browser(office).post("assign", "wyton", case.id, owner=str(office.staff_id))
    at("2026-03-02 11:00")
    Browser(office).post("assign", "wyton", case.id, owner="")
    unowned.see_to(school.id, now=london("2026-03-02 11:59"))
    assert notes_to(office) == []
    unowned.see_to(school.id, now=london("2026-03-02 12:00"))
    assert len(notes_to(office)) == 1
