"""A court order from the first word of it to its end, on the pages: who does what, who reads what, and what is noted."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.builders import homes, worlds
from tests.builders.browsing import Browser
from tests.builders.homes import Homes

from bookbag.people.models import Restriction
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.record.models import Entry
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]
WHY = "He waited at the gate and shouted"
PAGES = ("order", "see-order", "stop-order", "review-order", "lift-order")


@pytest.fixture
def home(at: At) -> Homes:
    at("2026-03-02 10:00")
    return homes.homes()


def said(home: Homes, *scope: str) -> Restriction:
    """What the office passes on of a telephone call."""
    homes.order(Browser(home.office), home, *scope, said=WHY, starts="2026-03-02", ends="2026-08-31")
    return homes.orders(home.school)[-1]


def seen(home: Homes, *scope: str, ends: str = "2026-08-31") -> Restriction:
    """An order that the safeguarding lead has seen."""
    evidence = "The order, on paper."
    homes.order(Browser(home.dsl), home, *scope, evidence=evidence, starts="2026-03-02", ends=ends)
    return homes.orders(home.school)[-1]


def held_back(home: Homes, about: str = "event") -> bool:
    """Whether a letter home would leave the father out."""
    teacher = Browser(home.teacher)
    case = homes.begun(teacher, home, about, "Fair")
    return homes.OMAR not in homes.ticked(teacher.get("reply", "spring", case))


def acts(home: Homes, order: Restriction) -> list[str]:
    with tenancy.atomic(home.school.id, sight=Sight.CONFIDENTIAL):
        return list(Entry.objects.filter(thing_id=order.id).order_by("at", "id").values_list("act", flat=True))


def test_the_office_passes_on_what_it_hears_and_reads_nothing_of_it(home: Homes) -> None:
    order = said(home, "everything")
    office = Browser(home.office)
    page = office.get("child", "spring", home.child).words
    assert WHY not in page
    assert "Ring the office" not in page
    for name in PAGES:
        office.get(name, "spring", order.id, status=404)
    assert WHY in Browser(home.dsl).get("order", "spring", order.id).words
    assert not held_back(home)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.TEACHER, Role.SENIOR_LEADER, Role.SENCO, Role.GOVERNOR])
def test_why_is_for_the_head_and_the_safeguarding_leads_alone(home: Homes, role: Role) -> None:
    order = seen(home, "everything")
    other = Browser(worlds.staff(home.school, "Rae Wells", role))
    for name in PAGES:
        other.get(name, "spring", order.id, status=404)
    for reader in (home.head, home.dsl, worlds.staff(home.school, "Dee Pratt", Role.DEPUTY_DSL)):
        assert "The order, on paper." in Browser(reader).get("order", "spring", order.id).words


def test_everybody_else_reads_one_plain_instruction(home: Homes) -> None:
    seen(home, "no contact")
    for reader in (home.office, home.teacher):
        page = Browser(reader).get("child", "spring", home.child).words
        assert page.count("Ring the office before you write to Omar Khan.") == 1
        assert "The order, on paper" not in page


def test_of_an_order_about_less_everybody_reads_how_many_are_left_out(home: Homes) -> None:
    seen(home, "reports")
    page = Browser(home.teacher).get("child", "spring", home.child).words
    assert "1 adult left out; the office knows why" in page
    assert "Ring the office" not in page


def test_every_reading_is_noted(home: Homes) -> None:
    order = said(home, "everything")
    Browser(home.dsl).get("order", "spring", order.id)
    Browser(home.head).get("order", "spring", order.id)
    assert sorted(acts(home, order)) == ["restriction_read", "restriction_read", "restriction_said"]


@pytest.mark.parametrize("who", ["head", "dsl"])
def test_a_stop_holds_two_school_days_ends_by_itself_and_comes_once(home: Homes, at: At, who: str) -> None:
    at("2026-03-06 10:00")  # a Friday
    order = said(home, "events on site")
    reader: Actor = getattr(home, who)
    page = Browser(reader).post("stop-order", "spring", order.id, because="He is expected at the fair.")
    assert "Stopped until Tuesday 10 March 2026" in page.words
    assert held_back(home)
    at("2026-03-10 17:00")
    assert held_back(home)
    at("2026-03-11 08:00")
    assert not held_back(home)
    again = Browser(reader).client.post(reverse("stop-order", args=["spring", order.id]), {"because": "Once more."})
    assert again.status_code == 409
    assert "Stop for two school days" not in Browser(reader).get("order", "spring", order.id).words


def test_a_stop_counts_the_days_of_the_calendar(home: Homes, at: At) -> None:
    at("2026-03-26 10:00")  # the day before the last of term; the next begins on 13 April
    order = said(home, "everything")
    page = Browser(home.head).post("stop-order", "spring", order.id, because="It cannot wait.")
    assert "Stopped until Monday 13 April 2026" in page.words


def test_the_review_comes_back_on_its_day_and_can_be_put_on(home: Homes, at: At) -> None:
    order = seen(home, "events on site")
    again = "The order about Omar Khan is to be looked at again"
    assert order.review_on == date(2026, 5, 31)
    assert again not in Browser(home.head).get("today", "spring").words
    at("2026-05-31 09:00")
    for reader in (home.head, home.dsl):
        assert again in Browser(reader).get("today", "spring").words
    assert again not in Browser(home.office).get("today", "spring").words
    dsl = Browser(home.dsl)
    refused = dsl.post("review-order", "spring", order.id, words="It stands.", review_on="2026-09-01")
    assert "not after Monday 31 August 2026, when it ends" in refused.words
    dsl.post("review-order", "spring", order.id, words="It stands.", review_on="2026-07-01")
    assert again not in dsl.get("today", "spring").words
    at("2026-07-01 09:00")
    assert again in Browser(home.dsl).get("today", "spring").words


def test_it_ends_by_itself_the_day_after_its_end(home: Homes, at: At) -> None:
    order = seen(home, "events on site", ends="2026-03-13")
    at("2026-03-13 23:00")
    assert held_back(home)
    at("2026-03-14 00:30")
    assert not held_back(home)
    assert "Ended on Friday 13 March 2026, by itself." in Browser(home.dsl).get("order", "spring", order.id).words


def test_lifted_early_it_says_why_to_those_who_may_read_it(home: Homes) -> None:
    order = seen(home, "events on site")
    head = Browser(home.head)
    assert "Say why it is over." in head.post("lift-order", "spring", order.id, because="").words
    page = head.post("lift-order", "spring", order.id, because="The court set it aside.")
    assert "Lifted on Monday 2 March 2026." in page.words
    assert "The court set it aside." in page.words
    assert not held_back(home)
    assert head.client.post(reverse("lift-order", args=["spring", order.id]), {"because": "x"}).status_code == 409


def test_a_scan_is_kept_and_opened_by_those_who_may_read_the_order(home: Homes) -> None:
    order = said(home, "everything")
    dsl = Browser(home.dsl)
    scan = SimpleUploadedFile("order.pdf", b"%PDF-1.7 of the court", content_type="application/pdf")
    dsl.post("see-order", "spring", order.id, evidence="The order.", ends_on="2026-08-31", scan=scan)
    (address,) = re.findall(
        rf'href="([^"]*/orders/{order.id}/scan/[^"]*)"',
        str(dsl.client.get(reverse("order", args=["spring", order.id])).content),
    )
    answer = dsl.client.get(address)
    assert answer.content == b"%PDF-1.7 of the court"
    assert "attachment" in answer["Content-Disposition"]
    assert Browser(home.office).client.get(address).status_code == 404


def test_the_record_holds_each_step_and_no_words(home: Homes) -> None:
    order = said(home, "everything")
    dsl = Browser(home.dsl)
    dsl.post("stop-order", "spring", order.id, because=WHY)
    dsl.post("see-order", "spring", order.id, evidence=WHY, ends_on="2026-08-31")
    dsl.post("review-order", "spring", order.id, words=WHY, review_on="2026-04-01")
    dsl.post("lift-order", "spring", order.id, because=WHY)
    done = [act for act in acts(home, order) if act != "restriction_read"]
    assert sorted(done) == sorted(f"restriction_{step}" for step in ("said", "stopped", "seen", "reviewed", "lifted"))
    with tenancy.atomic(home.school.id, sight=Sight.SAFEGUARDING):
        assert not [each for each in Entry.objects.all() if WHY in str(each.detail) or "Omar" in str(each.detail)]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"scope": []}, "Say what the order limits."),
        ({"scope": ["bail"]}, "Select a valid choice"),
        ({"ends_on": "2026-03-01"}, "The order cannot end before it begins."),
        ({"said": ""}, "Say who speaks of an order"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(home: Homes, given: dict[str, object], fault: str) -> None:
    whole = {"contact": home.adult("Omar"), "scope": ["reports"], "said": "His aunt."}
    whole |= {"starts_on": "2026-03-02", "ends_on": "2026-08-31"}
    page = Browser(home.office).post("enter-order", "spring", home.child, **whole | given)
    assert fault in page.words
    assert homes.orders(home.school) == []


def test_nobody_says_to_have_seen_an_order_who_may_not(home: Homes) -> None:
    office = Browser(home.office)
    assert "What have you seen" not in office.get("enter-order", "spring", home.child).words
    homes.order(office, home, "reports", said="x", evidence="I saw it", starts="2026-03-02", ends="2026-03-09")
    (kept,) = homes.orders(home.school)
    assert (kept.checked_by_id, kept.evidence) == (None, "")


def test_an_adult_of_another_child_is_refused(home: Homes) -> None:
    other = worlds.family(home.school, "Finn Doyle", ("Grace Doyle",), class_name="2A")
    given = {"contact": str(other.contacts["Grace"].id), "scope": ["reports"], "said": "x"}
    days = {"starts_on": "2026-03-02", "ends_on": "2026-03-09"}
    page = Browser(home.office).post("enter-order", "spring", home.child, **given, **days)
    assert "Choose the adult." in page.words
    assert homes.orders(home.school) == []
