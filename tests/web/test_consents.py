"""What families have agreed to: entered for them, kept beside what the other parent says, and taken back as easily."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.builders import worlds
from tests.builders.browsing import Browser

from bookbag.people.models import Contact, ContactPoint, Relationship
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


class At:
    """Wyton with a separated pair, and the office at its pages."""

    def __init__(self, at: Clock) -> None:
        self.at, self.minute = at, 0
        at("2026-03-02 09:00")
        self.school: School = worlds.school()
        self.family = worlds.family(self.school, adults=("Samina Khan", "Omar Khan"))
        self.office: Actor = worlds.staff(self.school, "Olive Trent", Role.OFFICE)
        self.browser = Browser(self.office)
        self.ties(parental_responsibility=True)

    def ties(self, **facts: object) -> None:
        with tenancy.atomic(self.school.id):
            Relationship.objects.update(**facts)

    def say(self, who: str, state: str, topic: str = "photo-website", **more: str) -> str:
        self.minute += 1
        self.at(f"2026-03-02 09:{self.minute:02}")
        contact: Contact = self.family.contacts[who]
        given = {"who": str(contact.id), "state": state, "how": "paper slip", "on": "2026-03-02"}
        given |= {"evidence": "Slip in the blue folder"} | more
        return self.browser.post("enter-consent", "wyton", self.family.pupil.id, topic, **given).words

    def child(self) -> str:
        return self.browser.get("consents-of-pupil", "wyton", self.family.pupil.id).words


@pytest.fixture
def there(at: Clock) -> At:
    return At(at)


def row(words: str) -> str:
    return words.split("Photographs on the school’s website (", 1)[1].split("Photographs on social media", 1)[0]


def test_of_two_answers_the_stricter_holds_and_the_office_hears_until_it_has_spoken_with_both(there: At) -> None:
    there.say("Samina", "given")
    assert "given Given by Samina Khan on Monday 2 March 2026." in row(there.child())
    there.say("Omar", "refused", how="phone", evidence="Olive took the call")
    words = there.child()
    assert "refused Refused by Omar Khan on Monday 2 March 2026." in row(words)
    assert "Given, Monday 2 March 2026, paper slip" in row(words)
    assert "Parents answered differently. Speak with both" in there.browser.get("consents", "wyton").words
    assert "1 consent to see to: parents differ" in there.browser.get("today", "wyton").words

    spoke = ("consent-spoke", "wyton", there.family.pupil.id, "photo-website")
    assert "Say who was spoken with" in there.browser.post(*spoke, note="").words
    there.browser.post(*spoke, note="Rang both; he stays with his no.")
    assert "Parents answered differently" not in there.browser.get("consents", "wyton").words
    assert "to see to" not in there.browser.get("today", "wyton").words
    assert "refused Refused by Omar Khan" in row(there.child())


def test_ending_a_link_turns_no_no_into_a_yes(there: At) -> None:
    there.say("Samina", "given")
    there.say("Omar", "refused")
    with tenancy.atomic(there.school.id):
        Relationship.objects.filter(contact=there.family.contacts["Omar"]).delete()
    assert "refused Refused by an adult who is no longer linked to the child" in row(there.child())
    assert "Parents answered differently. Speak with both" in there.browser.get("consents", "wyton").words


def test_a_parent_with_neither_email_nor_mobile_gives_on_a_slip_and_takes_it_back_by_phone(there: At) -> None:
    with tenancy.atomic(there.school.id):
        ContactPoint.objects.all().delete()
    there.say("Samina", "given")
    taken_back = there.say("Samina", "withdrawn", how="phone", evidence="Olive took the call")
    assert "withdrawn Withdrawn by Samina Khan" in row(taken_back)
    assert "Phone: Olive took the call Olive Trent" in taken_back
    assert "Photographs on the school’s website: given" in taken_back


def test_a_yes_by_phone_does_not_count_where_the_policy_asks_for_writing(there: At) -> None:
    assert "asked Samina Khan said yes, but WYT-144 asks for it in writing." in row(
        there.say("Samina", "given", how="phone")
    )


def test_a_yes_lapses_after_its_last_day(there: At, at: Clock) -> None:
    there.say("Samina", "given", until="2026-07-21")
    at("2026-07-21 16:00")
    there.browser = Browser(there.office)
    assert "given Given by Samina Khan" in row(there.child())
    at("2026-07-22 09:00")
    there.browser = Browser(there.office)
    assert "lapsed Lapsed" in row(there.child())


def test_who_has_no_parental_responsibility_cannot_answer_and_the_page_says_so(there: At) -> None:
    there.ties(parental_responsibility=False)
    assert "Samina Khan has no parental responsibility, so cannot answer for the child." in there.say("Samina", "given")
    assert "never asked" in row(there.child())
    assert "Entered: Promotion by e-mail." in there.say("Samina", "given", "promotion-email")


def test_while_nobody_has_said_who_is_responsible_only_a_no_can_be_entered(there: At) -> None:
    there.ties(parental_responsibility=None)
    assert "Nobody has said yet whether Samina Khan has parental responsibility" in there.say("Samina", "given")
    assert "refused Refused by Samina Khan" in row(there.say("Samina", "refused"))


def test_a_pupils_own_answer_counts_from_thirteen(there: At) -> None:
    there.say("Samina", "given")
    pupil = there.family.pupil
    own = {"who": "pupil", "state": "refused", "how": "in person", "on": "2026-03-02", "evidence": "Told the office"}
    with tenancy.atomic(there.school.id):
        pupil.born_on = date(2013, 3, 3)
        pupil.save()
    assert "Choose" in there.browser.post("enter-consent", "wyton", pupil.id, "photo-website", **own).words
    with tenancy.atomic(there.school.id):
        pupil.born_on = date(2013, 3, 2)
        pupil.save()
    page = there.browser.post("enter-consent", "wyton", pupil.id, "photo-website", **own).words
    assert "refused Refused by the pupil" in row(page)


def test_the_class_list_names_who_is_to_be_asked_and_the_table_what_holds(there: At) -> None:
    assert "Amira Khan Photographs shown inside the school ·" in there.browser.get("consents", "wyton").words
    there.say("Samina", "given")
    table = there.browser.client.get("/wyton/consents.csv").content.decode()
    assert "Amira Khan,4B,never asked,given,never asked" in table


def test_nothing_is_ticked_before_anybody_has_answered(there: At) -> None:
    page = there.browser.client.get(f"/wyton/consents/{there.family.pupil.id}/promotion-email").content.decode()
    assert "checked" not in page


def test_a_teacher_does_not_find_them(there: At) -> None:
    teacher = worlds.staff(there.school, "Tess Barrow", Role.TEACHER)
    Browser(teacher).get("consents", "wyton", status=404)
