"""An adult corrects what is held of them, at once and with history; an e-mail address by a code; nothing of another adult's."""

import pytest
from django.test import Client
from tests.builders import browsing, families
from tests.builders.browsing import Desk
from tests.builders.forms import Clock

from bookbag.people.models import Contact, ContactPoint, DetailChange, PointChange, Relationship
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


def test_what_is_another_adults_cannot_be_seen_changed_or_removed(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    held = point(desk, value="01632 960002")
    assert client.get(f"/wyton/family/details/{held.id}").status_code == 404
    assert client.post(f"/wyton/family/details/{held.id}", {"value": "07700 900123"}).status_code == 404
    assert client.post(f"/wyton/family/details/{held.id}/remove").status_code == 404
    assert point(desk, id=str(held.id)).value == "01632 960002"


def test_a_second_number_is_added_and_taken_away_again_but_never_the_last(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    client.post("/wyton/family/details/add/telephone", {"value": "07700 900123"})
    assert b"already" in client.post("/wyton/family/details/add/telephone", {"value": "+44 7700 900 123"}).content
    second = point(desk, value="07700 900123")
    assert client.post(f"/wyton/family/details/{second.id}/remove").status_code == 302
    first = point(desk, value="01632 960001")
    assert client.post(f"/wyton/family/details/{first.id}/remove").status_code == 400
    with tenancy.atomic(desk.school.id):
        changes = set(PointChange.objects.values_list("because", "was"))
    assert changes == {("added", ""), ("removed", "07700 900123")}


def email_asked(desk: Desk, client: Client, new: str) -> str:
    held = point(desk, value=SAMINA)
    return str(client.post(f"/wyton/family/details/{held.id}", {"value": new}).headers["Location"])


def test_an_e_mail_address_counts_once_its_code_was_read_and_the_old_one_is_told(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    at("2026-03-02 19:01")
    where = email_asked(desk, client, "samina@new.example")
    code = families.code_in(families.mails(desk.school)[-1])
    assert families.mails(desk.school)[-1].to_address == "samina@new.example"
    at("2026-03-02 19:02")
    assert b"samina@new.example" not in client.get("/wyton/family/details").content
    assert b"not right" in client.post(where, {"code": "000000" if code != "000000" else "111111"}).content
    assert client.post(where, {"code": code}).headers["Location"] == "/wyton/family/details"
    assert point(desk, value="samina@new.example").folded == "samina@new.example"
    told = families.mails(desk.school)[-1]
    assert (told.to_address, "If it was not you" in told.body) == (SAMINA, True)
    assert client.post(where, {"code": code}).status_code == 404
    with tenancy.atomic(desk.school.id):
        assert PointChange.objects.get().was == SAMINA


def test_the_code_of_a_new_address_signs_nobody_in_and_is_nobody_elses(desk: Desk, at: Clock) -> None:
    now = at("2026-03-02 19:00")
    client = families.signed_in(desk.school, SAMINA, now=now)
    at("2026-03-02 19:01")
    where = email_asked(desk, client, OMAR)
    mail = families.mails(desk.school)[-1]
    code, request = families.code_in(mail), where.split("?")[0].rpartition("/")[2]
    assert b"not right" in Client().post(f"/wyton/family/code/{request}", {"code": code}).content
    father = families.by_slip(desk.school, desk.family.contacts["Omar"], desk.office, now=now)
    assert father.post(where, {"code": code}).status_code == 404
    at("2026-03-02 19:21")
    assert b"too old" in client.post(where, {"code": code}).content
    office = browsing.Browser(desk.office).get("give-family-code", "wyton", desk.family.contacts["Samina"].id).words
    assert "A code by e-mail works" not in office


def test_needs_paper_and_language_count_at_once_with_history(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    wants = {"language": "en", "on_paper": "on", "needs": ["large_print", "interpreter"]}
    assert client.post("/wyton/family/details/how", wants).status_code == 302
    page = client.get("/wyton/family/details").content
    assert b"Large print" in page
    assert b"Yes, everything" in page
    with tenancy.atomic(desk.school.id):
        changes = list(DetailChange.objects.order_by("what").values_list("what", "was", "became", "by_name"))
        assert Contact.objects.get(given_name="Omar").needs == []
    whose = "Samina Khan, on the family pages"
    assert changes == [
        ("needs", "", "large_print, interpreter", whose),
        ("on_paper", "no", "yes", whose),
    ]


def test_what_they_are_to_their_own_child_is_shown_and_is_the_offices_to_change(desk: Desk, at: Clock) -> None:
    with tenancy.atomic(desk.school.id):
        mine = Relationship.objects.filter(contact=desk.family.contacts["Samina"])
        mine.update(kind="mother", parental_responsibility=True, lives_with=True)
        Relationship.objects.filter(contact=desk.family.contacts["Omar"]).update(kind="stepfather")
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 09:00"))
    page = browsing.read(client.get("/wyton/family/details"))  # type: ignore[arg-type]  # the test client's own class
    assert "The school has you as: mother." in page.words
    assert "Parental responsibility: yes." in page.words
    assert "stepfather" not in page.words
    told = browsing.read(client.get("/wyton/family/write?topic=details&child=none"))  # type: ignore[arg-type]  # its own
    assert "Our address, telephone or e-mail has changed" in told.words
    assert "It goes to the school office." in told.words
