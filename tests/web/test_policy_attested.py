"""Confirming on the clause page who keeps what Bookbag does not; page and table then say so, and remember the last time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk
from tests.web.test_policy_file import table

from bookbag.policy import english
from bookbag.policy.permissions import Role

pytestmark = pytest.mark.usefixtures("db", "assets")
TODAY = timezone.localdate()
LOG = {"keeper": "paper", "named": "The fire log", "proof": "The blue folder"}
DAYS = {"confirmed_on": TODAY.isoformat(), "due_on": (TODAY + timedelta(days=365)).isoformat()}


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def test_the_business_manager_confirms_and_a_governor_reads_it(desk: Desk) -> None:
    manager = Browser(worlds.staff(desk.school, "Bea Lund", Role.BUSINESS_MANAGER))
    assert "/wyton/policy/WYT-002/attest" in manager.get("clause", "wyton", "WYT-002").links
    told = manager.post("attest", "wyton", "WYT-002", **LOG, **DAYS).words
    assert "WYT-002 is confirmed." in told
    read = Browser(desk.governor).get("clause", "wyton", "WYT-002")
    assert f"A paper: The fire log Proof The blue folder Confirmed {english.full_day(TODAY)}, by Bea Lund" in read.words
    assert "/wyton/policy/WYT-002/attest" not in read.links
    page = Browser(desk.governor).get("policy", "wyton", state="confirmed").words
    assert "Of the 1 kept elsewhere 1 is confirmed." in page
    row = next(row for row in table(desk) if row["Clause"] == "WYT-002")
    assert (row["State"], row["Confirmation"], row["Kept by"]) == (
        "kept elsewhere",
        "confirmed",
        "A paper: The fire log",
    )
    assert (row["Confirmed on"], row["Confirmed by"]) == (DAYS["confirmed_on"], "Bea Lund")
    assert row["Due again"] == DAYS["due_on"]


def test_the_form_begins_with_what_was_confirmed_last_and_a_year_on(desk: Desk) -> None:
    head = Browser(worlds.staff(desk.school, "Hetty Marsh", Role.HEAD))
    head.post("attest", "wyton", "WYT-002", **LOG, **DAYS)
    page = head.client.get("/wyton/policy/WYT-002/attest").content.decode()
    assert 'value="The fire log"' in page
    assert page.count(f'value="{TODAY}"') == 1
    assert f'value="{TODAY.year + 1}-{TODAY:%m}-' in page


def test_days_that_cannot_be_are_told_beside_their_field(desk: Desk) -> None:
    head = Browser(worlds.staff(desk.school, "Hetty Marsh", Role.HEAD))
    wrong = DAYS | {"confirmed_on": (TODAY + timedelta(days=1)).isoformat()}
    assert "That day is still to come." in head.post("attest", "wyton", "WYT-002", **LOG, **wrong).words
    assert "Nobody has confirmed in Bookbag yet" in head.get("clause", "wyton", "WYT-002").words


def test_what_bookbag_keeps_has_no_such_page(desk: Desk) -> None:
    head = Browser(worlds.staff(desk.school, "Hetty Marsh", Role.HEAD))
    head.get("attest", "wyton", "WYT-083", status=404)
    assert "attest" not in " ".join(head.get("clause", "wyton", "WYT-083").links)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.DSL, True), (Role.HEAD, True), (Role.BUSINESS_MANAGER, False), (Role.CLERK, False)]
)
def test_a_safeguarding_clause_is_for_those_who_lead_on_it(role: Role, may: bool) -> None:
    school = worlds.school(packs=("trust-electronic",))
    browser = Browser(worlds.staff(school, "Sam Body", role))
    browser.get("attest", "wyton", "TEC-146", status=200 if may else 404)
    browser.get("attest", "wyton", "TEC-142", status=404 if role is Role.DSL else 200)
