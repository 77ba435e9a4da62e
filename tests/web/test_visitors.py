"""Visitors at the front desk: greeted, announced, written down, and asked after when the office closes."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import reverse
from tests.builders import worlds
from tests.builders.browsing import Browser, Page

from bookbag.desk.models import Visit
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


class House:
    """The secretary and a teacher of Year 2."""

    def __init__(self) -> None:
        self.school = worlds.school()
        self.teacher = worlds.staff(self.school, "Tess Barrow", Role.TEACHER)
        self.office = worlds.staff(self.school, "Olive Trent", Role.OFFICE)

    def comes(self, name: str = "Mr Stone") -> Page:
        visitor = {"name": name, "comes_from": "Fenshire Music", "recipient": str(self.teacher.staff_id)}
        return Browser(self.office).post("visitor-sign-in", "wyton", **visitor)

    def visit(self) -> Visit:
        with tenancy.atomic(self.school.id):
            return Visit.objects.get()

    def today(self, who: Actor) -> str:
        return Browser(who).get("today", "wyton").words


@pytest.mark.clause("WYT-168")
def test_a_visitor_is_greeted_announced_and_asked_after_when_the_desk_closes(at: Clock) -> None:
    house = House()
    at("2026-03-02 15:40")
    greeting = house.comes().words
    assert "Welcome, Mr Stone." in greeting
    assert "Tess Barrow has been told that you are here." in greeting
    # The poster is what the policy's own Appendix C says.
    assert "Visitors are welcome." in greeting
    assert "Anyone who threatens or assaults somebody at the school" in greeting
    assert "Mr Stone (Fenshire Music) is at the front desk for you, since today 3.40 pm." in house.today(house.teacher)
    assert (
        "today 3.40 pm Mr Stone Fenshire Music Tess Barrow Sign out"
        in Browser(house.office).get("visitors", "wyton").words
    )

    # The office closes at half past four.
    at("2026-03-02 16:29")
    assert "has not signed out" not in house.today(house.office)
    at("2026-03-02 16:30")
    assert "Mr Stone has not signed out, in since today 3.40 pm." in house.today(house.office)
    Browser(house.office).post("visitor-sign-out", "wyton", house.visit().id)
    assert "has not signed out" not in house.today(house.office)
    assert (
        "today 3.40 pm Mr Stone Fenshire Music Tess Barrow today 4.30 pm"
        in Browser(house.office).get("visitors", "wyton").words
    )


def test_whom_they_visit_says_that_they_have_come(at: Clock) -> None:
    house = House()
    other = worlds.staff(house.school, "Tom Hale", Role.TEACHER)
    at("2026-03-02 15:40")
    house.comes()
    assert Browser(other).client.post(f"/wyton/visitors/{house.visit().id}/fetched").status_code == 404
    Browser(house.teacher).post("visitor-fetch", "wyton", house.visit().id)
    assert "at the front desk" not in house.today(house.teacher)


def test_somebody_without_a_name_does_not_sign_in(at: Clock) -> None:
    house = House()
    at("2026-03-02 15:40")
    assert "Type your name." in house.comes(" ").words
    assert Browser(house.teacher).client.get("/wyton/visitors").status_code == 404


def test_what_lies_beside_today_is_reached_from_it_and_leads_back(at: Clock) -> None:
    house = House()
    at("2026-03-02 10:00")
    for who, theirs in ((house.office, ("calls", "visitors", "diary")), (house.teacher, ("diary",))):
        today = Browser(who).get("today", "wyton").links
        for name in theirs:
            assert reverse(name, args=["wyton"]) in today
            assert "/wyton/today" in Browser(who).get(name, "wyton").links
    assert "No call was noted this week." in Browser(house.office).get("calls", "wyton").words
