"""An adult corrects their own telephone and address at once, with history; nothing of another adult's, and no e-mail."""

import pytest
from tests.builders import browsing, families
from tests.builders.browsing import Desk
from tests.builders.forms import Clock

from bookbag.people.models import ContactPoint, PointChange
from bookbag.people.points import compared
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
SAMINA, OMAR = "samina.khan@home.example", "omar.khan@home.example"


@pytest.fixture
def desk() -> Desk:
    made = browsing.desk()
    with tenancy.atomic(made.school.id):
        for name, number in (("Samina", "01632 960001"), ("Omar", "01632 960002")):
            ContactPoint.objects.create(
                school=made.school,
                contact=made.family.contacts[name],
                kind="telephone",
                value=number,
                folded=compared("telephone", number),
            )
    return made


def point(desk: Desk, **named: str) -> ContactPoint:
    with tenancy.atomic(desk.school.id):
        return ContactPoint.objects.get(**named)


def test_a_number_is_corrected_at_once_and_the_old_one_kept(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    page = client.get("/wyton/family/details").content
    assert b"01632 960001" in page
    assert b"960002" not in page
    number = point(desk, value="01632 960001")
    answer = client.post(f"/wyton/family/details/{number.id}", {"value": "07700 900123"})
    assert answer.headers["Location"] == "/wyton/family/details"
    assert b"07700 900123" in client.get("/wyton/family/details").content
    with tenancy.atomic(desk.school.id):
        change = PointChange.objects.get()
    assert (change.was, change.by_name) == ("01632 960001", "Samina Khan, on the family pages")
    assert point(desk, id=str(number.id)).folded == "+447700900123"


def test_what_is_no_number_is_said_to_be_none_and_nothing_changes(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    number = point(desk, value="01632 960001")
    answer = client.post(f"/wyton/family/details/{number.id}", {"value": "ask me"})
    assert b"with its area code" in answer.content
    assert point(desk, id=str(number.id)).value == "01632 960001"


@pytest.mark.parametrize("value", ["01632 960002", SAMINA])
def test_what_is_another_adults_or_an_e_mail_address_cannot_be_changed(desk: Desk, at: Clock, value: str) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    held = point(desk, value=value)
    assert client.get(f"/wyton/family/details/{held.id}").status_code == 404
    assert client.post(f"/wyton/family/details/{held.id}", {"value": "07700 900123"}).status_code == 404
    assert point(desk, id=str(held.id)).value == value


def test_a_new_e_mail_address_is_for_the_office(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 09:00"))
    page = browsing.read(client.get("/wyton/family/write?topic=details&child=none"))  # type: ignore[arg-type]  # its own
    assert "Our address, telephone or e-mail has changed" in page.words
