"""A code that a colleague gave opens nothing that is kept from that colleague: not a complaint about them."""

import pytest
from django.test import Client
from tests.builders import browsing, families, mails, worlds
from tests.builders.browsing import Browser, Desk
from tests.builders.forms import Clock

from bookbag.desk.models import FamilySession
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
SAMINA = "samina.khan@home.example"
ABOUT = "I want to complain about Oona in the office."


@pytest.fixture
def desk() -> Desk:
    made = browsing.desk()
    worlds.staff(made.school, "Hugh Lane", Role.HEAD)
    return made


def words(client: Client, path: str = "/wyton/family/messages") -> str:
    return browsing.read(client.get(path)).words  # type: ignore[arg-type]  # the test client's own class


def complained(desk: Desk, at: Clock) -> None:
    """Amira's mother complains about whoever works in the office; a colleague says so."""
    raw = mails.mail(ABOUT, subject="A complaint", message_id="complaint@home.example")
    case = browsing.brought(desk.school, raw, now=at("2026-03-02 10:00"))
    other = Browser(worlds.staff(desk.school, "Ines Ward", Role.OFFICE))
    other.post("categorise", "wyton", case.id, category="complaint")
    other.post("about-whom", "wyton", case.id, staff=[str(desk.office.staff_id)])


def test_whoever_gives_a_code_reads_with_it_nothing_that_is_about_them(desk: Desk, at: Clock) -> None:
    samina = desk.family.contacts["Samina"]
    before = words(families.by_slip(desk.school, samina, desk.office, now=at("2026-03-02 09:30")))
    complained(desk, at)
    now = at("2026-03-02 11:00")
    given = families.by_slip(desk.school, samina, desk.office, now=now)
    assert words(given) == before
    assert "Amira has a sore ear" in before
    with tenancy.atomic(desk.school.id):
        assert {each.given_by_id for each in FamilySession.objects.all()} == {desk.office.staff_id}


def test_the_same_adult_reads_it_with_a_code_by_e_mail_or_from_somebody_else(desk: Desk, at: Clock) -> None:
    complained(desk, at)
    now = at("2026-03-02 11:00")
    by_mail = words(families.signed_in(desk.school, SAMINA, now=now))
    assert ABOUT in by_mail
    assert "somebody at school gave you" not in by_mail
    third = worlds.staff(desk.school, "Nils Ash", Role.OFFICE)
    by_third = words(families.by_slip(desk.school, desk.family.contacts["Samina"], third, now=now))
    assert ABOUT in by_third
    assert "What that person may not read is not shown here." in by_third


def test_what_is_about_the_head_is_in_a_session_of_whoever_has_it_alone(desk: Desk, at: Clock) -> None:
    chair = worlds.staff(desk.school, "Celia Fox", Role.CHAIR)
    head = worlds.staff(desk.school, "Hilde Marsh", Role.HEAD)
    raw = mails.mail(ABOUT, subject="A complaint", message_id="complaint@home.example")
    case = browsing.brought(desk.school, raw, now=at("2026-03-02 10:00"))
    office = Browser(desk.office)
    office.post("categorise", "wyton", case.id, category="complaint")
    office.post("about-whom", "wyton", case.id, staff=[str(head.staff_id)])
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        case.refresh_from_db()
        assert case.owner_id == chair.staff_id
    given = families.by_slip(desk.school, desk.family.contacts["Samina"], desk.office, now=at("2026-03-02 11:00"))
    assert ABOUT not in words(given)


def test_with_a_given_code_nobody_turns_an_adults_e_mail_to_themselves(desk: Desk, at: Clock) -> None:
    given = families.by_slip(desk.school, desk.family.contacts["Samina"], desk.office, now=at("2026-03-02 11:00"))
    refused = given.post("/wyton/family/details/add/email", {"value": "oona@elsewhere.example"})
    assert b"sign in with a code by e-mail" in refused.content
    assert not [each for each in families.mails(desk.school) if each.to_address == "oona@elsewhere.example"]
