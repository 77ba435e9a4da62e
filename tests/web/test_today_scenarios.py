"""Scenarios of the clauses that say who hears of what is due and late: pages, the worker's sweep on a clock, mail by SMTP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from tests.builders import browsing, forms, mails, reminding, worlds
from tests.builders.answering import delivered, london
from tests.builders.browsing import Browser
from tests.builders.forms import MOTHER, NEIGHBOUR
from tests.builders.sending import PostOffice, post_office

from bookbag.people.models import Contact
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
SAMINA = "samina.khan@home.example"


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A mail server on this machine."""
    with post_office() as opened:
        yield opened


@dataclass(frozen=True)
class House:
    """A school with the people who hear of things."""

    school: School
    office: Actor
    head: Actor
    leader: Actor
    teacher: Actor
    dsl: Actor

    def write(self, when: str, *, subject: str = "Swimming lesson") -> UUID:
        """An e-mail that came at this time; its case."""
        raw = mails.mail(to=self.school.email, subject=subject, message_id=f"{subject.replace(' ', '')}@home.example")
        return browsing.brought(self.school, raw, now=london(when)).id

    def give(self, case: UUID, to: Actor) -> None:
        Browser(self.office).post("assign", self.school.slug, case, owner=str(to.staff_id))

    def page(self, who: Actor, name: str, *ids: UUID, **query: str) -> str:
        return Browser(who).get(name, self.school.slug, *ids, **query).words


def house(slug: str, pack: str) -> House:
    school = worlds.school(slug, packs=(pack,))
    worlds.family(school)
    return House(
        school,
        office=worlds.staff(school, "Olive Trent", Role.OFFICE),
        head=worlds.staff(school, "Hugh Marsh", Role.HEAD),
        leader=worlds.staff(school, "Lena Ford", Role.SENIOR_LEADER),
        teacher=worlds.staff(school, "Tess Barrow", Role.TEACHER),
        dsl=worlds.staff(school, "Dina Sole", Role.DSL),
    )


@pytest.fixture
def norton() -> House:
    """Norton: in from 8.45 am to 3.15 pm."""
    made = house("norton", "norton-west-chinnock")
    made.school.opens = made.school.office_opens = time(8, 45)
    made.school.closes = made.school.office_closes = time(15, 15)
    made.school.save()
    return made


@pytest.fixture
def spring() -> House:
    return house("spring", "spring-partnership")


@pytest.fixture
def wyton() -> House:
    return house("wyton", "wyton")


def hold(here: House, case: UUID, kind: str, *, now: datetime) -> None:
    """Answer the family, in full or not, and let it leave."""
    browser, slug = Browser(here.office), here.school.slug
    browser.post("begin-reply", slug, case, body="Dear Mrs Khan, thank you.")
    words = {"subject": "Re: it", "body": "Dear Mrs Khan, thank you.", "kind": kind, "to": [SAMINA], "do": "send"}
    page = browser.post("reply", slug, case, **words, seen=now.isoformat())
    asked = {str(each["name"]): "We must ask first." for each in page.controls if "reason_" in str(each.get("name"))}
    if asked:
        browser.post("reply", slug, case, **words | asked, seen=now.isoformat())
    assert delivered(here.school, now=now + timedelta(minutes=1))


@pytest.mark.clause("NWC-003")
def test_a_part_timer_is_left_alone_and_the_office_acknowledges_in_their_place(
    norton: House, at: Clock, post: PostOffice
) -> None:
    at("2026-03-02 09:00")
    week = {"from_day": "2026-03-02"}
    week |= {f"{name}_{day}": when for day in (0, 1) for name, when in (("starts", "08:45"), ("ends", "15:15"))}
    Browser(norton.head).post("staff-week", "norton", norton.teacher.staff_id, **week)

    case = norton.write("2026-03-03 14:30")
    now = at("2026-03-03 15:00")
    norton.give(case, norton.teacher)
    words = norton.page(norton.office, "case", case)
    assert "Acknowledge it by Thursday 3.15 pm" in words
    assert "Answer it by Tuesday 10 March, 3.15 pm" in words

    reminding.swept(norton.school, post, now, london("2026-03-06 18:00"))
    notes = reminding.reached(post)
    assert "tess.barrow@norton.bookbag.test" not in notes
    first, *_ = notes["olive.trent@norton.bookbag.test"]
    assert "Acknowledge an e-mail of Tuesday 3 March: due Thursday 5 March, 3.15 pm (NWC-013)" in first
    assert "Whoever has it is not in before it is due, so please see to it in their place." in first

    at("2026-03-04 09:00")
    today = norton.page(norton.office, "today")
    assert "To see to in a colleague’s place" in today
    assert "Tess Barrow (next in Monday 9 March)" in today
    assert "next in Monday 9 March" in norton.page(norton.office, "inbox", which="all")

    reminding.swept(norton.school, post, london("2026-03-09 08:00"), london("2026-03-09 09:00"))
    (note,) = reminding.reached(post)["tess.barrow@norton.bookbag.test"]
    assert "Answer an e-mail of Tuesday 3 March: due Tuesday 10 March, 3.15 pm (NWC-014)" in note


