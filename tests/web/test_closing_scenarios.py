"""Scenarios of the clauses that say when a case may be closed, driven on the pages by the teacher who has it."""

from datetime import timedelta

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser
from tests.web.test_clock_scenarios import delivered

from bookbag.policy.permissions import Role

pytestmark = pytest.mark.usefixtures("db", "assets")
ADDRESS = "samina.khan@home.example"


@pytest.mark.clause("NWC-001")
def test_a_teacher_cannot_close_what_nobody_has_answered() -> None:
    school = worlds.school("norton", packs=("norton-west-chinnock",))
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    worlds.family(school, class_name="3A")
    case = browsing.brought(school, mails.mail(to="office@norton.bookbag.test")).id
    Browser(office).post("assign", "norton", case, owner=str(teacher.staff_id))

    browser = Browser(teacher)
    refused = browser.post("close", "norton", case, reason="")
    assert "Nobody has answered this yet. Say why no answer is needed." in refused.words
    assert "Swimming lesson" in browser.get("inbox", "norton", which="mine").words

    browser.post("begin-reply", "norton", case, body="Dear Mrs Khan, of course.")
    sent = {"to": [ADDRESS], "subject": "Re: Swimming lesson", "body": "Dear Mrs Khan, of course.", "kind": "full"}
    browser.post("reply", "norton", case, **sent, seen=worlds.NOW.isoformat(), do="send")
    assert delivered(school, now=worlds.NOW + timedelta(days=365)) > 0

    browser.post("close", "norton", case, reason="")
    assert "Swimming lesson" not in browser.get("inbox", "norton", which="mine").words
