"""A secretary signs in, finds what is due, gives a case away, answers another, takes the answer back, and sends it."""

from typing import Any

import pytest
from playwright.sync_api import expect
from tests.builders import busy
from tests.journeys.conftest import picture

from bookbag.outbox.models import Dispatch
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db")


def test_from_the_sign_in_to_the_answer(visit: Any) -> None:
    morning = busy.morning()
    secretary = User.objects.get(pk=morning.office.user_id)
    secretary.set_password("a long enough phrase")
    secretary.save()
    with visit(None) as page:
        page.goto("/wyton/inbox")
        page.get_by_label("Your school e-mail address").fill(secretary.email)
        page.get_by_label("Password").fill("a long enough phrase")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Inbox")
        expect(page.locator("[data-row]")).to_have_count(25)
        picture(page, "inbox")

        page.goto(f"/wyton/cases/{morning.case.id}")
        expect(page.get_by_text("Ring the office before you contact Patrick Doyle.")).to_be_visible()
        picture(page, "case")
        page.get_by_label("Give it to").select_option(label="Olive Trent")
        page.get_by_role("button", name="Give").click()
        expect(page.get_by_role("alert")).to_contain_text("This case is with Olive Trent now.")

        page.get_by_label("Your answer").fill("Dear Ms Doyle,\n\nthere are two tickets for you. Finn Doyle was ill.")
        page.get_by_role("button", name="Read it over").click()
        expect(page.get_by_text("Needs a reason.").first).to_be_visible()
        picture(page, "answer")
        page.get_by_label("Your answer").fill("Dear Ms Doyle,\n\nthere are two tickets for you.")
        page.get_by_role("group", name="What they asked").get_by_role("checkbox").first.check()
        expect(page.get_by_text("Nothing stands in its way.")).to_be_visible()

        page.get_by_role("button", name="Send").click()
        expect(page.locator("#conversation")).to_contain_text("leaves in")
        picture(page, "undo")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_label("Your answer")).to_have_value("Dear Ms Doyle,\n\nthere are two tickets for you.")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("Your answer leaves in")

        page.goto("/wyton/today")
        expect(page.get_by_role("link", name="Winter concert")).to_be_visible()
        picture(page, "today")
    with tenancy.atomic(morning.school.id):
        answers = Dispatch.objects.filter(draft__isnull=False).order_by("queued_at")
        assert [answer.state for answer in answers] == ["undone", "queued"]
