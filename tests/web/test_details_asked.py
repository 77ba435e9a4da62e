"""Once a year families are asked whether their details are right: nothing of them in a mail, only their own behind a code."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import browsing, families, worlds
from tests.builders.browsing import Browser

from bookbag.desk.actions import detail_asking
from bookbag.outbox.models import Dispatch
from bookbag.people.models import Contact, ContactPoint, Pupil, Restriction
from bookbag.people.points import compared
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")

At = Callable[[str], datetime]
WITHOUT_MAIL = [f"Adult{letter} Vale" for letter in "ABCDEFGHIJKL"]


@pytest.fixture
def spring() -> tuple[School, Actor]:
    """Two parents with e-mail, one with whom the office comes first, and the scenario's 12 without e-mail."""
    school = worlds.school("spring", packs=("spring-partnership",))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    known = worlds.family(school, adults=("Samina Khan", "Omar Khan", "Piet Moss"))
    worlds.family(school, "Ben Vale", tuple(WITHOUT_MAIL), class_name="2A")
    head = worlds.staff(school, "Hetty Marsh", Role.HEAD)
    with tenancy.atomic(school.id, sight=worlds.Sight.CONFIDENTIAL):
        ContactPoint.objects.filter(contact__family_name="Vale").delete()
        hold(school, known.contacts["Samina"], "telephone", "07700 900123")
        hold(school, known.contacts["Omar"], "telephone", "07700 900456")
        Restriction.objects.create(
            school=school,
            sight=1,
            pupil=known.pupil,
            contact=known.contacts["Piet"],
            scope=["everything"],
            evidence="Order of 12 January 2026",
            checked_by_id=head.staff_id,
            starts_on=date(2026, 1, 12),
            ends_on=date(2027, 1, 12),
            review_on=date(2026, 12, 1),
        )
    return school, office


def hold(school: School, contact: Contact, kind: str, value: str) -> None:
    ContactPoint.objects.create(school=school, contact=contact, kind=kind, value=value, folded=compared(kind, value))


def run(school: School, now: datetime) -> int:
    """What the job of the morning does."""
    asked = 0
    while some := detail_asking.ask_due(school.id, now=now):
        asked += some
    return asked


def mails(school: School) -> list[Dispatch]:
    with tenancy.atomic(school.id):
        return list(Dispatch.objects.filter(notice="details_check").order_by("to_address"))


def contact_id(school: School, given: str) -> UUID:
    with tenancy.atomic(school.id):
        return Contact.objects.get(given_name=given).id


def between(words: str, start: str, end: str) -> str:
    return words.partition(start)[2].partition(end)[0]


@pytest.mark.clause("SPT-051")
def test_the_yearly_asking(spring: tuple[School, Actor], at: At) -> None:
    # The print run belongs to a later part: the sheets are a page that the office prints.
    school, office = spring
    at("2026-09-01 10:00")
    desk = Browser(office)
    assert "When were families last asked?" in desk.get("detail-checks", "spring").words
    said = desk.post("detail-checks", "spring", day="2025-09-08").words
    assert "once a year whether their own details are right (SPT-051)" in said
    assert "Next on Tuesday 8 September 2026" in said

    assert run(school, at("2026-09-07 09:40")) == 0
    assert mails(school) == []
    assert run(school, at("2026-09-08 09:40")) == 14
    desk = Browser(office)
    assert run(school, at("2026-09-08 09:41")) == 0, "asked twice"

    assert [mail.to_address for mail in mails(school)] == ["omar.khan@home.example", "samina.khan@home.example"]
    for mail in mails(school):
        words = f"{mail.subject} {mail.body}"
        for detail in ("Khan", "Samina", "Omar", "Amira", "07700", "home.example", "4B"):
            assert detail not in words, f"{detail} stands in the mail"
        assert "/spring/family/details" in mail.body

    sheets = desk.get("detail-sheets", "spring").words
    assert "12 sheets to print" in sheets
    assert all(name in sheets for name in WITHOUT_MAIL)
    assert "Khan" not in sheets

    evening = at("2026-09-08 18:00")
    samina, omar = (families.signed_in(school, f"{who}.khan@home.example", now=evening) for who in ("samina", "omar"))
    shown = samina.get("/spring/family/details").content.decode()
    assert "These are right" in shown
    assert "07700 900123" in shown
    assert "Change" in shown
    assert "07700 900456" not in shown
    assert "Omar" not in shown
    samina.post("/spring/family/details/right")
    assert "These are right" not in samina.get("/spring/family/details").content.decode()

    change(school, omar, "Omar", "07700 900789")
    assert "1 adult changed their details" in desk.get("today", "spring").words

    at("2026-09-09 08:30")
    desk = Browser(office)
    words = desk.get("detail-checks", "spring").words
    assert "Omar Khan" in between(words, "Changed something 1", "Not asked")
    assert "was 07700 900456" in words
    skipped = between(words, "Not asked 1", "No answer yet")
    assert "Piet Moss" in skipped
    assert "Ring the office before you contact Piet Moss." in skipped
    assert "Order of" not in words
    assert "Samina Khan" in words.rpartition("Said that all is right 1")[2]
    assert all(name in between(words, "No answer yet 12", "Said that") for name in WITHOUT_MAIL)

    desk.post("detail-seen", "spring", contact_id(school, "Omar"))
    assert "changed their details" not in desk.get("today", "spring").words