@pytest.mark.clause("NWC-005")
def test_a_weekend_is_a_weekend_but_for_those_who_take_emergencies(norton: House, at: Clock, post: PostOffice) -> None:
    at("2026-03-05 09:00")
    assert "Nobody is on it" in norton.page(norton.head, "set-up")
    for who in (norton.head, norton.dsl):
        Browser(who).post("accept-emergencies", "norton", from_day="2026-03-05", until_day="")
    assert "Nobody is on it" not in norton.page(norton.head, "set-up")

    friday = at("2026-03-06 20:00")
    case = norton.write("2026-03-06 20:00")
    reminding.swept(norton.school, post, friday, london("2026-03-09 08:44"), step=4)
    assert reminding.reached(post) == {}
    (receipt,) = reminding.reached(post, at=SAMINA)[SAMINA]
    assert "Nobody reads this until Monday 9 March, 8.45 am." in receipt
    assert "ring 999" in receipt
    assert "01632 960999 at night" in receipt
    at("2026-03-09 08:45")
    assert "Swimming lesson" not in norton.page(norton.office, "overdue")
    assert "late:" not in norton.page(norton.office, "case", case)

    # Nothing finds a likely concern by itself yet: here the parent says so, on the school's form, at the same hour.
    forms.send(MOTHER | {"topic": "danger"}, at, "2026-03-06 20:00", slug="norton")
    reminding.swept(norton.school, post, friday, london("2026-03-08 23:00"))
    notes = reminding.reached(post)
    assert set(notes) == {"hugh.marsh@norton.bookbag.test", "dina.sole@norton.bookbag.test"}
    assert all(len(each) == 1 and each[0].startswith("Please look at the desk now") for each in notes.values())


def test_whoever_calls_a_case_a_safeguarding_matter_reads_who_was_told(norton: House, at: Clock) -> None:
    at("2026-03-06 20:00")
    case = norton.write("2026-03-06 19:00")
    browser = Browser(norton.head)
    nobody = browser.post("categorise", "norton", case, category="safeguarding").words
    assert "Nobody takes emergencies now, so nobody was told. If a child is in danger ring 999." in nobody
    Browser(norton.dsl).post("accept-emergencies", "norton", from_day="2026-03-06", until_day="")
    browser.post("categorise", "norton", case, category="enquiry")
    assert "Told at once: Dina Sole." in browser.post("categorise", "norton", case, category="safeguarding").words


@pytest.mark.clause("NWC-013")
def test_an_email_that_nobody_acknowledges_is_late_and_counted(norton: House, at: Clock) -> None:
    received = at("2026-05-01 10:00")
    case = norton.write("2026-05-01 10:00")
    assert delivered(norton.school, now=received), "the automatic receipt has gone, and stops nothing"
    words = norton.page(norton.office, "case", case)
    assert "Acknowledge it by Wednesday 3.15 pm" in words
    assert "Left out Sat 2, Sun 3 May: weekend Mon 4 May: May Day" in words

    at("2026-05-06 15:14")
    assert "Nothing is late." in norton.page(norton.office, "overdue")
    at("2026-05-06 15:16")
    board = norton.page(norton.office, "overdue")
    assert "late: today 3.15 pm" in board
    assert "Acknowledge it (NWC-013)" in board
    at("2026-05-29 12:00")
    head = Browser(norton.head)
    assert "May 20261010" in head.get("clause", "norton", "NWC-013").words


