"""Scenarios of the clauses on two homes and court orders, on the pages.

A notice to a whole class is not built yet; where a scenario has "the Year 4 letter" the school writes home about pupil A
alone, by the same door, and everything that the scenario says of pupil A's two homes is held to here.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import browsing, families, homes, mails
from tests.builders.answering import delivered
from tests.builders.browsing import Browser
from tests.builders.homes import OMAR, SAMINA

from bookbag.record.models import Entry
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]
LEFT_OUT = "1 adult left out; the office knows why"


def record(home: homes.Homes) -> list[str]:
    with tenancy.atomic(home.school.id):
        return list(Entry.objects.order_by("at", "id").values_list("act", flat=True))


@pytest.mark.clause("SPT-016")
def test_an_order_takes_a_father_off_exactly_what_it_covers_until_the_day_after_its_end(at: At) -> None:
    home = homes.homes()
    at("2026-01-12 09:00")
    homes.order(
        Browser(home.dsl),
        home,
        "events on site",
        evidence="The order of 12 January, on paper.",
        starts="2026-01-12",
        ends="2026-03-20",
    )
    now = at("2026-03-03 09:00")
    teacher = Browser(home.teacher)

    about = homes.begun(teacher, home, "event", "Year 4 assembly")
    page = teacher.get("reply", "spring", about)
    assert homes.offered(page) == [SAMINA]
    assert LEFT_OUT in page.words
    assert "court" not in page.words.lower()
    addressed = homes.send(teacher, about, "Come to our assembly.", now=now, other=OMAR)
    assert f"{LEFT_OUT}. Ring the office before you contact Omar Khan." in addressed.words
    assert homes.sent(home.school) == []
    homes.send(teacher, about, "Come to our assembly.", now=now, to=[SAMINA])
    assert [each.to_address for each in homes.sent(home.school)] == [SAMINA]
    assert "copy_withheld" in record(home)
    assert "A copy was withheld" in teacher.get("case-record", "spring", about).words

    report = homes.begun(teacher, home, "report", "Yearly report")
    page = teacher.get("reply", "spring", report)
    assert homes.ticked(page) == [OMAR, SAMINA]
    assert LEFT_OUT not in page.words
    homes.send(teacher, report, "Amira has done well.", now=now)
    assert sorted(each.to_address for each in homes.sent(home.school)) == [OMAR, SAMINA, SAMINA]

    for day, told in (("2026-03-20 09:00", [SAMINA]), ("2026-03-21 09:00", [OMAR, SAMINA])):
        at(day)
        teacher = Browser(home.teacher)
        again = homes.begun(teacher, home, "event", "Spring fair")
        assert homes.ticked(teacher.get("reply", "spring", again)) == told


@pytest.mark.clause("SPT-016")
def test_an_order_that_nobody_has_seen_does_not_hold_and_is_a_task_for_the_dsl(at: At) -> None:
    home = homes.homes()
    at("2026-03-02 09:00")
    office, dsl, teacher = Browser(home.office), Browser(home.dsl), Browser(home.teacher)
    homes.order(
        office, home, "events on site", said="His mother, by telephone.", starts="2026-03-02", ends="2026-08-31"
    )

    task = "Somebody says there is an order about Omar Khan: ask to see it"
    assert task in dsl.get("today", "spring").words
    assert task in Browser(home.head).get("today", "spring").words
    for other in (office, teacher):
        assert "court" not in other.get("today", "spring").words.lower()
    case = homes.begun(teacher, home, "event", "Year 4 assembly")
    assert homes.ticked(teacher.get("reply", "spring", case)) == [OMAR, SAMINA]

    (kept,) = homes.orders(home.school)
    refused = dsl.post("see-order", "spring", kept.id, evidence=" ", ends_on="2026-08-31")
    assert "One adult's word is not evidence" in refused.words.replace("’", "'")
    dsl.post("see-order", "spring", kept.id, evidence="The order, on paper, with the seal.", ends_on="2026-08-31")
    assert task not in dsl.get("today", "spring").words
    case = homes.begun(teacher, home, "event", "Year 4 assembly")
    page = teacher.get("reply", "spring", case)
    assert homes.ticked(page) == [SAMINA]
    assert LEFT_OUT in page.words


@pytest.mark.clause("SPT-029")
def test_a_letter_goes_to_both_homes_alike_and_only_an_order_leaves_one_out(at: At) -> None:
    home = homes.homes()
    at("2026-03-02 09:00")
    homes.apart(home, "2026-03-02")
    now = at("2026-03-03 09:00")
    teacher = Browser(home.teacher)
    case = homes.begun(teacher, home, "child", "Swimming")
    assert homes.ticked(teacher.get("reply", "spring", case)) == [OMAR, SAMINA]

    taken_off = homes.send(teacher, case, "Swimming starts on 9 March.", now=now, to=[SAMINA])
    assert "Omar Khan would not get this." in taken_off.words
    assert "only a court order leaves one out" in taken_off.words
    assert "(SPT-029)" in taken_off.words
    assert homes.sent(home.school) == []

    greeted = homes.send(teacher, case, "Dear Samina, swimming starts on 9 March.", now=now, to=[OMAR, SAMINA])
    assert "These words say “Dear Samina”, and both homes read them." in greeted.words
    assert homes.sent(home.school) == []

    homes.send(teacher, case, "Dear parents, swimming starts on 9 March.", now=now, to=[OMAR, SAMINA])
    father, mother = homes.sent(home.school)
    assert (father.to_address, mother.to_address) == (OMAR, SAMINA)
    assert (father.subject, father.body) == (mother.subject, mother.body)
    for copy, name in ((father, "samina"), (mother, "omar")):
        whole = f"{copy.subject}{copy.body}{copy.to_name}{copy.reply_to}{copy.in_reply_to}{copy.references}".lower()
        assert name not in whole


@pytest.mark.clause("SPT-029")
def test_please_do_not_tell_his_father_is_answered_to_her_alone_and_adding_him_asks_why(at: At) -> None:
    home = homes.homes()
    at("2026-03-02 09:00")
    homes.apart(home, "2026-03-02")
    now = at("2026-03-03 09:00")
    father = families.by_slip(home.school, home.family.contacts["Omar"], home.office, now=now)
    before = seen_by(father)
    secret = mails.mail(
        "Please do not tell his father that we move.", to="office@spring.bookbag.test", subject="Moving"
    )
    case = browsing.brought(home.school, secret, now=now).id
    delivered(home.school, now=now)

    teacher = Browser(home.teacher)
    teacher.post("begin-reply", "spring", case, body="Dear Mrs Khan, thank you.")
    page = teacher.get("reply", "spring", case)
    assert homes.offered(page) == [SAMINA]
    assert "Omar" not in page.words

    held = homes.send(teacher, case, "Thank you for telling me.", now=now, other=OMAR)
    assert "Omar Khan is of Amira’s other home and did not write. Say why they get a copy of their own" in held.words
    assert homes.sent(home.school) == []
    homes.send(teacher, case, "Thank you for telling me.", now=now, to=[SAMINA])
    assert [each.to_address for each in homes.sent(home.school)] == [SAMINA]
    delivered(home.school, now=now + timedelta(minutes=1))
    assert seen_by(father) == before


@pytest.mark.clause("SPT-029")
def test_added_with_a_reason_he_gets_a_mail_of_his_own(at: At) -> None:
    home = homes.homes()
    at("2026-03-02 09:00")
    homes.apart(home, "2026-03-02")
    now = at("2026-03-03 09:00")
    case = browsing.brought(home.school, mails.mail(to="office@spring.bookbag.test"), now=now).id
    teacher = Browser(home.teacher)
    teacher.post("begin-reply", "spring", case, body="Thank you, we have noted it.")
    held = homes.send(teacher, case, "Thank you, we have noted it.", now=now, other=OMAR)
    given = homes.reasons(held, "She asked us to write to both.")
    assert len(given) == 1
    homes.send(teacher, case, "Thank you, we have noted it.", now=now, to=[SAMINA, OMAR], **given)
    father, mother = homes.sent(home.school)
    assert (father.to_address, mother.to_address) == (OMAR, SAMINA)
    assert (father.in_reply_to, father.references) == ("", [])
    assert mother.in_reply_to == "first@home.example"


def seen_by(client: Client) -> list[bytes]:
    """Every page of a family but for what differs from one asking to the next."""
    pages = ("family", "family-messages", "family-details", "family-write", "family-privacy")
    return [
        re.sub(
            rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"',
            b"",
            client.get(reverse(name, args=["spring"])).content,
        )
        for name in pages
    ]


def letter_with_the_fathers_copy_bouncing(home: homes.Homes, at: At) -> None:
    at("2026-03-02 09:00")
    homes.apart(home, "2026-03-02")
    now = at("2026-03-03 09:00")
    office = Browser(home.office)
    case = homes.begun(office, home, "child", "Swimming")
    homes.send(office, case, "Dear parents, swimming starts on 9 March.", now=now)
    delivered(home.school, now=now + timedelta(minutes=1))
    father = homes.sent(home.school)[0]
    mails.arrive(
        mails.bounce_of(father.message_id, OMAR),
        home.school,
        now=now + timedelta(minutes=2),
        recipient="office@spring.bookbag.test",
    )


@pytest.mark.clause("SPT-030")
def test_a_copy_that_has_not_arrived_after_one_school_day_is_overdue_by_name(at: At) -> None:
    home = homes.homes()
    letter_with_the_fathers_copy_bouncing(home, at)
    at("2026-03-04 08:59")
    office = Browser(home.office)
    assert "have not arrived" not in office.get("overdue", "spring").words
    at("2026-03-04 09:00")
    board = office.get("overdue", "spring").words
    assert "Copies of letters home that have not arrived" in board
    assert "Omar Khan (Amira, 4B) Swimming Came back undelivered" in board
    assert "Samina" not in board


@pytest.mark.clause("SPT-030")
def test_posted_at_ten_to_nine_the_pair_is_complete_with_both_dates(at: At) -> None:
    home = homes.homes()
    letter_with_the_fathers_copy_bouncing(home, at)
    at("2026-03-04 08:50")
    office = Browser(home.office)
    copy = next(each for each in homes.copies(home.school) if each.contact.given_name == "Omar")
    case = homes.sent(home.school)[0].about
    assert "Not complete yet." in office.get("case", "spring", case).words
    paper = office.get("copy-paper", "spring", copy.id).words
    assert "Omar Khan" in paper
    assert "swimming starts on 9 March" in paper
    assert "Samina" not in paper
    page = office.post("copy-posted", "spring", copy.id, on="2026-03-04")
    assert "Omar Khan: by post, Wednesday 4 March" in page.words
    assert "Samina Khan: by e-mail, Tuesday 3 March" in page.words
    assert "Complete: everybody has it." in page.words
    at("2026-03-04 09:00")
    assert "have not arrived" not in office.get("overdue", "spring").words
    assert "A copy was posted" in office.get("case-record", "spring", case).words


def test_each_adult_finds_their_own_copy_on_the_family_pages_and_nothing_of_the_other(at: At) -> None:
    home = homes.homes()
    at("2026-03-02 09:00")
    homes.apart(home, "2026-03-02")
    now = at("2026-03-03 09:00")
    case = browsing.brought(home.school, mails.mail(to="office@spring.bookbag.test"), now=now).id
    office = Browser(home.office)
    office.post("begin-reply", "spring", case, body="Thank you for telling us.")
    homes.send(office, case, "Thank you for telling us.", now=now, to=[SAMINA])
    letter = homes.begun(office, home, "child", "Swimming")
    homes.send(office, letter, "Dear parents, swimming starts on 9 March.", now=now)
    delivered(home.school, now=now + timedelta(minutes=1))
    read = {}
    for name in ("Samina", "Omar"):
        client = families.by_slip(home.school, home.family.contacts[name], home.office, now=now)
        read[name] = client.get(reverse("family-messages", args=["spring"])).content.decode()
        assert "swimming starts on 9 March" in read[name]
    assert "Thank you for telling us." in read["Samina"]
    assert "Thank you for telling us." not in read["Omar"]
    assert "sore ear" not in read["Omar"]
    assert "Omar" not in read["Samina"]
    assert "Samina" not in read["Omar"]
