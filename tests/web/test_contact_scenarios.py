"""Scenarios of the clauses on the ways in which families reach the school, on the days and hours that they name."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import answering, browsing, forms, mails, worlds
from tests.builders.answering import london
from tests.builders.browsing import Browser
from tests.builders.forms import MOTHER, NEIGHBOUR

from bookbag.desk.models import Case
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


@pytest.mark.clause("WYT-055")
def test_a_form_on_a_sunday_gets_its_receipt_within_a_minute_and_anybody_may_write(at: Clock) -> None:
    school = worlds.school()
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    worlds.family(school)
    forms.send(MOTHER, at, "2026-03-08 21:00")
    receipt = forms.receipts(school)[-1]
    assert "Nobody reads this until Monday 9 March, 8.15 am." in receipt
    sent = london("2026-03-08 21:00") + timedelta(minutes=1)
    assert answering.delivered(school, now=sent) == 1
    forms.send(NEIGHBOUR, at, "2026-03-08 21:05")
    inbox = Browser(office).get("inbox", "wyton").words
    assert "Swimming" in inbox
    assert "Cars before my drive" in inbox


@pytest.mark.clause("WYT-059")
def test_a_word_at_the_gate_is_in_the_childs_file_and_becomes_a_meeting(at: Clock) -> None:
    school = worlds.school()
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    child = worlds.family(school, teacher=teacher).pupil
    worlds.family(school, "Finn Doyle", ("Una Doyle",), class_name="3B")
    at("2026-03-02 08:40")
    browser = Browser(teacher)
    assert "A word at the gate" in browser.get("today", "wyton").words
    assert "Finn Doyle" not in browser.get("gate", "wyton").words
    browser.post("gate", "wyton", pupil=str(child.id), text="Amira slept badly")
    at("2026-03-02 10:00")
    page = browser.get("child", "wyton", child.id).words
    assert "today 8.40 am Word at the gate Amira slept badly" in page
    with tenancy.atomic(school.id):
        case = Case.objects.get()
    assert (case.state, case.owner_id) == ("closed", teacher.staff_id)
    browser.post("make-it-a-meeting", "wyton", case.id)
    draft = browser.client.get(reverse("reply", args=["wyton", case.id])).content.decode()
    assert "You told us: “Amira slept badly”" in draft


@pytest.mark.clause("NWC-026")
def test_an_informal_message_is_in_the_offices_queue_and_counted_as_nobodys(at: Clock) -> None:
    school = worlds.school("norton", packs=("norton-west-chinnock",))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    worlds.family(school, teacher=teacher)
    at("2026-03-02 19:40")
    given = {"way": "chat", "who": "Samina Khan", "text": "When does the trip leave?"}
    page = Browser(teacher).post("informal", "norton", **given)
    assert "It is with the school office now." in page.words
    assert "Next time please write to office@norton.bookbag.test, or ring 01632 960123." in page.words
    at("2026-03-03 09:00")
    browser = Browser(office)
    assert "WhatsApp or another chat to a member of staff" in browser.get("inbox", "norton", which="nobody").words
    with tenancy.atomic(school.id):
        case = Case.objects.get()
    assert case.opened_at == london("2026-03-02 19:40")
    shown = browser.get("case", "norton", case.id).words
    assert "sent a text or chat message yesterday 7.40 pm" in shown
    assert "1 informal approach to members of staff" in browser.get("contact", "norton").words
    assert "informal" not in browser.get("staff-member", "norton", teacher.staff_id).words


@pytest.mark.clause("WYT-084")
def test_a_fax_has_the_clocks_of_an_email_and_all_three_ways_stand_on_the_form(at: Clock) -> None:
    school = worlds.school()
    School.objects.filter(id=school.id).update(postal_address="Cambridge Square, Wyton", fax="01480 451004")
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    at("2026-03-02 10:00")
    letter = {"from_name": "Mrs Bell", "text": "About the fence.", "subject": "The fence", "category": "enquiry"}
    when = {"received_on": "2026-03-02", "received_time": "09:30"}
    page = Browser(office).post("new-letter", "wyton", **letter, **when, came_by="fax", do="enter").words
    assert "Mrs Bell sent a fax" in page
    assert "Acknowledge it by Wednesday 4 pm" in page
    assert "Answer it by Monday 16 March, 4 pm" in page
    shown = browsing.read(Client().get(reverse("write", args=["wyton"]))).words  # type: ignore[arg-type]  # the test client's own class
    for way in ("office@wyton.bookbag.test", "Cambridge Square, Wyton", "01480 451004"):
        assert way in shown


@pytest.mark.clause("NWC-010")
def test_an_email_a_call_and_a_meeting_stand_in_one_list_by_date(at: Clock) -> None:
    school = worlds.school("norton", packs=("norton-west-chinnock",))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    child = worlds.family(school).pupil
    raw = mails.mail(to="office@norton.bookbag.test", subject="Her reading")
    case = browsing.brought(school, raw, now=london("2026-03-02 09:00"))
    browser = Browser(office)
    at("2026-03-03 10:00")
    call = {
        "number": "withheld",
        "name": "Samina Khan",
        "purpose": "Her coat",
        "child": "Amira",
        "pupil": str(child.id),
    }
    browser.post("new-call", "norton", **call)
    at("2026-03-05 15:00")
    browser.post("log-talk", "norton", case.id, text="We met, and agreed on ten minutes each evening.")
    words = browser.get("child", "norton", child.id).words
    rows = words[words.index("Every contact, by date") :]
    places = [rows.index(way) for way in ("E-mail Her reading", "Call Her coat", "Call or meeting from the school")]
    assert places == sorted(places)
    assert "Monday 2 March" in rows
