"""Every mail to a parent says at its foot where they tell the school of a new address; a mail to anybody else does not."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import answering, browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Message
from bookbag.outbox.models import Dispatch
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")

ASKS = "A new address, telephone number or e-mail? Tell us here:"


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def sent(desk: Desk, address: str) -> list[Dispatch]:
    with tenancy.atomic(desk.school.id):
        return list(Dispatch.objects.filter(to_address=address).order_by("queued_at"))


def test_the_receipt_of_a_parents_mail_leads_to_the_family_pages(desk: Desk) -> None:
    (receipt,) = sent(desk, "samina.khan@home.example")
    assert ASKS in receipt.whole
    assert "/wyton/family/details" in receipt.whole
    assert "Khan" not in receipt.foot


def test_so_does_an_answer_and_its_words_stay_as_they_were_written(desk: Desk, at: Callable[[str], datetime]) -> None:
    answering.answer(desk, desk.case.id, "full", now=at("2026-03-02 10:00"))
    answer = sent(desk, "samina.khan@home.example")[-1]
    assert answer.whole.startswith("Dear Mrs Khan, thank you.\n\n-- \nWyton Primary School, telephone 01632 960123. ")
    assert ASKS in answer.whole
    with tenancy.atomic(desk.school.id):
        assert ASKS not in Message.objects.get(direction="out", dispatch=answer).text


def test_a_mail_to_somebody_whom_we_do_not_hold_has_none(desk: Desk) -> None:
    raw = mails.mail("When is the fair?", sender="Ann Vale <ann@elsewhere.example>", message_id="fair@e.example")
    browsing.brought(desk.school, raw)
    (receipt,) = sent(desk, "ann@elsewhere.example")
    assert ASKS not in receipt.whole


def test_our_own_mail_come_back_from_a_list_is_known_by_all_that_it_says(desk: Desk) -> None:
    (receipt,) = sent(desk, "samina.khan@home.example")
    raw = mails.mail(receipt.whole, sender="Wyton <office@wyton.bookbag.test>", message_id=receipt.message_id)
    outcome = mails.arrive(raw, desk.school, now=worlds.NOW)
    assert outcome.state == "repeated"


def test_the_line_leads_a_parent_to_the_page_that_asks_for_a_code(desk: Desk) -> None:
    (receipt,) = sent(desk, "samina.khan@home.example")
    where = receipt.foot.partition("/wyton/")[2].splitlines()[0]
    answer = Browser().client.get(f"/wyton/{where}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/wyton/family/sign-in")
