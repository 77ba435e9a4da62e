"""Families come in by a code: nobody learns which addresses we hold, and a shared address signs nobody in."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import browsing, families, worlds
from tests.builders.browsing import Desk
from tests.builders.forms import Clock

from bookbag.desk.models import FamilyCode, FamilySession
from bookbag.people.models import ContactPoint, Pupil
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
SAMINA, OMAR = "samina.khan@home.example", "omar.khan@home.example"


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def plain(html: bytes) -> bytes:
    """A page without what differs from request to request by design."""
    html = re.sub(rb'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"', b"", html)
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", html)


def test_a_parent_signs_in_with_the_code_of_an_e_mail_and_sees_the_child(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, "Samina.Khan@home.example", now=at("2026-03-02 19:00"))
    page = browsing.read(client.get("/wyton/family"))  # type: ignore[arg-type]  # the test client's own class
    assert "Amira" in page.words
    assert "Class 4B. Teacher: Tess Barrow." in page.words
    assert "Omar" not in page.words
    assert "Samina Khan" in page.words


def test_opening_the_link_changes_nothing_and_a_button_signs_in(desk: Desk, at: Clock) -> None:
    now, client = at("2026-03-02 19:00"), Client()
    families.asked(client, desk.school, SAMINA)
    families.looked(desk.school, now=now)
    (mail,) = families.mails(desk.school)
    link = re.search(r"http://[^/]+(/\S+)", mail.body)
    assert link
    for _ in range(3):
        page = client.get(link[1])
        assert f'value="{families.code_in(mail)}"'.encode() in page.content
        assert "bookbag_family" not in client.cookies
    assert client.post(link[1], {"code": families.code_in(mail)}).status_code == 302
    cookie = client.cookies["bookbag_family"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/wyton/family", True, "Lax")


def test_the_answer_is_the_same_whether_the_address_is_known(desk: Desk, at: Clock) -> None:
    at("2026-03-02 19:00")
    answers = []
    for email in (SAMINA, "nobody@nowhere.example"):
        client = Client()
        where = families.asked(client, desk.school, email)
        wrong = client.post(where, {"code": "000000"})
        answers.append((plain(client.get(where).content), plain(wrong.content)))
    assert answers[0] == answers[1]
    assert families.mails(desk.school) == []
    families.looked(desk.school, now=at("2026-03-02 19:01"))
    assert [mail.to_address for mail in families.mails(desk.school)] == [SAMINA]


def test_an_address_that_two_adults_share_signs_nobody_in(desk: Desk, at: Clock) -> None:
    with tenancy.atomic(desk.school.id):
        ContactPoint.objects.filter(folded=OMAR).update(folded=SAMINA, value=SAMINA)
    now, client = at("2026-03-02 19:00"), Client()
    families.asked(client, desk.school, SAMINA)
    families.looked(desk.school, now=now)
    (mail,) = families.mails(desk.school)
    assert not re.search(r"\d{6}\b(?<!960123)", mail.body)
    assert "The school office" in mail.body or "the school office" in mail.body
    assert "Omar" not in mail.body
    with tenancy.atomic(desk.school.id):
        assert not FamilyCode.objects.exclude(digest="").exists()
    mine = families.by_slip(desk.school, desk.family.contacts["Samina"], desk.office, now=now)
    assert b"Samina Khan" in mine.get("/wyton/family").content


def test_a_code_works_once_and_not_for_long(desk: Desk, at: Clock) -> None:
    now, client = at("2026-03-02 19:00"), Client()
    where = families.asked(client, desk.school, SAMINA)
    families.looked(desk.school, now=now)
    code = families.code_in(families.mails(desk.school)[-1])
    at("2026-03-02 19:21")
    assert b"too old" in client.post(where, {"code": code}).content
    at("2026-03-02 19:19")
    assert client.post(where, {"code": code}).status_code == 302
    assert b"too old" in Client().post(where, {"code": code}).content


def test_five_wrong_codes_end_it(desk: Desk, at: Clock) -> None:
    now, client = at("2026-03-02 19:00"), Client()
    where = families.asked(client, desk.school, SAMINA)
    families.looked(desk.school, now=now)
    code = families.code_in(families.mails(desk.school)[-1])
    for _ in range(5):
        assert client.post(where, {"code": "x"}).status_code == 200
    assert b"not right" in client.post(where, {"code": code}).content


def test_codes_are_sent_so_often_and_no_more(desk: Desk, at: Clock) -> None:
    at("2026-03-02 19:00")
    for _ in range(5):
        families.asked(Client(), desk.school, SAMINA)
    answer = Client().post("/wyton/family/sign-in", {"email": SAMINA})
    assert answer.status_code == 200
    assert b"Too many codes" in answer.content
    at("2026-03-02 20:01")
    families.asked(Client(), desk.school, SAMINA)


def test_whoever_knows_an_address_does_not_use_up_the_codes_of_its_owner(desk: Desk, at: Clock) -> None:
    at("2026-03-02 19:00")
    for address, said in ((SAMINA, "held"), ("nobody@home.example", "not held")):
        stranger = Client(REMOTE_ADDR="192.0.2.66")
        for _ in range(6):
            last = stranger.post("/wyton/family/sign-in", {"email": address})
        assert b"Too many codes" in last.content, said
        families.asked(Client(REMOTE_ADDR="192.0.2.1"), desk.school, address)
    for machine in range(70, 84):
        families.asked(Client(REMOTE_ADDR=f"192.0.2.{machine}"), desk.school, SAMINA)
    answer = Client(REMOTE_ADDR="192.0.2.99").post("/wyton/family/sign-in", {"email": SAMINA})
    assert b"Too many codes" in answer.content
    with tenancy.atomic(desk.school.id):
        assert FamilyCode.objects.count() == 20 + 6


def test_a_code_of_one_school_is_none_at_another(desk: Desk, at: Clock) -> None:
    now, client = at("2026-03-02 19:00"), Client()
    where = families.asked(client, desk.school, SAMINA)
    families.looked(desk.school, now=now)
    code = families.code_in(families.mails(desk.school)[-1])
    assert b"not right" in client.post(where.replace("wyton", "norton"), {"code": code}).content
    client.post(where, {"code": code})
    assert client.get("/norton/family").headers["Location"] == "/norton/family/sign-in"


def test_the_office_gives_a_code_and_the_record_says_who(desk: Desk, at: Clock) -> None:
    at("2026-03-02 10:00")
    omar = desk.family.contacts["Omar"]
    office = browsing.Browser(desk.office)
    slip = office.post("give-family-code", "wyton", omar.id, how="post").words
    code = re.search(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", slip)
    assert code
    with tenancy.atomic(desk.school.id):
        (entry,) = Entry.objects.filter(act="family_code_given")
    assert (entry.actor, entry.thing_id, entry.detail) == (f"staff:{desk.office.staff_id}", omar.id, {"how": "post"})
    waits = office.get("give-family-code", "wyton", omar.id).words
    assert "A code that Olive Trent gave works until Monday 16 March, 10 am." in waits
    at("2026-03-15 10:00")
    client = Client()
    assert client.post("/wyton/family/slip", {"code": code[0]}).status_code == 302
    assert b"Omar Khan" in client.get("/wyton/family").content
    signed = browsing.Browser(desk.office).get("give-family-code", "wyton", omar.id).words
    assert "Signed in since Sunday 15 March, 10 am" in signed
    assert "A code that" not in signed
    assert b"not right" in Client().post("/wyton/family/slip", {"code": code[0]}).content


def test_a_teacher_gives_no_codes(desk: Desk) -> None:
    browsing.Browser(desk.teacher).get("give-family-code", "wyton", desk.family.contacts["Omar"].id, status=404)


def test_a_place_is_signed_out_from_another(desk: Desk, at: Clock) -> None:
    now = at("2026-03-02 19:00")
    phone, other = (families.signed_in(desk.school, SAMINA, now=now) for _ in range(2))
    father = families.signed_in(desk.school, OMAR, now=now)
    with tenancy.atomic(desk.school.id):
        sessions = {each.contact_id: each.id for each in FamilySession.objects.order_by("began_at")}
    of_father = sessions[desk.family.contacts["Omar"].id]
    assert phone.post("/wyton/family/signed-in", {"session": str(of_father)}).status_code == 404
    page = phone.get("/wyton/family/signed-in").content.decode()
    (lost,) = re.findall(r'name="session" value="([0-9a-f-]{36})"', page)
    assert phone.post("/wyton/family/signed-in", {"session": lost}).status_code == 302
    assert other.get("/wyton/family").status_code == 302
    assert phone.get("/wyton/family").status_code == father.get("/wyton/family").status_code == 200
    phone.post("/wyton/family/sign-out")
    assert phone.get("/wyton/family").status_code == 302


def test_parents_of_the_last_child_that_left_lose_access_after_a_term(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    with tenancy.atomic(desk.school.id):
        Pupil.objects.update(left_on=date(2026, 3, 3))
        FamilySession.objects.update(ends_at="2027-01-01T00:00Z")
    at("2026-06-20 12:00")
    assert client.get("/wyton/family").status_code == 200
    at("2026-07-10 12:00")
    assert client.get("/wyton/family").status_code == 302


def test_signing_in_as_family_opens_no_page_of_staff(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    assert client.get("/wyton/today").headers["Location"].startswith("/sign-in")
    office = browsing.Browser(desk.office).client
    assert office.get("/wyton/family").headers["Location"] == reverse("family-sign-in", args=["wyton"])


def test_a_parent_of_children_in_two_schools_signs_in_to_each(desk: Desk, at: Clock) -> None:
    norton = School.objects.get(slug="norton")
    worlds.family(norton, child="Yusuf Khan", adults=("Samina Khan",), class_name="1A")
    now = at("2026-03-02 19:00")
    here, there = (
        families.signed_in(school, SAMINA, now=now).get(f"/{school.slug}/family") for school in (desk.school, norton)
    )
    assert (b"Amira" in here.content, b"Yusuf" in here.content) == (True, False)
    assert (b"Amira" in there.content, b"Yusuf" in there.content) == (False, True)


def test_a_parent_who_works_here_is_two_people_in_one_browser(desk: Desk, at: Clock) -> None:
    now = at("2026-03-02 10:00")
    with tenancy.atomic(desk.school.id):
        ContactPoint.objects.filter(folded=SAMINA).update(folded="olive.trent@wyton.bookbag.test")
    browser = browsing.Browser(desk.office).client
    secret = families.by_slip(desk.school, desk.family.contacts["Samina"], desk.office, now=now).cookies
    browser.cookies["bookbag_family"] = secret["bookbag_family"].value
    assert b"Samina Khan" in browser.get("/wyton/family").content
    assert b"Olive Trent" not in browser.get("/wyton/family").content
    assert browser.get("/wyton/today").status_code == 200
    browser.post("/wyton/family/sign-out")
    assert browser.get("/wyton/today").status_code == 200


def test_what_is_over_is_forgotten_after_a_day(desk: Desk, at: Clock) -> None:
    families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    at("2026-03-04 19:00")
    families.asked(Client(), desk.school, OMAR)
    with tenancy.atomic(desk.school.id):
        assert FamilyCode.objects.count() == 1


def test_signing_out_everywhere_ends_every_place_and_every_code_of_this_adult_alone(desk: Desk, at: Clock) -> None:
    now = at("2026-03-02 19:00")
    phone, other = (families.signed_in(desk.school, SAMINA, now=now) for _ in range(2))
    father = families.signed_in(desk.school, OMAR, now=now)
    assert phone.post("/wyton/family/signed-in", {"session": "all"}).headers["Location"] == "/wyton/family/sign-in"
    assert [each.get("/wyton/family").status_code for each in (phone, other, father)] == [302, 302, 200]


def test_the_office_ends_what_is_open_for_an_adult(desk: Desk, at: Clock) -> None:
    now = at("2026-03-02 10:00")
    omar = desk.family.contacts["Omar"]
    father = families.signed_in(desk.school, OMAR, now=now)
    mother = families.signed_in(desk.school, SAMINA, now=now)
    office = browsing.Browser(desk.office)
    code = re.search(
        r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", office.post("give-family-code", "wyton", omar.id, how="hand").words
    )
    assert code
    said = office.post("end-family-access", "wyton", omar.id).words
    assert "Omar Khan is signed out everywhere, and no code waits." in said
    assert "Nothing: not signed in, and no code waits." in said
    assert [each.get("/wyton/family").status_code for each in (father, mother)] == [302, 200]
    assert b"not right" in Client().post("/wyton/family/slip", {"code": code[0]}).content
    with tenancy.atomic(desk.school.id):
        entry = Entry.objects.filter(act="family_signed_out").latest("at")
    assert (entry.actor, entry.thing_id) == (f"staff:{desk.office.staff_id}", omar.id)
