"""An answer in the browser: begun in the case, read over, held by what the checks say, sent, undone, crossed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk, Page

from bookbag.desk.models import Reply
from bookbag.outbox.models import Dispatch
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")
WORDS = "Dear Mrs Khan,\n\nof course."


@pytest.fixture
def desk() -> Desk:
    made = browsing.desk()
    worlds.family(made.school, "Finn Doyle", ("Grace Doyle",), class_name="2A")
    return made


def begun(desk: Desk, words: str = WORDS) -> tuple[Browser, Page]:
    """Somebody of the office who has typed an answer in the case, and the page where it is read over."""
    browser = Browser(desk.office)
    return browser, browser.post("begin-reply", "wyton", desk.case.id, body=words)


def sent(browser: Browser, desk: Desk, **changes: Any) -> Page:
    given = {
        "to": ["samina.khan@home.example"],
        "subject": "Re: Swimming lesson",
        "body": WORDS,
        "kind": "full",
        "seen": worlds.NOW.isoformat(),
        "do": "send",
    }
    return browser.post("reply", "wyton", desk.case.id, **given | changes)


def outgoing(desk: Desk) -> list[Dispatch]:
    with tenancy.atomic(desk.school.id):
        return list(Dispatch.objects.filter(draft__isnull=False))


def test_it_goes_to_who_wrote_and_says_so(desk: Desk) -> None:
    _, page = begun(desk)
    assert "of course." in page.words
    assert "Goes to Samina Khan, who wrote, by e-mail. Nobody else gets it." in page.words
    assert "Nothing stands in its way." in page.words
    assert "sore ear" in page.words


def test_what_was_typed_twice_is_kept_twice(desk: Desk) -> None:
    browser, _ = begun(desk, "First words.")
    page = browser.post("begin-reply", "wyton", desk.case.id, body="More words.")
    assert "First words. More words." in page.words


def test_it_leaves_after_some_seconds_and_can_be_undone_until_then(desk: Desk) -> None:
    browser, _ = begun(desk)
    page = sent(browser, desk)
    assert "Your answer leaves in a few seconds. Undo" in page.words
    (dispatch,) = outgoing(desk)
    assert timedelta(seconds=8) < dispatch.not_before - timezone.now() <= timedelta(seconds=10)
    page = browser.post("undo-reply", "wyton", desk.case.id, dispatch.draft)
    assert "Undone: your answer has not left." in page.words
    assert "of course." in page.words
    assert outgoing(desk)[0].state == "undone"


def test_an_empty_answer_does_not_leave(desk: Desk) -> None:
    browser, _ = begun(desk)
    page = sent(browser, desk, body="  ")
    assert "There are no words in this yet." in page.words
    assert not outgoing(desk)


def test_an_answer_to_nobody_does_not_leave(desk: Desk) -> None:
    browser, _ = begun(desk)
    page = sent(browser, desk, to=[])
    assert "Nobody would get this. Choose who it goes to." in page.words
    assert not outgoing(desk)


def test_another_familys_child_needs_a_reason(desk: Desk) -> None:
    naming = "It was Finn Doyle who pushed her."
    browser, page = begun(desk, naming)
    assert "Needs a reason. This seems to name Finn Doyle, 2A, of another family." in page.words
    page = sent(browser, desk, body=naming)
    assert "Error" in page.title
    assert not outgoing(desk)
    (field,) = [str(control["name"]) for control in page.controls if str(control.get("name")).startswith("reason_")]
    page = sent(browser, desk, body=naming, **{field: "Both mothers have agreed."})
    assert len(outgoing(desk)) == 1


def test_somebody_outside_the_case_needs_a_reason_and_gets_a_copy_of_their_own(desk: Desk) -> None:
    browser, _ = begun(desk)
    page = sent(browser, desk, other="nurse@clinic.example")
    (field,) = [str(control["name"]) for control in page.controls if str(control.get("name")).startswith("reason_")]
    sent(browser, desk, other="nurse@clinic.example", **{field: "The mother asked for it."})
    assert sorted(one.to_address for one in outgoing(desk)) == ["nurse@clinic.example", "samina.khan@home.example"]


def test_a_message_that_crosses_is_shown_before_anything_leaves(desk: Desk) -> None:
    browser, _ = begun(desk)
    crossing = mails.mail("Never mind!", message_id="2@home.example", in_reply_to="first@home.example")
    browsing.brought(desk.school, crossing, now=worlds.NOW + timedelta(minutes=5))
    page = sent(browser, desk)
    assert "The family has written again while you were writing." in page.words
    assert "Never mind!" in page.words
    assert not outgoing(desk)
    sent(browser, desk, seen=(worlds.NOW + timedelta(minutes=5)).isoformat())
    assert len(outgoing(desk)) == 1


def test_keeping_it_sends_nothing(desk: Desk) -> None:
    browser, _ = begun(desk)
    page = sent(browser, desk, body="Half an answer", do="save")
    assert "Your answer is kept. Nothing has been sent." in page.words
    assert "You have begun an answer: “Half an answer”" in page.words
    assert not outgoing(desk)


def test_discarding_it_is_final_and_said(desk: Desk) -> None:
    browser, _ = begun(desk)
    assert "Discarded. Nothing was sent." in browser.post("discard-reply", "wyton", desk.case.id).words
    again = browser.client.post(f"/wyton/cases/{desk.case.id}/reply/discard")
    assert again.status_code == 409


def test_a_holding_answer_is_noted_as_one(desk: Desk) -> None:
    browser, _ = begun(desk)
    sent(browser, desk, kind="holding")
    with tenancy.atomic(desk.school.id):
        assert Reply.objects.get().kind == "holding"


def test_findings_come_while_writing_and_keep_the_words(desk: Desk) -> None:
    begun(desk)
    client = Client(headers={"HX-Request": "true"})
    client.force_login(User.objects.get(pk=desk.office.user_id))
    given = {"to": ["samina.khan@home.example"], "subject": "Re", "body": "Finn Doyle was ill.", "kind": "full"}
    url = f"/wyton/cases/{desk.case.id}/reply"
    answer = client.post(url, given | {"seen": worlds.NOW.isoformat()})
    assert b"Finn Doyle, 2A, of another family" in answer.content
    assert b"<html" not in answer.content
    assert "Finn Doyle was ill." in Browser(desk.office).get("reply", "wyton", desk.case.id).words


def test_nobody_undoes_what_a_colleague_sends(desk: Desk) -> None:
    browser, _ = begun(desk)
    sent(browser, desk)
    (dispatch,) = outgoing(desk)
    colleague = Browser(desk.teacher)
    assert colleague.client.post(f"/wyton/cases/{desk.case.id}/reply/{dispatch.draft}/undo").status_code == 404
    assert outgoing(desk)[0].state == "queued"


def test_what_could_not_be_sent_is_red_and_can_be_written_again(desk: Desk) -> None:
    browser, _ = begun(desk)
    sent(browser, desk)
    with tenancy.atomic(desk.school.id):
        Dispatch.objects.filter(draft__isnull=False).update(state="failed", fault="There is no such mailbox.")
    page = browser.get("case", "wyton", desk.case.id)
    assert "not sent There is no such mailbox." in page.words
    assert "Swimming lesson Not sent" in browser.get("today", "wyton").words
