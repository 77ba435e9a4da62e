"""My consents on the family pages: own answers alone, given and taken back in one press, and no trace of another adult's."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from tests.builders import browsing, consenting, families, worlds
from tests.builders.browsing import Desk

from bookbag.people.models import ConsentAnswer, Pupil, Relationship
from bookbag.policy.consenting import State
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
SAMINA, OMAR = "samina.khan@home.example", "omar.khan@home.example"


class Home:
    """Wyton with a separated pair who both have parental responsibility, and each adult's browser."""

    def __init__(self, at: Clock) -> None:
        self.at = at
        self.desk: Desk = browsing.desk()
        self.ties(parental_responsibility=True)
        self.pupil = self.desk.family.pupil
        self.url = f"/wyton/family/consents/{self.pupil.id}"

    def ties(self, **facts: object) -> None:
        with tenancy.atomic(self.desk.school.id):
            Relationship.objects.update(**facts)

    def child(self, **facts: object) -> None:
        with tenancy.atomic(self.desk.school.id):
            Pupil.objects.filter(id=self.pupil.id).update(**facts)

    def of(self, email: str) -> Client:
        return families.signed_in(self.desk.school, email, now=self.at("2026-03-02 19:00"))

    def answers(self) -> list[tuple[str, str, str]]:
        with tenancy.atomic(self.desk.school.id):
            rows = ConsentAnswer.objects.order_by("entered_at", "id").values_list("topic", "state", "how")
            return list(rows)


@pytest.fixture
def home(at: Clock) -> Home:
    return Home(at)


def words(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return browsing.read(answer).words  # type: ignore[arg-type]  # the client's own


def plain(client: Client, url: str) -> bytes:
    content = client.get(url).content
    return re.sub(rb'(nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+")', b"", content)


def test_a_yes_is_given_and_taken_back_in_one_press_each_and_both_stay_in_the_history(home: Home, at: Clock) -> None:
    samina = home.of(SAMINA)
    assert "About Amira" in words(samina, "/wyton/family/consents")
    assert samina.post(home.url, {"topic": "photo-website", "answer": "yes"}).status_code == 302
    assert "You said yes on Monday 2 March 2026. Take my yes back" in words(samina, home.url)
    at("2026-03-02 19:05")
    samina.post(home.url, {"topic": "photo-website", "answer": "no"})
    page = words(samina, home.url)
    assert "You said no on Monday 2 March 2026." in page
    assert "took my yes back to “Photographs on the school’s website”" in page
    assert "yes to “Photographs on the school’s website”" in page
    assert home.answers() == [
        ("photo-website", "given", "family page"),
        ("photo-website", "withdrawn", "family page"),
    ]


def test_a_yes_on_the_family_page_is_in_writing_and_the_office_sees_who_gave_it(home: Home) -> None:
    home.of(SAMINA).post(home.url, {"topic": "photo-website", "answer": "yes"})
    page = browsing.Browser(home.desk.office).get("consents-of-pupil", "wyton", home.pupil.id).words
    assert "given Given by Samina Khan on Monday 2 March 2026." in page
    assert "Family page themselves" in page


def test_pressed_twice_it_is_one_answer(home: Home) -> None:
    samina = home.of(SAMINA)
    for _ in range(2):
        samina.post(home.url, {"topic": "video", "answer": "yes"})
    assert home.answers() == [("video", "given", "family page")]


def test_what_the_other_adult_answers_changes_no_byte(home: Home) -> None:
    omar = home.of(OMAR)
    urls = ("/wyton/family/consents", home.url, "/wyton/family/consents/me", "/wyton/family")
    before = [plain(omar, url) for url in urls]
    samina = home.of(SAMINA)
    samina.post(home.url, {"topic": "photo-website", "answer": "no"})
    samina.post("/wyton/family/consents/me", {"topic": "paperless", "answer": "yes"})
    assert [plain(omar, url) for url in urls] == before


def test_nothing_is_chosen_before_anybody_has_answered(home: Home) -> None:
    samina = home.of(SAMINA)
    for url in (home.url, "/wyton/family/consents/me"):
        page = samina.get(url).content
        assert b"checked" not in page
        assert b"You said" not in page


def test_each_way_of_promotion_is_its_own_and_holds_for_the_adult_whichever_child(home: Home) -> None:
    samina = home.of(SAMINA)
    samina.post("/wyton/family/consents/me", {"topic": "promotion-email", "answer": "yes"})
    page = words(samina, "/wyton/family/consents/me")
    assert page.count("You said yes on Monday 2 March 2026.") == 1
    assert home.answers() == [("promotion-email", "given", "family page")]


@pytest.mark.parametrize(
    ("responsible", "said"),
    [
        (False, "does not hold that you have parental responsibility for Amira"),
        (None, "has not yet heard whether you have parental responsibility. You can say no here."),
    ],
)
def test_who_may_not_decide_reads_so_and_cannot(home: Home, responsible: bool | None, said: str) -> None:
    home.ties(parental_responsibility=responsible)
    samina = home.of(SAMINA)
    assert said in words(samina, home.url)
    assert samina.post(home.url, {"topic": "photo-website", "answer": "yes"}).status_code == 400
    assert home.answers() == []


def test_of_a_child_in_care_the_page_does_not_say_who_decides(home: Home) -> None:
    home.child(looked_after_by="Fenshire Council")
    page = words(home.of(SAMINA), home.url)
    assert "The school asks somebody else about what is not shown here." in page
    assert "Fenshire" not in page
    assert "Photographs" not in page


def test_a_pupil_of_18_answers_alone(home: Home) -> None:
    home.child(born_on=date(2008, 3, 2))
    samina = home.of(SAMINA)
    assert "Amira is 18 or older and answers alone." in words(samina, home.url)
    assert samina.post(home.url, {"topic": "photo-website", "answer": "yes"}).status_code == 400


def test_a_child_of_others_is_not_found(home: Home) -> None:
    other = worlds.family(home.desk.school, "Leo Marsh", ("Grace Marsh",), class_name="2A").pupil
    samina = home.of(SAMINA)
    url = f"/wyton/family/consents/{other.id}"
    assert samina.get(url).status_code == 404
    assert samina.post(url, {"topic": "video", "answer": "yes"}).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(home: Home) -> None:
    assert Client().get(home.url).headers["Location"] == "/wyton/family/sign-in"


def test_other_words_ask_anew_and_the_old_answer_keeps_its_words(home: Home, at: Clock) -> None:
    samina = home.of(SAMINA)
    samina.post(home.url, {"topic": "video", "answer": "yes"})
    consenting.reworded(home.desk.school, "video", "Video recordings for families", now=at("2026-03-03 09:00"))
    page = words(samina, home.url)
    assert "Your yes of Monday 2 March 2026 counts no more. Please answer again." in page
    assert "yes to “Video recordings”" in page


def test_a_yes_that_was_given_on_paper_is_taken_back_here(home: Home, at: Clock) -> None:
    desk = home.desk
    samina, now = desk.family.contacts["Samina"], at("2026-03-02 09:00")
    consenting.answered(desk.school, home.pupil, samina, "video", State.GIVEN, by=desk.office, now=now)
    client = home.of(SAMINA)
    client.post(home.url, {"topic": "video", "answer": "no"})
    assert "to “Video recordings” (paper slip)" in words(client, home.url)
    page = browsing.Browser(desk.office).get("consents", "wyton").words
    assert "A yes was taken back. Take down and stop: Video recordings" in page