@pytest.mark.clause("NWC-014")
def test_a_late_thread_stands_on_the_headteachers_list(norton: House, at: Clock, post: PostOffice) -> None:
    at("2026-03-02 09:12")
    late, answered = norton.write("2026-03-02 09:10"), norton.write("2026-03-02 09:11", subject="Reading book")
    for case in (late, answered):
        norton.give(case, norton.teacher)
        hold(norton, case, "holding", now=at("2026-03-03 10:00"))
    assert "Acknowledge it: done" in norton.page(norton.office, "case", late)
    hold(norton, answered, "full", now=at("2026-03-09 14:00"))

    at("2026-03-09 15:14")
    assert "Swimming lesson" not in norton.page(norton.head, "today")
    at("2026-03-09 15:16")
    today = norton.page(norton.head, "today")
    assert "Late with others, and passed on to me" in today
    assert "late: today 3.15 pm" in today
    assert "Swimming lesson Tess Barrow" in today
    assert "Reading book" not in today
    assert "late: today 3.15 pm" in norton.page(norton.office, "case", late)
    assert "Answer it: done today 2.01 pm (NWC-014)" in norton.page(norton.office, "case", answered)

    reminding.swept(norton.school, post, london("2026-03-09 15:16"), london("2026-03-10 09:00"))
    (note,) = reminding.reached(post)["hugh.marsh@norton.bookbag.test"]
    assert "was due Monday 9 March, 3.15 pm (NWC-014). Late ones go to the head (NWC-014)." in note
    at("2026-03-10 09:00")
    assert "Hugh Marsh was told today 8.46 am" in norton.page(norton.teacher, "today")


@pytest.mark.clause("SPT-013")
def test_what_passes_two_school_days_is_told_to_the_owner_and_their_line_manager(
    spring: House, at: Clock, post: PostOffice
) -> None:
    at("2026-03-06 09:00")
    Browser(spring.head).post("staff-manager", "spring", spring.office.staff_id, manager=str(spring.leader.staff_id))
    cases = []
    for minutes, subject in ((0, "Cars before my drive"), (1, "The hedge")):
        forms.send(NEIGHBOUR | {"subject": subject}, at, f"2026-03-06 14:0{minutes}", slug="spring")
        cases.append(forms.latest(spring.school))
    for case in cases:
        spring.give(case, spring.office)
    reminding.swept(spring.school, post, london("2026-03-06 14:05"), london("2026-03-10 12:55"), step=30)
    post.taken.clear()
    hold_by_form(spring, cases[1], now=at("2026-03-10 13:00"))

    reminding.swept(spring.school, post, london("2026-03-10 13:05"), london("2026-03-10 14:05"), step=5)
    at("2026-03-10 14:05")
    board = spring.page(spring.head, "overdue")
    assert "late: today 2 pm" in board
    assert "Cars before my drive" in board
    assert "Lena Ford was told today 2 pm" in board
    assert "Olive Trent was told today 2 pm" in board
    assert "The hedge" not in board
    notes = reminding.reached(post)
    assert set(notes) == {"olive.trent@spring.bookbag.test", "lena.ford@spring.bookbag.test"}
    assert "You manage whoever has it (SPT-013)." in notes["lena.ford@spring.bookbag.test"][0]


def hold_by_form(here: House, case: UUID, *, now: datetime) -> None:
    """Answer somebody whom nobody knows, and say why that is right."""
    browser, slug, to = Browser(here.office), here.school.slug, NEIGHBOUR["email"]
    browser.post("begin-reply", slug, case, body="Dear Ms Pike, thank you.")
    words = {"subject": "Re: it", "body": "Dear Ms Pike, thank you.", "kind": "full", "to": [to], "do": "send"}
    browser.post("reply", slug, case, **words, seen=now.isoformat())
    assert delivered(here.school, now=now + timedelta(minutes=1))


