"""A class: who may be pictured, without reasons; slips for each adult who may answer; and a scan of what came back."""

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from tests.builders import browsing, consenting, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.adoption import queries as adoption
from bookbag.people import consents
from bookbag.people.models import Relationship
from bookbag.policy.consenting import State
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
SLIPS = "/wyton/consents/slips?class=4B"


@pytest.fixture
def desk(at: Clock) -> Desk:
    at("2026-03-02 09:00")
    made = browsing.desk()
    with tenancy.atomic(made.school.id):
        Relationship.objects.update(parental_responsibility=True)
    return made


def say(desk: Desk, who: str, topic: str, state: State, now: datetime) -> None:
    adult = desk.family.contacts[who]
    consenting.answered(desk.school, desk.family.pupil, adult, topic, state, by=desk.office, now=now)


def pages(content: bytes) -> list[str]:
    """The words of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_who_may_be_pictured_is_yes_no_or_ask_and_gives_no_reason(desk: Desk, at: Clock) -> None:
    say(desk, "Samina", "photo-website", State.GIVEN, at("2026-03-02 09:01"))
    say(desk, "Omar", "photo-press", State.REFUSED, at("2026-03-02 09:02"))
    office = Browser(desk.office)
    page = office.get("pictured", "wyton").words
    assert "Amira KhanAsk firstYesAsk firstNoAsk first" in page
    assert "Omar" not in page
    table = office.client.get("/wyton/consents/pictured.csv").content.decode()
    assert "Amira Khan,4B,ask first,yes,ask first,no,ask first" in table


def test_a_teacher_sees_their_own_class_and_no_other(desk: Desk) -> None:
    worlds.family(desk.school, "Leo Marsh", ("Grace Marsh",), class_name="2A")
    teacher = Browser(desk.teacher)
    assert "Amira Khan" in teacher.get("pictured", "wyton").words
    assert "Leo Marsh" not in teacher.client.get("/wyton/consents/pictured?class=2A").content.decode()
    other = Browser(worlds.staff(desk.school, "Tom Hale", Role.TEACHER))
    assert "You have no class now." in other.get("pictured", "wyton").words
    assert "Who of your classes may be pictured" in other.get("families", "wyton").words


def test_each_adult_gets_a_slip_of_their_own_that_names_no_other(desk: Desk, at: Clock) -> None:
    say(desk, "Samina", "photo-website", State.GIVEN, at("2026-03-02 09:01"))
    answer = Browser(desk.office).client.get(SLIPS)
    samina, omar = sorted(pages(answer.content), key=lambda page: "Omar" in page)
    assert "Samina" in samina
    assert "Omar" not in samina
    assert "Samina" not in omar
    assert "website" not in samina
    assert "website" in omar


def test_who_may_not_answer_gets_no_slip(desk: Desk) -> None:
    with tenancy.atomic(desk.school.id):
        Relationship.objects.filter(contact__given_name="Omar").update(parental_responsibility=False)
    content = Browser(desk.office).client.get(SLIPS).content
    (samina,) = [page for page in pages(content) if "Photographs" in page]
    assert "Samina" in samina


def test_slips_that_went_home_are_noted_and_printing_notes_nothing(desk: Desk) -> None:
    office = Browser(desk.office)
    office.client.get(SLIPS)
    assert "(asked)" not in office.get("consents", "wyton").words
    assert "Noted: 2 slips went home today." in office.post("consents-asked", "wyton").words
    assert "Photographs shown inside the school (asked)" in office.get("consents", "wyton").words


def test_a_scan_of_the_slip_is_kept_and_opened_by_the_office_alone(desk: Desk) -> None:
    office, child = Browser(desk.office), desk.family.pupil.id
    said = {"who": str(desk.family.contacts["Samina"].id), "state": "given", "how": "paper slip", "on": "2026-03-02"}
    wrong = SimpleUploadedFile("slip.exe", b"MZ")
    assert (
        "Choose a PDF, or a picture" in office.post("enter-consent", "wyton", child, "video", scan=wrong, **said).words
    )
    slip = SimpleUploadedFile("slip.pdf", b"%PDF-1.7 signed")
    page = office.post("enter-consent", "wyton", child, "video", scan=slip, **said)
    assert "Open the scan" in page.words
    (url,) = {link for link in page.links if "/scans/" in link}
    assert office.client.get(url).content == b"%PDF-1.7 signed"
    assert Browser(desk.teacher).client.get(url).status_code == 404


def test_what_holds_is_asked_for_a_whole_class_in_few_questions(desk: Desk) -> None:
    for number in range(20):
        worlds.family(desk.school, f"Kim Lee{number}", (f"Pat Lee{number}",))
    with tenancy.atomic(desk.school.id):
        asked = consents.topics_of(desk.school, adoption.packs_of(desk.school))
        (group,) = (each for each in consents.classes(desk.school.id) if each.name == "4B")
        pupils = consents.pupils_in(group)
        with CaptureQueriesContext(connection) as captured:
            held = consents.holds_for(desk.school, pupils, asked, today=worlds.NOW.date())
    assert len(held) == len(pupils) * sum(not topic.personal for topic in asked)
    assert not any(held.values())
    assert len(captured) == 4
