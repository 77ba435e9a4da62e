"""What whoever raised a concern or a complaint is told: the steps and when they hear, by receipt, on paper, by their own link."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.builders import answering, browsing, forms, worlds
from tests.builders.browsing import Browser, Desk
from tests.builders.forms import MOTHER, NEIGHBOUR

from bookbag.desk.models import Case, ComplaintStep
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School, User

pytestmark = pytest.mark.usefixtures("db", "assets")

At = Callable[[str], datetime]
COMPLAINT = NEIGHBOUR | {"topic": "complaint", "subject": "The floodlights", "text": "They burn all night."}


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hugh Lane", Role.HEAD)


def receipts(school: School, address: str) -> list[str]:
    with tenancy.atomic(school.id):
        return [each.body for each in Dispatch.objects.filter(to_address=address).order_by("queued_at")]


def case_called(school: School, subject: str) -> UUID:
    with tenancy.atomic(school.id):
        return Case.objects.get(subject=subject).id


def followed(words: str) -> str:
    """What the link in a receipt leads to, opened by anybody who has it."""
    found = re.search(r"https?://[^/]+(/\S+/write/matter/\S+)", words)
    assert found, words
    response = Client().get(found[1])
    assert response.status_code == 200
    return browsing.read(response).words  # type: ignore[arg-type]  # the test client's own class of the same thing


def printed(actor: Actor, path: str) -> str:
    """The words of a PDF."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


@pytest.mark.clause("WYT-172")
def test_a_neighbour_reads_how_and_when_and_the_front_desk_shows_the_same(desk: Desk, at: At) -> None:
    forms.send(COMPLAINT, at, "2026-03-02 10:00")
    (receipt,) = receipts(desk.school, "norah.pike@street.example")
    page = Browser(None).get("raising", "wyton").words
    assert 'class="govuk-link" href="mailto:' in Client().get("/wyton/write/concerns").content.decode()
    for words in (
        "You need not have a child at the school.",
        "Ring 01632 960123, or come: 8.15 am to 4.30 pm on school days.",
        "You have our answer within ten working days, or a letter that says why it takes longer",
        "Some steps take time",
    ):
        assert words in receipt
        assert words in page
    board = Browser(desk.office).get("complaints", "wyton")
    assert "/wyton/write/concerns" in board.links
    assert "/wyton/write/concerns/leaflet" in board.links


@pytest.mark.clause("SPT-065")
def test_a_concern_by_form_is_at_stage_1_and_its_receipt_describes_the_steps(at: At) -> None:
    school = worlds.school("spring", packs=("spring-partnership",))
    leader = worlds.staff(school, "Lena Stone", Role.SENIOR_LEADER)
    worlds.family(school)
    page = Browser(None).get("write", "spring")
    assert "/spring/write/concerns" in page.links
    concern = MOTHER | {"topic": "complaint", "subject": "The changing rooms", "text": "They are not locked."}
    forms.send(concern, at, "2026-03-03 20:00", slug="spring")
    (receipt,) = receipts(school, "samina.khan@home.example")
    assert "THE STEPS" in receipt
    assert "1. Talked over with whoever it concerns" in receipt
    at("2026-03-04 08:45")
    queue = Browser(leader).get("complaints", "spring")
    assert "The changing rooms" in queue.words
    case = case_called(school, "The changing rooms")
    assert "it is here now" in Browser(leader).get("complaint", "spring", case).words


@pytest.mark.clause("WYT-036")
def test_a_parent_sees_the_steps_that_are_done_and_the_day_of_the_next(desk: Desk, head: Actor, at: At) -> None:
    parent = MOTHER | {"topic": "complaint", "subject": "The long wait", "text": "Nobody answers."}
    forms.send(parent, at, "2026-03-02 10:00")
    sees_the_steps(desk, head, at, "The long wait", "samina.khan@home.example")


@pytest.mark.clause("WYT-183")
def test_and_so_does_a_neighbour(desk: Desk, head: Actor, at: At) -> None:
    forms.send(COMPLAINT, at, "2026-03-02 10:00")
    sees_the_steps(desk, head, at, "The floodlights", "norah.pike@street.example")


def sees_the_steps(desk: Desk, head: Actor, at: At, subject: str, address: str) -> None:
    case = case_called(desk.school, subject)
    receipt = next(words for words in receipts(desk.school, address) if "write/matter/" in words)
    assert "Some steps take time" in receipt
    at("2026-03-04 10:00")
    Browser(head).post("complaint", "wyton", case, kind="investigator", done_on="2026-03-04", who=str(head.staff_id))
    now = at("2026-03-05 10:00")
    writes(head, case, address, now=now, kind="delay", why="The electrician comes.", answer_on="2026-03-20")
    page = followed(receipt)
    assert "We have it: done on Monday 2 March" in page
    assert "Somebody looks into it: done on Wednesday 4 March" in page
    assert "You have our answer: promised for Friday 20 March" in page
    assert subject not in page
    assert "No day is promised" not in Browser(head).get("complaint", "wyton", case).words
    for kind, given in (("finding", {"source": "The log"}), ("outcome", {"outcome": "upheld"})):
        Browser(head).post("complaint", "wyton", case, kind=kind, done_on="2026-03-05", text="So it is.", **given)
    writes(head, case, address, now=at("2026-03-06 10:00"), kind="full")
    assert "You have our answer: done on Friday 6 March" in followed(receipt)
    # With nothing more promised its owner is warned while it is open.
    assert "No day is promised to them." in Browser(head).get("complaint", "wyton", case).words


