"""An adult reads their own correspondence and nothing of anybody else's, and writes with the date before their eyes."""

import re
from uuid import UUID

import pytest
from django.test import Client
from tests.builders import browsing, families, forms, mails
from tests.builders.browsing import Desk
from tests.builders.forms import Clock

from bookbag.desk.models import Case, Message
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
SAMINA, OMAR = "samina.khan@home.example", "omar.khan@home.example"
PAGES = (
    "/wyton/family",
    "/wyton/family/messages",
    "/wyton/family/write",
    "/wyton/family/write?topic=message&child=none",
)


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
    for page in PAGES:
        assert Client().get(page).headers["Location"] == "/wyton/family/sign-in"
    assert Client().post("/wyton/family/write", {"topic": "message"}).status_code == 302
