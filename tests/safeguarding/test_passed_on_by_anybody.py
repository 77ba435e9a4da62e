"""A concern is passed on with one press or a few words, by anybody, and only the safeguarding leads find it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import worlds
from tests.builders.browsing import Browser
from tests.safeguarding.conftest import House

from bookbag.desk.models import Case
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.safeguarding.models import Concern
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]


def the_concern(house: House) -> Concern:
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        return Concern.objects.get()


def filed(by: Actor, *, on: str, time: str, words: str = "A bruise on her arm.") -> str:
    return Browser(by).post("worried", "wyton", words=words, child="Amira, 4B", aware_on=on, aware_time=time).words


@pytest.mark.clause("WYT-006")
def test_one_press_puts_it_before_the_leads_and_sealing_takes_it_off_the_desk(house: House, at: At) -> None:
    # Adapted: the press copies, and what hides it from the inbox is a lead's own word (suspicion never hides).
    at("2026-03-02 10:05")
    case, office = house.desk.case, Browser(house.desk.office)
    page = office.post("raise-concern", "wyton", case.id)
    assert "Passed to Dinah Low and Deb Hurst at 10.05 am" in page.words
    assert "Swimming lesson" in office.get("inbox", "wyton").words
    lead = Browser(house.dsl)
    assert "10.05 am" in lead.get("concerns", "wyton").words
    lead.post("seal-concern", "wyton", the_concern(house).id, neutral="", needed="")
    assert "Swimming lesson" not in office.get("inbox", "wyton").words
    assert "Swimming lesson" in lead.get("inbox", "wyton").words


@pytest.mark.clause("SPT-091")
def test_a_midday_assistants_concern_is_the_leads_alone(house: House, at: At) -> None:
    assistant = worlds.staff(house.desk.school, "Meg Ford", Role.SUPPLY)
    at("2026-03-02 12:40")
    receipt = filed(assistant, on="2026-03-02", time="12:35")
    assert "at 12.40 pm, number" in receipt
    assert set(house.alerted()) == {"Dinah Low", "Deb Hurst"}
    concern = the_concern(house)
    page = Browser(house.dsl).get("concern", "wyton", concern.id).words
    assert "A bruise on her arm." in page
    assert "12.40 pm" in page
    for other in (assistant, house.desk.teacher, house.desk.office, house.head):
        for name, ids in (("concerns", []), ("concern", [concern.id])):
            Browser(other).get(name, "wyton", *ids, status=404)
        for name in ("take-concern", "seal-concern", "leave-concern", "refer-concern"):
            client = Browser(other).client
            assert client.post(reverse(name, args=["wyton", concern.id])).status_code == 404
    with tenancy.atomic(house.desk.school.id, sight=Sight.CONFIDENTIAL):
        assert not Concern.objects.exists()


@pytest.mark.clause("WYT-129")
@pytest.mark.parametrize(
    ("now", "said"), [("2026-03-03 09:00", "reported 23 hours after"), ("2026-03-02 10:05", "reported 5 minutes after")]
)
def test_how_long_somebody_waited_is_shown(house: House, at: At, now: str, said: str) -> None:
    at(now)
    filed(house.desk.teacher, on="2026-03-02", time="10:00")
    assert said in Browser(house.dsl).get("concern", "wyton", the_concern(house).id).words


def test_nobody_notices_later_than_they_say_so(house: House, at: At) -> None:
    at("2026-03-02 09:00")
    assert "later than now" in filed(house.desk.teacher, on="2026-03-02", time="09:30")
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        assert not Concern.objects.exists()


@pytest.mark.clause("SPT-090")
def test_anybody_sends_a_worry_without_signing_in_and_set_up_is_red_without_a_lead(house: House, at: At) -> None:
    at("2026-03-02 10:00")
    client, url = Client(), reverse("worried-outside", args=["wyton"])
    page = client.get(url)
    assert "Dinah Low" in page.content.decode()
    sheet = page.context["sheet"]
    at("2026-03-02 10:01")
    answer = client.post(url, {"words": "He is never fed.", "sheet": sheet}, follow=True)
    assert "Thank you. We have it." in answer.content.decode()
    assert "He is never fed." in Browser(house.dsl).get("concern", "wyton", the_concern(house).id).words
    assert set(house.alerted()) == {"Dinah Low", "Deb Hurst"}
    bare = worlds.school("bare")
    setter = worlds.staff(bare, "Bo Kerr", Role.OFFICE)
    assert "There is none, and no deputy" in Browser(setter).get("set-up", "bare").words
    assert "There is none, and no deputy" not in Browser(house.desk.office).get("set-up", "wyton").words


def test_a_robot_that_fills_in_every_field_sends_nothing_and_words_are_not_lost(house: House, at: At) -> None:
    at("2026-03-02 10:00")
    client, url = Client(), reverse("worried-outside", args=["wyton"])
    sheet = client.get(url).context["sheet"]
    at("2026-03-02 10:01")
    answer = client.post(url, {"words": "Buy now", "sheet": sheet, "trap": "x"})
    assert "Buy now" in answer.content.decode()
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        assert not Concern.objects.exists()


def test_what_stays_at_the_desk_is_one_line_and_leads_nowhere(house: House, at: At) -> None:
    at("2026-03-02 10:05")
    Browser(house.desk.office).post("raise-concern", "wyton", house.desk.case.id)
    concern = the_concern(house)
    lead = Browser(house.dsl)
    refused = lead.post("seal-concern", "wyton", concern.id, neutral="", needed="absence")
    assert "Say in one line what the office has to do." in refused.words
    lead.post("seal-concern", "wyton", concern.id, neutral="Amira is absent today", needed="absence")
    today = Browser(house.desk.office).get("today", "wyton").words
    assert "Amira is absent today" in today
    with tenancy.atomic(house.desk.school.id):
        left = Case.objects.get()
    page = Browser(house.desk.office).get("case", "wyton", left.id)
    assert "Swimming" not in page.words
    assert "Samina" not in page.words


def test_whoever_had_opened_it_is_told_that_it_was_passed_on_and_nobody_else(house: House, at: At) -> None:
    at("2026-03-02 10:05")
    case = house.desk.case
    business = worlds.staff(house.desk.school, "Bea Roe", Role.BUSINESS_MANAGER)
    Browser(house.desk.office).get("case", "wyton", case.id)
    Browser(house.dsl).post("raise-concern", "wyton", case.id)
    Browser(house.dsl).post("seal-concern", "wyton", the_concern(house).id, neutral="", needed="")
    had, had_not = Browser(house.desk.office), Browser(business)
    assert "Passed on. Nothing more for you to do." in had.get("case", "wyton", case.id, status=410).words
    assert "Page not found" in had_not.get("case", "wyton", case.id, status=404).words
    assert "Page not found" in Browser(house.desk.governor).get("case", "wyton", case.id, status=404).words
