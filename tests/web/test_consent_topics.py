"""What families are asked, in the school's own words: added, reworded, retired by the head; old answers keep their words."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.builders import browsing, consenting, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.models import Pupil, Relationship
from bookbag.policy.consenting import State
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
CLUB = {
    "label": "Your child’s name given to Wyton Judo Club",
    "explained": "Name and class, to Mr Pike.",
    "passes_data": "yes",
}


@pytest.fixture
def desk(at: Clock) -> Desk:
    at("2026-03-02 09:00")
    made = browsing.desk()
    with tenancy.atomic(made.school.id):
        Relationship.objects.update(parental_responsibility=True)
    return made


@pytest.fixture
def head(desk: Desk) -> Browser:
    return Browser(worlds.staff(desk.school, "Hetty Marsh", Role.HEAD))


def say(desk: Desk, topic: str, state: State, at: Clock, when: str = "2026-03-02 10:00") -> None:
    samina = desk.family.contacts["Samina"]
    consenting.answered(desk.school, desk.family.pupil, samina, topic, state, by=desk.office, now=at(when))


def child(desk: Desk) -> str:
    return Browser(desk.office).get("consents-of-pupil", "wyton", desk.family.pupil.id).words


def test_a_named_club_is_a_line_of_its_own_that_every_family_is_asked(desk: Desk, head: Browser) -> None:
    assert "Say whether something is passed on." in head.post("new-consent-topic", "wyton", label="Judo").words
    page = head.post("new-consent-topic", "wyton", **CLUB).words
    assert "Your child’s name given to Wyton Judo Club (told to somebody outside)" in page
    assert "Your child’s name given to Wyton Judo Club never asked" in child(desk)
    assert "Families are asked this already." in head.post("new-consent-topic", "wyton", **CLUB).words


def test_new_words_ask_anew_while_a_no_stays_and_answers_keep_their_words(desk: Desk, head: Browser, at: Clock) -> None:
    say(desk, "video", State.GIVEN, at)
    head.post("consent-topic", "wyton", "video", label="Video for families", explained="Plays only.")
    page = child(desk)
    assert "Video for families lapsed Samina Khan said yes on Monday 2 March 2026, to words that have changed" in page
    assert "Video recordings: given" in page
    say(desk, "video", State.REFUSED, at, "2026-03-02 11:00")
    head.post("consent-topic", "wyton", "video", label="Video once more", explained="Plays only.")
    assert "Video once more refused Refused by Samina Khan on Monday 2 March 2026." in child(desk)


def test_a_yes_to_what_is_asked_each_year_ends_with_the_school_year(desk: Desk, head: Browser, at: Clock) -> None:
    words = {"label": "Video recordings", "explained": "Of lessons, plays and sports days, shown to families."}
    assert "Until 31 August" in head.post("consent-topic", "wyton", "video", yearly="on", **words).words
    say(desk, "video", State.GIVEN, at)
    at("2026-08-31 12:00")
    assert "given Given by Samina Khan on Monday 2 March 2026 until Monday 31 August 2026." in child(desk)
    at("2026-09-01 12:00")
    assert "Video recordings lapsed" in child(desk)


def test_what_a_policy_asks_for_cannot_be_retired_and_what_is_retired_stays_readable(
    desk: Desk, head: Browser, at: Clock
) -> None:
    say(desk, "video", State.GIVEN, at)
    assert head.client.post("/wyton/consents/topics/photo-website/retire").status_code == 400
    page = head.post("retire-consent", "wyton", "video").words
    assert "Asked no longer Video recordings" in page
    assert "Video recordings: given" in child(desk)
    assert "Video recordings never asked" not in child(desk)
    head.post("resume-consent", "wyton", "video")
    assert "Video recordings given" in child(desk)


def test_the_school_says_from_which_age_a_pupil_answers(desk: Desk, head: Browser, at: Clock) -> None:
    with tenancy.atomic(desk.school.id):
        Pupil.objects.filter(id=desk.family.pupil.id).update(born_on=date(2012, 3, 2))
    assert "The pupil" in child(desk)
    assert "Choose an age from 11 to 18." in head.post("consent-age", "wyton", age="5").words
    head.post("consent-age", "wyton", age="15")
    assert "The pupil" not in child(desk)


def test_the_office_reads_the_words_and_does_not_change_them(desk: Desk) -> None:
    office = Browser(desk.office)
    assert "Ask no longer" not in office.get("consent-topics", "wyton").words
    office.get("new-consent-topic", "wyton", status=404)
