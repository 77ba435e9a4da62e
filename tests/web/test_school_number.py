"""Scenarios of the clauses on the school's telephone number: one setting, the same everywhere, and nobody else's beside it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.builders import browsing, homes, mails, worlds
from tests.builders.answering import delivered
from tests.builders.browsing import Browser, Page
from tests.builders.homes import Homes

from bookbag.outbox.models import Dispatch
from bookbag.people.models import Contact
from bookbag.policy.permissions import Actor
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
SET_UP = {"core_from": "08:30", "core_until": "16:00", "office_opens": "08:15", "office_closes": "16:30"}


def set_number(office: Actor, slug: str, number: str) -> None:
    """Change it as the office does, on the page of the school's details."""
    page = Browser(office).get("school-details", slug)
    kept = {str(each["name"]): str(each.get("value") or "") for each in page.controls if each.get("type") == "text"}
    words = Browser(office).post("school-details", slug, **kept | SET_UP | {"telephone": number}).words
    assert "The school’s details are kept." in words


def receipt_of(school: School, *, now: datetime, number: int) -> str:
    """The automatic note to a new mail of the mother."""
    raw = mails.mail(to=school.email, subject=f"Matter {number}", message_id=f"{school.slug}.{number}@home.example")
    browsing.brought(school, raw, now=now)
    with tenancy.atomic(school.id):
        return Dispatch.objects.filter(notice="receipt").latest("queued_at").whole


def letter_of(home: Homes, *, now: datetime, number: int) -> str:
    """A letter home, as the copy on paper reads."""
    office = Browser(home.office)
    case = homes.begun(office, home, "child", f"Trip {number}")
    homes.send(office, case, "We go on Monday.", now=now)
    delivered(home.school, now=now + timedelta(minutes=1))
    answer = office.client.get(reverse("copies-file", args=[home.school.slug]))
    return PdfReader(BytesIO(answer.content)).pages[-1].extract_text()


def sent_and_shown(home: Homes, *, now: datetime, number: int) -> list[str]:
    """A receipt, a letter home on paper, the contact page that is open to all, and the family page."""
    slug = home.school.slug
    letter = letter_of(home, now=now, number=number)
    pages = [Browser().get("write", slug).words, Browser().get("family-sign-in", slug).words]
    return [receipt_of(home.school, now=now, number=number), letter, *pages]


def on_paper(home: Homes) -> None:
    with tenancy.atomic(home.school.id):
        Contact.objects.update(on_paper=True)


@pytest.mark.clause("WYT-072")
def test_letters_receipts_and_the_contact_page_draw_the_number_from_one_setting(at: Clock) -> None:
    # No newsletter leaves Bookbag yet: the letter home that each adult gets stands for it.
    home = homes.homes(packs=("wyton",))
    on_paper(home)
    now = at("2026-03-02 10:00")
    set_number(home.office, "spring", "01480 452032")
    assert all("01480 452032" in words for words in sent_and_shown(home, now=now, number=1))
    now = at("2026-03-02 11:00")
    set_number(home.office, "spring", "01480 452099")
    for words in sent_and_shown(home, now=now, number=2):
        assert "01480 452099" in words
        assert "01480 452032" not in words


@pytest.mark.clause("NWC-021")
def test_each_school_of_the_trust_shows_its_own_number_and_not_the_others(at: Clock) -> None:
    home = homes.homes(packs=("norton-west-chinnock",))
    on_paper(home)
    worlds.school("norton", packs=("norton-west-chinnock",), closes=time(15, 15))
    School.objects.filter(slug="norton").update(telephone="01935 881815")
    now = at("2026-03-02 10:00")
    set_number(home.office, "spring", "01935 881367")
    for words in sent_and_shown(home, now=now, number=1):
        assert "01935 881367" in words
        assert "01935 881815" not in words
    assert "01935 881815" in Browser().get("write", "norton").words


def drafted(desk: Any, body: str) -> Page:
    """What the page says of an answer of the teacher that has these words."""
    browser = Browser(desk.teacher)
    browser.post("begin-reply", "wyton", desk.case.id, body=body)
    given = {"subject": "Re: it", "body": body, "kind": "full", "do": "send", "seen": worlds.NOW.isoformat()}
    return browser.post("reply", "wyton", desk.case.id, **given, to=["samina.khan@home.example"])


@pytest.mark.clause("WYT-068")
def test_a_teachers_own_number_is_held_and_a_letter_bears_the_offices(at: Clock) -> None:
    desk = browsing.desk()
    at("2026-03-02 10:00")
    School.objects.filter(id=desk.school.id).update(telephone="01480 452032")
    held = drafted(desk, "Dear Mrs Khan, ring me on 07700 900777. Tess Barrow").words
    assert "Use the office number, 01480 452032: calls come in there. Take out 07700 900777." in held
    with tenancy.atomic(desk.school.id):
        assert not Dispatch.objects.exclude(notice="receipt").exists()


@pytest.mark.clause("WYT-068")
def test_a_letter_home_bears_the_number_of_the_office(at: Clock) -> None:
    home = homes.homes(packs=("wyton",))
    on_paper(home)
    School.objects.filter(id=home.school.id).update(telephone="01480 452032")
    assert "Telephone 01480 452032" in letter_of(home, now=at("2026-03-02 10:00"), number=1)


@pytest.mark.parametrize(
    "body",
    [
        "Dear Mrs Khan, ring us on 01480 452032.",
        "Dear Mrs Khan, Childline is 0800 1111.",
        "Dear Mrs Khan, the trip costs 12.50 on 12.03.2026.",
    ],
)
def test_the_offices_number_and_what_is_no_number_of_staff_may_stand(at: Clock, body: str) -> None:
    desk = browsing.desk()
    at("2026-03-02 10:00")
    School.objects.filter(id=desk.school.id).update(telephone="01480 452032")
    assert "Use the office number" not in drafted(desk, body).words


def test_the_familys_own_number_may_be_said_back_to_them(at: Clock) -> None:
    desk = browsing.desk()
    at("2026-03-02 10:00")
    point = {"kind": "telephone", "value": "07700 900123"}
    Browser(desk.office).post("add-point", "wyton", desk.family.contacts["Samina"].id, **point)
    assert "Use the office number" not in drafted(desk, "Dear Mrs Khan, I ring you on 07700 900123.").words