def change(school: School, family: Client, given: str, value: str) -> None:
    with tenancy.atomic(school.id):
        point = ContactPoint.objects.get(contact__given_name=given, kind="telephone")
    answer = family.post(reverse("family-change", args=["spring", point.id]), {"value": value})
    assert answer.status_code == 302, answer.content


def asked(spring: tuple[School, Actor], at: At) -> tuple[School, Browser]:
    """The round of 8 September 2026 has been asked."""
    school, office = spring
    at("2026-09-01 10:00")
    desk = Browser(office)
    desk.post("detail-checks", "spring", day="2025-09-08")
    run(school, at("2026-09-08 09:40"))
    return school, Browser(office)


def test_a_slip_that_came_back_is_entered(spring: tuple[School, Actor], at: At) -> None:
    school, desk = asked(spring, at)
    words = desk.post("detail-right", "spring", contact_id(school, "AdultA")).words
    assert "No answer yet 13" in words
    assert "entered by Olive Trent" in words
    assert "11 sheets to print" in words
    assert "AdultA" not in desk.get("detail-sheets", "spring").words


def test_whoever_was_left_out_is_asked_by_hand(spring: tuple[School, Actor], at: At) -> None:
    school, desk = asked(spring, at)
    assert "Not asked 0" in desk.post("detail-ask", "spring", contact_id(school, "Piet")).words
    assert "piet.moss@home.example" in [mail.to_address for mail in mails(school)]


def test_the_next_asking_is_a_year_later(spring: tuple[School, Actor], at: At) -> None:
    school, desk = asked(spring, at)
    assert "Next on Wednesday 8 September 2027" in desk.get("detail-checks", "spring").words
    assert run(school, at("2027-09-07 09:40")) == 0
    assert run(school, at("2027-09-08 09:40")) > 0


def test_an_address_that_two_share_gets_no_mail(spring: tuple[School, Actor], at: At) -> None:
    school, _ = spring
    with tenancy.atomic(school.id):
        ContactPoint.objects.filter(kind="email", contact__family_name="Khan").update(
            value="khans@home.example", folded="khans@home.example"
        )
    _, desk = asked(spring, at)
    assert mails(school) == []
    assert "14 sheets to print" in desk.get("detail-sheets", "spring").words


def test_an_address_that_rests_gets_no_mail(spring: tuple[School, Actor], at: At) -> None:
    school, _ = spring
    with tenancy.atomic(school.id):
        ContactPoint.objects.filter(contact__given_name="Omar").update(resting_since=worlds.NOW)
    asked(spring, at)
    assert [mail.to_address for mail in mails(school)] == ["samina.khan@home.example"]


def test_a_family_that_has_left_is_not_asked(spring: tuple[School, Actor], at: At) -> None:
    school, _ = spring
    with tenancy.atomic(school.id):
        Pupil.objects.filter(called="ben").update(left_on=date(2026, 7, 21))
    _, desk = asked(spring, at)
    assert "Vale" not in desk.get("detail-checks", "spring").words


def test_killed_in_the_middle_it_goes_on(spring: tuple[School, Actor], at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    school, office = spring
    monkeypatch.setattr(detail_asking, "BATCH", 5)
    at("2026-09-01 10:00")
    Browser(office).post("detail-checks", "spring", day="2025-09-08")
    assert detail_asking.ask_due(school.id, now=at("2026-09-08 09:40")) == 5
    assert run(school, at("2026-09-09 09:40")) == 9, "the rest a day later"
    assert len(mails(school)) == 2


@pytest.mark.parametrize(("day", "says"), [("2026-09-02", "Enter a day that has been."), ("", "Enter the day.")])
def test_a_wrong_day_is_refused(spring: tuple[School, Actor], at: At, day: str, says: str) -> None:
    at("2026-09-01 10:00")
    assert says in Browser(spring[1]).post("detail-checks", "spring", day=day).words


def test_where_no_policy_asks_nobody_is_asked(at: At) -> None:
    desk = browsing.desk()
    at("2026-09-01 10:00")
    assert "No policy in force asks families for this." in Browser(desk.office).get("detail-checks", "wyton").words
    assert run(desk.school, at("2027-09-08 09:40")) == 0
