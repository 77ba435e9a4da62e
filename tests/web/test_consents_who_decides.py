"""Who is asked: for a child in care whoever decides each thing, of age the pupil alone; never an adult whom an order limits."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.builders import worlds
from tests.builders.browsing import Browser

from bookbag.people.actions import restrictions
from bookbag.people.actions.restrictions import Order
from bookbag.people.models import Contact, Pupil, Relationship
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


class Care:
    """A child whom Fenshire looks after: mother, foster carer, and the authority's social worker."""

    def __init__(self, at: Clock) -> None:
        self.at, self.minute = at, 0
        at("2026-03-02 09:00")
        self.school = worlds.school()
        self.family = worlds.family(self.school, adults=("Samina Khan", "Fay Hill", "Sol Wood"))
        self.office = worlds.staff(self.school, "Olive Trent", Role.OFFICE)
        with tenancy.atomic(self.school.id):
            Pupil.objects.update(looked_after_by="Fenshire Council", looked_after_from=date(2025, 9, 1))
            Contact.objects.filter(given_name="Sol").update(organisation="Fenshire Council, Sol Wood")
            ties = Relationship.objects
            ties.filter(contact__given_name="Samina").update(parental_responsibility=True)
            ties.filter(contact__given_name="Fay").update(parental_responsibility=False, decides=["day-trips"])
            ties.filter(contact__given_name="Sol").update(
                parental_responsibility=True, decides=["photo-website", "photo-press"]
            )

    def say(self, who: str, topic: str, state: str = "given") -> str:
        self.minute += 1
        self.at(f"2026-03-02 09:{self.minute:02}")
        given = {"who": str(self.family.contacts[who].id), "state": state, "how": "paper slip", "on": "2026-03-02"}
        page = Browser(self.office).post(
            "enter-consent", "wyton", self.family.pupil.id, topic, evidence="Folder", **given
        )
        return page.words

    def child(self) -> str:
        return Browser(self.office).get("consents-of-pupil", "wyton", self.family.pupil.id).words


@pytest.fixture
def care(at: Clock) -> Care:
    return Care(at)


def test_the_page_says_who_is_to_be_asked_about_what(care: Care) -> None:
    page = care.child()
    assert "Fenshire Council looks after Amira Khan." in page
    assert "Day trips close to school never asked Ask Fay Hill." in page
    assert "Photographs given to the press (WYT-144, in writing) never asked Ask Fenshire Council, Sol Wood." in page
    assert "Video recordings never asked Nobody is named who decides this. Ask Fenshire Council." in page


def test_a_foster_carer_decides_day_trips_and_not_publicity(care: Care) -> None:
    assert "Entered: Day trips close to school." in care.say("Fay", "day-trips")
    assert "nobody has said that Fay Hill decides this" in care.say("Fay", "photo-press")
    assert "Entered: Photographs given to the press." in care.say("Sol", "photo-press")
    page = care.child()
    assert "Day trips close to school given Given by Fay Hill" in page
    assert "in writing) given Given by Fenshire Council, Sol Wood" in page


def test_a_parents_answer_does_not_stand_beside_theirs(care: Care) -> None:
    assert "nobody has said that Samina Khan decides this" in care.say("Samina", "photo-press", "refused")
    care.say("Sol", "photo-press")
    assert "to see to" not in Browser(care.office).get("today", "wyton").words


def test_an_adult_whom_an_order_keeps_away_may_not_answer(care: Care) -> None:
    head = worlds.staff(care.school, "Hilda Marsh", Role.HEAD)
    with tenancy.atomic(care.school.id, sight=head.sight):
        days = (date(2026, 3, 1), date(2026, 8, 31))
        order = Order(care.family.pupil.id, care.family.contacts["Fay"].id, ("no contact",), "The order.", *days)
        restrictions.enter(order, by=head, now=worlds.NOW)
    said = care.say("Fay", "day-trips")
    assert "Ring the office before you contact Fay Hill." in said
    assert "Day trips close to school never asked" in care.child()


def test_a_pupil_of_18_decides_alone_and_what_parents_said_counts_no_more(care: Care) -> None:
    with tenancy.atomic(care.school.id):
        Pupil.objects.update(looked_after_by="", born_on=date(2008, 3, 3))
    care.say("Samina", "video", "refused")
    assert "Video recordings refused" in care.child()
    care.at("2026-03-03 09:00")
    page = care.child()
    assert "Amira Khan is 18 or older and answers alone." in page
    assert "Video recordings never asked" in page
