"""Family pages and the form speak what the school offers and its reader reads; pages of staff stay English."""

import re

import pytest
from django.test import Client
from django.utils import translation
from tests.builders import browsing, families, forms, msgids
from tests.builders.browsing import Desk
from tests.builders.forms import Clock

from bookbag.people.models import Contact
from bookbag.policy.consent_topics import topics
from bookbag.policy.consenting import How
from bookbag.schools import languages, tenancy
from bookbag.schools.models import School
from bookbag.web import tongues
from bookbag.web.forms.families import KIN
from bookbag.web.forms.family import LABELS

pytestmark = pytest.mark.usefixtures("db", "assets")
SAMINA = "samina.khan@home.example"
MINE = {"cy": "Fy mhlant", "pl": "Moje dzieci", "ur": "میرے بچے"}


@pytest.fixture
def desk() -> Desk:
    made = browsing.desk()
    offer(made.school, *languages.BESIDE)
    return made


def offer(school: School, *codes: str) -> None:
    School.objects.filter(id=school.id).update(languages=list(codes))


def speaks(school: School, code: str) -> None:
    """Let the school hold that Samina speaks this."""
    with tenancy.atomic(school.id):
        Contact.objects.filter(given_name="Samina").update(language=code)


@pytest.mark.parametrize("code", MINE)
def test_pages_speak_what_the_school_holds_of_their_reader(desk: Desk, at: Clock, code: str) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    speaks(desk.school, code)
    page = client.get("/wyton/family").content.decode()
    assert f'<h1 class="govuk-heading-l">{MINE[code]}</h1>' in page
    assert f'<html lang="{code}"' in page
    assert ('dir="rtl"' in page.partition(">")[0] + page[:200]) is (code == "ur")


def test_a_language_that_the_school_does_not_offer_is_english(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    speaks(desk.school, "pl")
    offer(desk.school)
    page = client.get("/wyton/family", headers={"accept-language": "pl"}).content.decode()
    assert "My children" in page
    assert '<html lang="en-GB"' in page
    assert "Polski" not in page


def test_whoever_is_not_signed_in_is_spoken_to_as_their_browser_asks(desk: Desk) -> None:
    page = Client().get("/wyton/family/sign-in", headers={"accept-language": "de, pl;q=0.8, en;q=0.5"})
    assert "Wyślij mi kod" in page.content.decode()


def test_a_choice_on_the_page_stands_in_this_browser_for_this_school(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    speaks(desk.school, "pl")
    asked = {"language": "cy", "back": "/wyton/family/messages"}
    assert client.post("/wyton/family/language", asked).headers["Location"] == "/wyton/family/messages"
    assert MINE["cy"] in client.get("/wyton/family").content.decode()
    assert client.cookies[tongues.COOKIE]["path"] == "/wyton/family"
    with tenancy.atomic(desk.school.id):
        assert Contact.objects.get(given_name="Samina").language == "pl"


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/wyton/today", "/wyton/family.x"]
)
def test_a_choice_leads_nowhere_else(desk: Desk, back: str) -> None:
    answer = Client().post("/wyton/family/language", {"language": "cy", "back": back})
    assert answer.headers["Location"] == "/wyton/family"


def test_the_code_comes_in_the_language_of_its_reader(desk: Desk, at: Clock) -> None:
    speaks(desk.school, "pl")
    client, now = Client(), at("2026-03-02 19:00")
    families.asked(client, desk.school, SAMINA)
    families.looked(desk.school, now=now)
    (mail,) = families.mails(desk.school)
    assert re.search(r"Kod to \d{6}\.", mail.body)
    assert mail.subject.startswith("Kod do szkoły")


def test_the_promised_date_is_said_in_the_language(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    for code, says in (
        ("pl", r"Odpowiedź przyjdzie do: poniedziałek 16 marca, godz\. 16:00"),
        ("cy", r"Cewch ateb erbyn Dydd Llun 16 Mawrth, 16:00"),
        ("ur", r"سوموار 16 مارچ، 16:00"),
    ):
        speaks(desk.school, code)
        assert re.search(says, client.get("/wyton/family/messages").content.decode()), code


def test_pages_of_staff_stay_english(desk: Desk) -> None:
    office = browsing.Browser(desk.office).client
    page = office.get("/wyton/today", headers={"accept-language": "pl"}).content.decode()
    assert '<html lang="en-GB"' in page
    assert translation.get_language() == languages.ENGLISH


def test_the_form_speaks_what_its_address_says_through_to_its_end(desk: Desk, at: Clock) -> None:
    at("2026-03-02 08:59")
    client = Client()
    page = client.get("/wyton/write?who=parent&topic=message&language=pl")
    assert 'action="/wyton/write?language=pl"' in page.content.decode()
    at("2026-03-02 09:00")
    given = forms.MOTHER | {"do": "send", "sheet": forms.sheet_of(page.content)}
    end = client.post("/wyton/write?language=pl", given, follow=True).content.decode()
    assert "Mamy Państwa wiadomość" in end
    assert not client.cookies


def test_a_page_that_is_not_there_says_so_in_the_language(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    speaks(desk.school, "pl")
    answer = client.get("/wyton/family/nowhere")
    assert answer.status_code == 404
    assert "Nie znaleziono strony" in answer.content.decode()
    assert "Child in danger now" not in answer.content.decode()


@pytest.mark.parametrize("code", languages.BESIDE)
def test_everything_that_is_marked_has_a_translation_and_nothing_else_has(code: str) -> None:
    catalogue, marked = msgids.catalogues()[code], msgids.marked()
    assert [message for message in marked if not (entry := catalogue.get(message)) or not entry.string] == []
    assert [entry.id for entry in catalogue if entry.id and entry.id not in marked] == []
    for entry in catalogue:
        shapes = [sorted(re.findall(r"%\(\w+\)s|\{\w+\}|</?\w+>", str(text))) for text in (entry.id, entry.string)]
        assert not entry.id or shapes[0] == shapes[1], entry.id


def test_no_template_of_families_holds_words_that_are_not_marked() -> None:
    assert msgids.unmarked() == []


def test_words_of_the_tables_are_known_to_translators() -> None:
    marked = msgids.marked()
    assert set(KIN) <= set(marked)
    of_every_school = [topic for topic in topics(()) if not topic.clause]
    assert {words for topic in of_every_school for words in (topic.label, topic.explained) if words} <= set(marked)
    assert {str(how) for how in How if how is not How.FAMILY_PAGE} <= set(marked)
    with translation.override(languages.ENGLISH):
        assert {str(label) for label in LABELS.values()} <= set(marked)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [("pl-PL", "pl"), ("POL", "pl"), ("wel", "cy"), ("en-US", languages.ENGLISH), ("fr", ""), ("", "")],
)
def test_codes_of_other_systems_name_a_language(desk: Desk, wanted: str, code: str) -> None:
    school = School.objects.get(id=desk.school.id)
    assert languages.offered(wanted, school) == code