def writes(by: Actor, case: UUID, address: str, *, now: datetime, **given: str) -> None:
    """Answer whoever complained, and let it leave."""
    browser = Browser(by)
    browser.post("begin-reply", "wyton", case, body="Good morning,")
    told = {"subject": "Re: it", "body": "Good morning,", "do": "send", "seen": now.isoformat(), "to": [address]}
    page = browser.post("reply", "wyton", case, **told, **given)
    asked = {str(each["name"]): "It must." for each in page.controls if "reason_" in str(each.get("name"))}
    if asked:
        browser.post("reply", "wyton", case, **told, **given, **asked)
    with tenancy.atomic(by.school_id):
        school = School.objects.get(id=by.school_id)
    assert answering.delivered(school, now=now + timedelta(minutes=1))


def test_every_answer_to_a_complaint_says_at_which_stage_it_is_and_of_whose_procedure(
    desk: Desk, head: Actor, at: At
) -> None:
    forms.send(COMPLAINT, at, "2026-03-02 10:00")
    case = case_called(desk.school, "The floodlights")
    address = "norah.pike@street.example"
    writes(head, case, address, now=at("2026-03-03 10:00"), kind="holding", answer_on="2026-03-13")
    letter = receipts(desk.school, address)[-1]
    assert (
        "Your complaint is at stage 1 of 2: In writing to the headteacher, or to whom the headteacher names." in letter
    )
    assert "which stand until our own procedure says otherwise" in letter
    at("2026-03-04 10:00")
    stages = "The class teacher hears you\nThe headteacher answers in writing\nA panel of governors"
    Browser(head).post("our-procedure", "wyton", name="Complaints procedure of 2025", link="", stages=stages)
    writes(head, case, address, now=at("2026-03-05 10:00"), kind="holding", answer_on="2026-03-13")
    letter = receipts(desk.school, address)[-1]
    assert "at stage 1 of 3: The class teacher hears you. We go by Complaints procedure of 2025." in letter
    assert "The headteacher answers in writing" in Browser(None).get("raising", "wyton").words


def told_at_the_desk(by: Actor, **given: str) -> browsing.Page:
    told = {
        "received_on": "2026-03-02",
        "received_time": "10:00",
        "from_name": "Norah Pike",
        "category": "complaint",
        "subject": "The floodlights",
        "text": "They burn all night.",
        "channel": "in_person",
    }
    return Browser(by).post("new-complaint", "wyton", **told | given)


@pytest.mark.clause("WYT-184")
def test_what_a_neighbour_tells_at_the_front_desk_is_written_down_read_back_and_receipted(desk: Desk, at: At) -> None:
    at("2026-03-02 10:05")
    assert "Read the words back to them first" in told_at_the_desk(desk.office).words
    page = told_at_the_desk(desk.office, read_back="on")
    case = case_called(desk.school, "The floodlights")
    assert "it is here now" in page.words
    assert "The words were read back, and are agreed." in page.words
    path = f"/wyton/cases/{case}/complaint/receipt"
    assert path in page.links
    receipt = printed(desk.office, path)
    for words in ("They burn all night.", "THE STEPS", "In writing to the headteacher", "write/matter/"):
        assert words in receipt
    Browser(desk.office).post("send-procedure", "wyton", case, how="paper")
    with tenancy.atomic(desk.school.id):
        assert ComplaintStep.objects.filter(case=case, kind="procedure_sent").exists()


@pytest.mark.clause("WYT-037")
def test_a_complaint_by_telephone_is_at_stage_1_and_the_caller_has_the_procedure(desk: Desk, at: At) -> None:
    at("2026-03-02 10:05")
    told_at_the_desk(desk.office, channel="phone", read_back="on", email="norah.pike@street.example")
    case = case_called(desk.school, "The floodlights")
    Browser(desk.office).post("send-procedure", "wyton", case)
    (receipt,) = receipts(desk.school, "norah.pike@street.example")
    assert "THE STEPS" in receipt
    assert "1. In writing to the headteacher" in receipt
    # Noted as a message, as any other call, it goes on being asked about while the word stands in the note.
    Browser(desk.office).post("new-call", "wyton", **CALL)
    noted = newest(desk)
    assert "complaint" in Browser(desk.office).get("case", "wyton", noted).words.lower()


CALL = {
    "name": "Norah Pike",
    "number": "withheld",
    "purpose": "She wants to make a complaint about the floodlights, they are unacceptable.",
    "do": "keep",
}


def newest(desk: Desk) -> UUID:
    with tenancy.atomic(desk.school.id):
        return Case.objects.order_by("-opened_at", "-id")[0].id
