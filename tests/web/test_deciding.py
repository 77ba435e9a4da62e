"""What a person does to a case: each by a form, each said back, each with its way back."""

from datetime import timedelta

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Case, Message, Proposal
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
LATER = worlds.NOW + timedelta(hours=1)


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def fresh(desk: Desk) -> Case:
    with tenancy.atomic(desk.school.id):
        return Case.objects.get(id=desk.case.id)


def test_a_case_is_given_and_stands_on_the_others_page(desk: Desk) -> None:
    page = Browser(desk.office).post("assign", "wyton", desk.case.id, owner=str(desk.teacher.staff_id))
    assert "This case is with Tess Barrow now." in page.words
    today = Browser(desk.teacher).get("today", "wyton").words
    assert "Swimming lesson Acknowledge it (WYT-083)" in today
    Browser(desk.office).post("assign", "wyton", desk.case.id, owner="")
    assert "Swimming lesson" not in Browser(desk.teacher).get("today", "wyton").words


def test_a_note_is_kept_and_an_empty_one_is_asked_for(desk: Desk) -> None:
    browser = Browser(desk.office)
    page = browser.post("write-note", "wyton", desk.case.id, text="She rang.")
    assert "Note by Olive Trent (never sent)" in page.words
    assert "Write the note first." in browser.post("write-note", "wyton", desk.case.id, text=" ").words


def test_closing_what_is_unanswered_needs_a_reason(desk: Desk) -> None:
    browser = Browser(desk.office)
    assert "Answer it" in browser.get("close", "wyton", desk.case.id).words
    page = browser.post("close", "wyton", desk.case.id, reason="")
    assert "Nobody has answered this yet. Say why no answer is needed." in page.words
    page = browser.post("close", "wyton", desk.case.id, reason="She only says thank you.")
    assert "She only says thank you." in page.words
    assert "Nothing is open." in browser.get("inbox", "wyton").words


def test_a_closed_case_opens_again(desk: Desk) -> None:
    browser = Browser(desk.office)
    browser.post("close", "wyton", desk.case.id, reason="A mistake.")
    assert "This case is open again." in browser.post("reopen", "wyton", desk.case.id).words
    assert "Swimming lesson" in browser.get("inbox", "wyton").words


def test_a_category_is_set(desk: Desk) -> None:
    Browser(desk.office).post("categorise", "wyton", desk.case.id, category="complaint")
    assert fresh(desk).category == "complaint"


def test_cases_of_the_same_people_are_joined_and_parted_again(desk: Desk) -> None:
    other = browsing.brought(
        desk.school, mails.mail("Her ear again", subject="Ear", message_id="2@home.example"), now=LATER
    )
    elsewhere = mails.mail(subject="Coat", sender="anna@far.example", message_id="3@far.example")
    browsing.brought(desk.school, elsewhere)
    browser = Browser(desk.office)
    offered = browser.get("join", "wyton", other.id)
    assert "Swimming lesson · Samina Khan" in offered.words
    assert "Coat" not in offered.words
    page = browser.post("join", "wyton", other.id, into=str(desk.case.id))
    said = page.words[page.words.index("Conversation") :]
    assert said.index("sore ear") < said.index("Her ear again")
    assert "Ear was joined to this one" in page.words
    assert "This case is part of Swimming lesson now." in browser.get("case", "wyton", other.id).words
    (undo,) = [form["action"] for form in page.forms if "/moves/" in str(form.get("action"))]
    browser.client.post(str(undo))
    assert "Her ear again" not in browser.get("case", "wyton", desk.case.id).words
    assert "Her ear again" in browser.get("case", "wyton", other.id).words


def test_a_message_about_another_matter_gets_its_own_case(desk: Desk) -> None:
    raw = mails.mail("And the trip?", message_id="2@home.example", in_reply_to="first@home.example")
    browsing.brought(desk.school, raw, now=LATER)
    browser = Browser(desk.office)
    assert "And the trip?" in browser.get("split", "wyton", desk.case.id).words
    assert "Choose at least one message" in browser.post("split", "wyton", desk.case.id).words
    with tenancy.atomic(desk.school.id):
        second = Message.objects.get(message_id="2@home.example")
    page = browser.post("split", "wyton", desk.case.id, messages=[str(second.id)])
    assert "And the trip?" in page.words
    assert "sore ear" not in page.words
    assert "Split off from Swimming lesson" in page.words


def test_a_proposed_join_can_be_refused(desk: Desk) -> None:
    other = browsing.brought(desk.school, mails.mail(subject="Ear", message_id="2@home.example"))
    with tenancy.atomic(desk.school.id):
        Proposal.objects.all().delete()
        proposal = Proposal.objects.create(
            school=desk.school, case=desk.case, other=other, because="The same subject.", made_at=LATER
        )
    browser = Browser(desk.office)
    assert "Does this belong to Ear? The same subject." in browser.get("case", "wyton", desk.case.id).words
    page = browser.post("refuse-join", "wyton", desk.case.id, proposal.id)
    assert "They stay apart." in page.words
    assert "Does this belong to" not in page.words


def test_an_address_is_matched_by_name_and_the_match_undone(desk: Desk) -> None:
    stranger = browsing.brought(desk.school, mails.mail(sender="Sam K <sk@far.example>", message_id="2@far.example"))
    browser = Browser(desk.office)
    found = browser.get("match", "wyton", stranger.id, address="sk@far.example", search="samina kh").words
    assert "Samina Khan (Amira Khan, 4B)" in found
    assert "Omar" not in found
    contact = str(desk.family.contacts["Samina"].id)
    url = f"/wyton/cases/{stranger.id}/match?address=sk@far.example&search=khan"
    page = browsing.read(browser.client.post(url, {"contact": contact}, follow=True))  # type: ignore[arg-type]  # the client's own
    assert "Olive Trent said so." in page.words
    assert "Amira Khan, 4B" in page.words
    page = browser.post("unmatch", "wyton", stranger.id, address="sk@far.example")
    assert "Olive Trent said so." not in page.words
    assert "No child is linked to this case." in page.words


def test_what_was_put_aside_is_taken_up(desk: Desk) -> None:
    away = mails.mail(
        subject="Away", message_id="a@work.example", sender="Ben <ben@work.example>", Auto_Submitted="auto-replied"
    )
    mails.arrive(away, desk.school, now=worlds.NOW)
    browser = Browser(desk.office)
    page = browser.get("put-aside", "wyton")
    assert "ben@work.example" in page.words
    (form,) = [str(form["action"]) for form in page.forms if "take-up" in str(form.get("action"))]
    assert browser.client.post(form).status_code == 302
    assert "Nothing was put aside." in browser.get("put-aside", "wyton").words
    assert browser.client.post(form).status_code == 409
