"""An adult reads their own correspondence and nothing of anybody else's, and writes with the date before their eyes."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.builders import browsing, families, forms, mails
from tests.builders.browsing import Desk
from tests.builders.forms import Clock

from bookbag.desk.models import Attachment, Case, Message
from bookbag.people.actions import hours
from bookbag.policy.availability import Absence
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
SAMINA, OMAR = "samina.khan@home.example", "omar.khan@home.example"
PAGES = (
    "/wyton/family",
    "/wyton/family/messages",
    "/wyton/family/write",
    "/wyton/family/write?topic=message&child=none",
    "/wyton/family/details",
    "/wyton/family/details/how",
    "/wyton/family/consents",
    "/wyton/family/consents/me",
    "/wyton/family/signed-in",
    "/wyton/family/privacy",
    "/wyton/family/accessibility",
)
OPEN = {"/wyton/family/privacy", "/wyton/family/accessibility"}


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def plain(html: bytes) -> bytes:
    """A page without what is drawn by chance for each request."""
    return re.sub(rb'nonce="[^"]+"|name="(?:csrfmiddlewaretoken|sheet)" value="[^"]+"', b"", html)


def words(client: Client, path: str) -> str:
    return browsing.read(client.get(path)).words  # type: ignore[arg-type]  # the test client's own class


def test_an_adult_sees_what_they_wrote_with_the_promised_date(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    said = words(client, "/wyton/family/messages")
    assert "Amira has a sore ear" in said
    assert re.search(r"You get an answer by \w+ \d+ March, .* Our policy says so \(WYT-\d+\)", said)


def test_please_do_not_tell_his_father_changes_no_byte_of_the_fathers_pages(desk: Desk, at: Clock) -> None:
    now = at("2026-03-02 19:00")
    father = families.signed_in(desk.school, OMAR, now=now)
    before = [plain(father.get(page).content) for page in PAGES]
    secret = mails.mail("Please do not tell his father. We have moved.", subject="Private", message_id="p@home.example")
    case = browsing.brought(desk.school, secret, now=now)
    assert [plain(father.get(page).content) for page in PAGES] == before
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=case.id).update(sight=Sight.SAFEGUARDING)
    assert [plain(father.get(page).content) for page in PAGES] == before


def test_sealing_a_matter_takes_no_words_of_their_own_from_the_writer(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 19:00"))
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=desk.case.id).update(sight=Sight.SAFEGUARDING)
    said = words(client, "/wyton/family/messages")
    assert "Amira has a sore ear" in said
    assert "You get an answer by" not in said


def test_a_message_shows_its_date_before_it_is_sent_and_is_certainly_theirs(desk: Desk, at: Clock) -> None:
    now = at("2026-03-02 09:00")
    omar = desk.family.contacts["Omar"]
    client = families.by_slip(desk.school, omar, desk.office, now=now)
    child = str(desk.family.pupil.id)
    page = client.get("/wyton/family/write", {"topic": "complaint", "child": child})
    assert "have an answer by" in browsing.read(page).words  # type: ignore[arg-type]  # the client's own
    letter = {"topic": "complaint", "child": child, "subject": "The trip", "text": "It was late."}
    letter["sheet"] = forms.sheet_of(page.content)
    for _ in range(2):
        assert client.post("/wyton/family/write", letter).headers["Location"] == "/wyton/family/messages"
    said = words(client, "/wyton/family/messages")
    assert said.count("It was late.") == 1
    assert "You get an answer by" in said
    with tenancy.atomic(desk.school.id):
        (message,) = Message.objects.filter(channel="form").select_related("case")
        assert (message.contact_id, message.case.category, message.case.about) == (omar.id, "complaint", "Amira, 4B")
        assert message.case.parties.get().because == "They were signed in to the family pages."


def test_a_child_that_is_not_theirs_cannot_be_named(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 09:00"))
    said = words(client, f"/wyton/family/write?topic=message&child={UUID(int=8)}")
    assert "Say which child." in said


def test_the_public_form_cannot_speak_for_an_adult(desk: Desk, at: Clock) -> None:
    samina = str(desk.family.contacts["Samina"].id)
    forms.send(forms.NEIGHBOUR | {"adult": samina}, at, "2026-03-02 09:00")
    with tenancy.atomic(desk.school.id):
        assert Message.objects.get(channel="form").contact_id is None


def test_whoever_is_not_signed_in_reads_and_writes_nothing(desk: Desk) -> None:
    for page in set(PAGES) - OPEN:
        assert Client().get(page).headers["Location"] == "/wyton/family/sign-in"
    assert Client().post("/wyton/family/write", {"topic": "message"}).status_code == 302


def letter_to(client: Client, query: str, **more: object) -> None:
    """Open the page of a message, and send it."""
    page = client.get(f"/wyton/family/write?{query}")
    given = dict(pair.split("=") for pair in query.split("&"))
    given |= {"subject": "Friday", "text": "Does she swim?", "sheet": forms.sheet_of(page.content)}
    answer = client.post("/wyton/family/write", given | more)
    assert answer.headers["Location"] == "/wyton/family/messages"


def test_the_class_teacher_is_offered_first_where_the_policy_says_so_and_gets_it(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 16:00"))
    about = f"topic=concern&child={desk.family.pupil.id}"
    page = client.get(f"/wyton/family/write?{about}")
    teacher, office = re.findall(rb'<input type="radio" name="to" value="(\w+)"[^>]*', page.content)
    assert (teacher, office) == (b"teacher", b"office")
    assert "Tess Barrow, the teacher of class 4B" in words(client, f"/wyton/family/write?{about}")
    assert "(WYT-096)" in words(client, f"/wyton/family/write?{about}")
    letter_to(client, about, to="teacher")
    with tenancy.atomic(desk.school.id):
        message = Message.objects.select_related("case").get(channel="form")
        assert message.case.owner_id == desk.teacher.staff_id


@pytest.mark.parametrize(
    "about", ["topic=absence&child={child}", "topic=complaint&child={child}", "topic=message&child=none"]
)
def test_what_is_no_teachers_to_answer_goes_to_the_office(desk: Desk, at: Clock, about: str) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 09:00"))
    query = about.format(child=desk.family.pupil.id)
    assert "It goes to the school office." in words(client, f"/wyton/family/write?{query}")
    letter_to(client, query, to="teacher")
    with tenancy.atomic(desk.school.id):
        assert Message.objects.select_related("case").get(channel="form").case.owner_id is None


def test_a_teacher_who_is_away_is_not_offered(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 16:00"))
    with tenancy.atomic(desk.school.id):
        hours.enter_absence(
            desk.teacher.person, Absence(date(2026, 3, 1), date(2026, 3, 6)), by=desk.office, now=at("2026-03-02 16:00")
        )
    said = words(client, f"/wyton/family/write?topic=concern&child={desk.family.pupil.id}")
    assert "Tess Barrow" not in said
    assert "It goes to the school office." in said


def test_files_go_along_and_too_large_ones_are_said_to_be(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 16:00"))
    note = SimpleUploadedFile("note.txt", b"from the doctor", "text/plain")
    letter_to(client, f"topic=concern&child={desk.family.pupil.id}", to="office", attached=[note])
    with tenancy.atomic(desk.school.id):
        assert Attachment.objects.get().name == "note.txt"
    page = client.get("/wyton/family/write?topic=message&child=none")
    given = {"topic": "message", "child": "none", "subject": "x", "text": "y", "sheet": forms.sheet_of(page.content)}
    large = SimpleUploadedFile("film.mov", b"0" * 5_000_001, "video/quicktime")
    assert b"Send 3 files at the most" in client.post("/wyton/family/write", given | {"attached": [large]}).content


def test_a_message_that_another_page_forged_is_refused(desk: Desk, at: Clock) -> None:
    client = families.signed_in(desk.school, SAMINA, now=at("2026-03-02 16:00"))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    given = {"topic": "message", "child": "none", "subject": "x", "text": "y", "sheet": "z"}
    assert strict.post("/wyton/family/write", given).status_code == 403