@pytest.mark.clause("SPT-031")
def test_a_letter_that_nobody_answers_is_told_to_the_senior_leaders(spring: House, at: Clock, post: PostOffice) -> None:
    at("2026-02-12 14:00")
    letter = {"from_name": "Samina Khan", "subject": "The hall", "text": "Dear school", "category": "enquiry"}
    office = Browser(spring.office)
    office.post("new-letter", "spring", **letter, received_on="2026-02-12", received_time="14:00", do="enter")
    (case,) = [each.id for each in browsing.rows(spring.school)]
    office.post("match", "spring", case, contact=str(contact(spring)), address="")
    spring.give(case, spring.teacher)
    assert "Answer it by Monday 23 February, 2 pm" in spring.page(spring.teacher, "case", case)

    at("2026-02-23 13:59")
    assert "Nothing is late." in spring.page(spring.office, "overdue")
    reminding.swept(spring.school, post, london("2026-02-12 14:01"), london("2026-02-23 14:01"))
    reminding.swept(spring.school, post, london("2026-02-23 14:01"), london("2026-02-23 14:01"))
    at("2026-02-23 14:01")
    assert "late: today 2 pm" in spring.page(spring.leader, "today")
    notes = reminding.reached(post)
    for leader in ("lena.ford", "hugh.marsh"):
        (note,) = notes[f"{leader}@spring.bookbag.test"]
        assert "Late ones go to the senior leader (SPT-031)." in note


def contact(here: House) -> UUID:
    with tenancy.atomic(here.school.id):
        return Contact.objects.get(given_name="Samina").id


def test_two_working_days_before_the_ten_end_the_owner_is_asked_to_answer_or_explain(
    wyton: House, at: Clock, post: PostOffice
) -> None:
    # WYT-088 as far as its reminder goes; the delay note has a test of its own.
    received = at("2026-03-02 09:00")
    case = wyton.write("2026-03-02 09:00")
    wyton.give(case, wyton.office)
    hold(wyton, case, "holding", now=at("2026-03-03 10:00"))
    at("2026-03-11 12:00")
    assert "say why it takes longer" not in wyton.page(wyton.office, "today")
    reminding.swept(wyton.school, post, received, london("2026-03-12 09:00"))
    (note,) = reminding.reached(post)["olive.trent@wyton.bookbag.test"]
    assert (
        "Answer, or say why it takes longer: an e-mail of Monday 2 March: due Monday 16 March, 4 pm (WYT-087)" in note
    )
    at("2026-03-12 09:00")
    assert "Answer, or say why it takes longer" in wyton.page(wyton.office, "today")


@pytest.mark.clause("WYT-013")
def test_a_concern_that_passes_either_date_stands_on_the_overdue_board(wyton: House, at: Clock) -> None:
    forms.send(MOTHER | {"topic": "concern"}, at, "2026-03-02 09:00")
    words = wyton.page(wyton.office, "case", forms.latest(wyton.school))
    assert "Acknowledge it by Wednesday 4 pm" in words
    assert "Answer it by Monday 16 March, 4 pm" in words
    at("2026-03-04 16:00")
    assert "Nothing is late." in wyton.page(wyton.office, "overdue")
    at("2026-03-04 16:01")
    assert "Acknowledge it (WYT-013)" in wyton.page(wyton.office, "overdue")
    at("2026-03-16 16:01")
    assert "Answer it (WYT-013)" in wyton.page(wyton.office, "overdue")


@pytest.mark.clause("WYT-173")
def test_a_matter_of_the_public_that_is_missed_stands_on_the_overdue_board(wyton: House, at: Clock) -> None:
    # The scenario's neighbour writes an e-mail, of which nobody can tell that it is a neighbour's; on the form they say so.
    forms.send(NEIGHBOUR, at, "2026-03-02 09:00")
    words = wyton.page(wyton.office, "case", forms.latest(wyton.school))
    assert "Acknowledge it by Wednesday 4 pm" in words
    assert "Answer it by Monday 16 March, 4 pm" in words
    at("2026-03-04 16:01")
    assert "Acknowledge it (WYT-173)" in wyton.page(wyton.office, "overdue")
    at("2026-03-16 16:01")
    assert "Answer it (WYT-173)" in wyton.page(wyton.office, "overdue")


@pytest.mark.clause("WYT-083")
def test_what_nobody_acknowledged_is_shown_to_the_office(wyton: House, at: Clock) -> None:
    at("2026-05-21 10:00")
    case = wyton.write("2026-05-21 10:00")
    wyton.give(case, wyton.teacher)
    at("2026-06-01 16:00")
    assert "Swimming lesson" not in wyton.page(wyton.office, "today")
    at("2026-06-01 16:01")
    assert "late: today 4 pm" in wyton.page(wyton.office, "today")
    assert "Late with others, and passed on to me" in wyton.page(wyton.office, "today")
