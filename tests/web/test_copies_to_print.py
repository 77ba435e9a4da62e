"""Copies on paper stand in one list by class: printed as one PDF in the size that each needs, and ticked when handed out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.builders import browsing, homes, mails, reading
from tests.builders.browsing import Browser

from bookbag.people.actions import points
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]
WORDS, POLISH = "Swimming starts on Monday 9 March.", "Basen zaczyna się w poniedziałek 9 marca."


def pdf_of(browser: Browser, **query: str) -> bytes:
    answer = browser.client.get(reverse("copies-file", args=["spring"]), query)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def ticks(browser: Browser) -> list[str]:
    return [str(each["value"]) for each in browser.get("copies", "spring").controls if each.get("name") == "done"]


@pytest.fixture
def office(at: At) -> Browser:
    """A letter has left to a father on paper in large print, a mother on paper in Polish, and an aunt by e-mail."""
    now = at("2026-03-03 09:00")
    home = homes.homes("Ewa Nowak", "Omar Ash", "Samina Khan")
    reading.needs(home.office, home.school, home.adult("Ewa"), title="Mrs", language="pl", on_paper=True)
    reading.needs(home.office, home.school, home.adult("Omar"), "large_print", title="Mr", on_paper=True)
    with tenancy.atomic(home.school.id):
        address = "14 Hill Road, Fenbridge, FB1 2AB"
        points.add(home.family.contacts["Omar"].id, "post", address, by=home.office, now=now)
    office = Browser(home.office)
    case = homes.begun(office, home, "child", "Swimming")
    homes.send(office, case, WORDS, now=now, words_pl=POLISH)
    assert list(reading.left(home.school, now=now + timedelta(minutes=1))) == ["samina.khan@home.example"]
    return office


def test_the_list_names_each_copy_and_today_leads_to_it(office: Browser) -> None:
    assert "2 copies to print and hand out" in office.get("today", "spring").words
    page = office.get("copies", "spring").words
    assert "4B Omar Ash (Amira, 4B) Swimming PDF in large print" in page
    assert "4B Ewa Nowak (Amira, 4B) Swimming PDF for Ewa Nowak" in page
    assert "Samina" not in page


def test_each_copy_is_set_in_the_size_and_the_language_of_its_reader(office: Browser) -> None:
    first, second = (page.extract_text() for page in PdfReader(BytesIO(pdf_of(office))).pages)
    head = ["Spring Primary School", "Telephone 01632 960123", "Mr Ash", "14 Hill Road", "Fenbridge", "FB1 2AB"]
    assert first.split("\n")[:6] == head
    assert WORDS in first
    assert "Basen" not in first
    assert second.index("Polski") < second.index(POLISH) < second.index("English") < second.index(WORDS)
    assert "Ash" not in second
    his, hers = (pdf_of(office, copy=each) for each in ticks(office))
    assert WORDS in reading.sizes(his)[18.0]
    assert min(reading.sizes(his)) >= 18
    assert WORDS in reading.sizes(hers)[12.0]


def test_what_is_ticked_leaves_the_list_and_stands_in_its_case(office: Browser) -> None:
    first, second = ticks(office)
    page = office.post("copies", "spring", done=[first])
    assert "Noted as handed out: one copy." in page.words
    assert ticks(office) == [second]
    office.post("copies", "spring", done=[second])
    assert ticks(office) == []
    assert "to print and hand out" not in office.get("today", "spring").words


def test_a_script_that_our_letters_lack_is_printed_from_a_page(at: At) -> None:
    now = at("2026-03-03 09:00")
    home = homes.homes("Noor Begum")
    reading.needs(home.office, home.school, home.adult("Noor"), language="ur", on_paper=True)
    office = Browser(home.office)
    case = homes.begun(office, home, "child", "Swimming")
    homes.send(office, case, WORDS, now=now, words_ur="تیراکی پیر سے شروع ہوتی ہے۔")
    page = office.get("copies", "spring")
    assert "A page to print for Noor Begum" in page.words
    assert "as one PDF" not in page.words
    (paper,) = [link for link in page.links if link.endswith("/paper")]
    shown = office.client.get(paper).content.decode()
    assert '<div class="govuk-body" lang="ur" dir="auto">' in shown
    assert "تیراکی" in shown


def test_an_answer_by_mail_is_printed_too_for_who_gets_everything_on_paper(at: At) -> None:
    now = at("2026-03-03 09:00")
    home = homes.homes()
    reading.needs(home.office, home.school, home.adult("Samina"), title="Mrs", on_paper=True)
    case = browsing.brought(home.school, mails.mail(to="office@spring.bookbag.test"), now=now).id
    office = Browser(home.office)
    page = office.post("begin-reply", "spring", case, body="Thank you, we have noted it.")
    assert "Mrs Khan, paper. A copy on paper stands in the list to print." in page.words
    homes.send(office, case, "Thank you, we have noted it.", now=now)
    assert "Samina Khan: a copy on paper to be printed" in office.get("case", "spring", case).words
    (copy,) = ticks(office)
    assert "Thank you, we have noted it." in PdfReader(BytesIO(pdf_of(office))).pages[0].extract_text()
    office.post("copies", "spring", done=[copy])
    assert "Samina Khan: paper: Printed, and handed out or posted." in office.get("case", "spring", case).words


def test_a_teacher_has_no_list_of_the_school(at: At) -> None:
    at("2026-03-03 09:00")
    home = homes.homes()
    for name in ("copies", "copies-file"):
        assert Browser(home.teacher).client.get(reverse(name, args=["spring"])).status_code == 404
