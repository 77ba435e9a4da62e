"""What htmx changes: the focus stays where it was, the words stay as they were, and it is quick."""

from time import perf_counter
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect
from tests.builders import browsing, busy, worlds

from bookbag.desk.actions import replies
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db")


def test_a_filter_keeps_the_focus_and_says_what_it_found(visit: Any) -> None:
    morning = busy.morning(many=6)
    with visit(morning.office) as page:
        page.goto("/wyton/inbox")
        page.get_by_label("What for").focus()
        page.get_by_label("What for").select_option("complaint")
        expect(page.locator("[data-row]")).to_have_count(1)
        expect(page.get_by_label("What for")).to_be_focused()
        expect(page.locator("#announcements")).to_have_text("1 case shown")
        assert "category=complaint" in page.url
        page.go_back()
        expect(page.locator("[data-row]")).to_have_count(7)


def test_the_next_page_takes_the_focus_to_the_list(visit: Any) -> None:
    morning = busy.morning()
    with visit(morning.office) as page:
        page.goto("/wyton/inbox")
        page.get_by_role("link", name="Next 25").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-row]")).to_have_count(4)
        expect(page.locator("#inbox")).to_be_focused()


def test_findings_change_beside_the_words_and_leave_the_cursor_alone(visit: Any) -> None:
    desk = browsing.desk()
    worlds.family(desk.school, "Finn Doyle", ("Grace Doyle",), class_name="2A")
    with visit(desk.office) as page:
        page.goto(f"/wyton/cases/{desk.case.id}")
        page.get_by_role("button", name="Read it over").click()
        expect(page.get_by_text("There are no words in this yet.")).to_be_visible()
        page.get_by_label("Your answer").focus()
        page.keyboard.type("Finn Doyle was ill.")
        expect(page.get_by_text("This seems to name Finn Doyle, 2A")).to_be_visible()
        page.keyboard.type(" Sorry.")
        expect(page.get_by_label("Your answer")).to_have_value("Finn Doyle was ill. Sorry.")
        page.get_by_label("Why this must stand").fill("His mother agrees.")
        page.wait_for_timeout(700)
        expect(page.get_by_label("Why this must stand")).to_have_value("His mother agrees.")
        page.get_by_text("Goes to Samina Khan: change").click()
        page.get_by_label("Samina Khan (samina.khan@home.example)").uncheck()
        expect(page.get_by_text("Nobody would get this. Choose who it goes to.")).to_be_visible()
        expect(page.locator("#consequence")).to_have_text("Nobody would get this yet.")


def test_what_leaves_turns_into_a_message_before_ones_eyes(visit: Any) -> None:
    desk = browsing.desk()
    with visit(desk.office) as page:
        page.goto(f"/wyton/cases/{desk.case.id}")
        page.get_by_label("Your answer").fill("Dear Mrs Khan, of course.")
        page.get_by_role("button", name="Read it over").click()
        page.get_by_role("button", name="Send").click()
        undo = page.get_by_role("button", name="Undo")
        undo.focus()
        page.wait_for_timeout(3500)
        expect(undo).to_be_focused()
        with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
            for leaving in Dispatch.objects.filter(state="queued"):
                leaving.state, leaving.sent_at = "sent", leaving.not_before
                leaving.save(update_fields=["state", "sent_at"])
                replies.settle(leaving, now=leaving.sent_at)
        expect(page.get_by_text("Olive Trent answered Samina Khan")).to_be_visible()
        expect(page.locator("#conversation")).to_be_focused()


def test_findings_come_within_a_tenth_of_a_second(assets: None) -> None:
    desk = browsing.desk()
    client = Client(headers={"HX-Request": "true"})
    client.force_login(User.objects.get(pk=desk.office.user_id))
    client.post(f"/wyton/cases/{desk.case.id}/reply/begin")
    words = {
        "to": ["samina.khan@home.example"],
        "body": "Dear Mrs Khan, " * 100,
        "kind": "full",
        "seen": "2026-03-02T09:00Z",
    }
    taken = []
    for _ in range(20):
        begun = perf_counter()
        assert client.post(f"/wyton/cases/{desk.case.id}/reply", words).status_code == 200
        taken.append(perf_counter() - begun)
    # What it takes when no other test holds the processor: the fastest quarter says it.
    assert sorted(taken)[4] < 0.1, f"three in four took longer than {sorted(taken)[4]:.3f} s"
