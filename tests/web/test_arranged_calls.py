"""Scenarios of the clauses on arranged times: reminded of, collided with, given up, answered in one's place, rung back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import worlds
from tests.builders.browsing import Browser, Page

from bookbag.desk.models import Arranged, Case, Duty
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


class House:
    """The secretary, a teacher, and a family whose mother is rung on Monday at a quarter past one."""

    def __init__(self, slug: str = "wyton", packs: tuple[str, ...] = ("wyton",)) -> None:
        self.slug = slug
        self.school = worlds.school(slug, packs=packs)
        self.teacher = worlds.staff(self.school, "Tess Barrow", Role.TEACHER)
        self.office = worlds.staff(self.school, "Olive Trent", Role.OFFICE)
        worlds.family(self.school, teacher=self.teacher)

    def arrange(self, by: Actor | None = None, **typed: str) -> Page:
        call = {"kind": "call", "recipient": str(self.teacher.staff_id), "day": "2026-03-02", "at": "13:15"}
        call |= {"minutes": "15", "who": "Mrs Khan", "number": "07700 900123", "child": "ami"}
        return Browser(by or self.office).post("arrange", self.slug, **call | typed)

    def entry(self) -> Arranged:
        with tenancy.atomic(self.school.id):
            return Arranged.objects.get(kind="call")

    def today(self, who: Actor) -> str:
        return Browser(who).get("today", self.slug).words

    def message(self) -> Case:
        """The office takes the message, as the page asks for it."""
        entry = self.entry()
        page = Browser(self.office).get("new-call", self.slug, arranged=str(entry.id))
        filled = {
            str(each["name"]): str(each.get("value") or "") for each in page.controls if each.get("type") == "text"
        }
        assert (filled["number"], filled["name"], filled["for_whom"]) == ("07700 900123", "Mrs Khan", "Tess Barrow")
        chosen = {"recipient": str(self.teacher.staff_id), "arranged": str(entry.id)}
        Browser(self.office).post("new-call", self.slug, **filled | chosen | {"purpose": "Her reading"})
        with tenancy.atomic(self.school.id):
            return Case.objects.get(channel="phone")


@pytest.mark.clause("WYT-080")
def test_a_meeting_at_the_time_of_a_call_is_warned_of_and_the_teacher_is_reminded(at: Clock) -> None:
    house = House()
    at("2026-03-02 09:00")
    house.arrange()
    meeting = {"kind": "meeting", "at": "13:00", "minutes": "30", "who": "The caterers", "number": ""}
    warned = house.arrange(**meeting).words
    assert "Tess Barrow has a call with Mrs Khan, 1.15 pm. Tick this to put it in all the same." in warned
    with tenancy.atomic(house.school.id):
        assert not Arranged.objects.filter(kind="meeting").exists()
    # Before it and after it there is room.
    assert "It is in the diary." in house.arrange(**meeting | {"at": "12:45", "minutes": "30"}).words
    assert "It is in the diary." in house.arrange(**meeting | {"at": "13:30"}).words
    assert "It is in the diary." in house.arrange(**meeting | {"anyway": "on"}).words

    at("2026-03-02 13:04")
    assert "Call with Mrs Khan" not in house.today(house.teacher)
    at("2026-03-02 13:05")
    assert "Call with Mrs Khan today 1.15 pm about Amira Khan: 07700 900123." in house.today(house.teacher)
    assert "Call with Mrs Khan" not in house.today(house.office)


@pytest.mark.clause("WYT-081")
def test_the_office_takes_a_message_where_the_teacher_cannot_take_the_call(at: Clock) -> None:
    house = House()
    at("2026-03-02 09:00")
    house.arrange()
    at("2026-03-02 13:10")
    Browser(house.teacher).post("cannot-take", "wyton", house.entry().id)
    at("2026-03-02 13:15")
    asked = "Tess Barrow cannot take a call that was arranged for today 1.15 pm: Mrs Khan (Amira Khan), 07700 900123."
    assert f"{asked} take a message" in house.today(house.office)
    at("2026-03-02 13:29")
    assert f"{asked} take a message" in house.today(house.office)
    at("2026-03-02 13:30")
    assert f"{asked} missed" in house.today(house.office)


@pytest.mark.clause("WYT-081")
def test_the_note_is_tied_to_what_was_arranged(at: Clock) -> None:
    house = House()
    at("2026-03-02 09:00")
    house.arrange()
    at("2026-03-02 13:10")
    Browser(house.teacher).post("cannot-take", "wyton", house.entry().id)
    at("2026-03-02 13:20")
    case = house.message()
    assert house.entry().case_id == case.id
    at("2026-03-02 13:40")
    assert "cannot take a call" not in house.today(house.office)
    assert "message taken" in Browser(house.office).get("diary", "wyton").words
    note = {"arranged": str(house.entry().id), "number": "withheld", "name": "Mrs Khan", "purpose": "Again"}
    assert Browser(house.office).client.post("/wyton/calls/new", note).status_code == 409


@pytest.mark.clause("WYT-082")
def test_such_a_note_is_rung_back_the_same_day(at: Clock) -> None:
    house = House()
    at("2026-03-02 09:00")
    house.arrange()
    at("2026-03-02 13:20")
    case = house.message()
    words = Browser(house.teacher).get("case", "wyton", case.id).words
    assert "ring back by today 4 pm" in words
    assert "3 March" not in words
    at("2026-03-02 16:01")
    assert "overdue since today 4 pm" in Browser(house.teacher).get("case", "wyton", case.id).words


@pytest.mark.clause("WYT-082")
def test_one_try_on_that_day_is_enough(at: Clock) -> None:
    house = House()
    at("2026-03-02 09:00")
    house.arrange()
    at("2026-03-02 13:20")
    case = house.message()
    with tenancy.atomic(house.school.id):
        call = case.calls.get().id
    at("2026-03-02 15:50")
    Browser(house.teacher).post("ring-back", "wyton", call, do="tried", text="")
    at("2026-03-02 16:01")
    words = Browser(house.teacher).get("case", "wyton", case.id).words
    assert "overdue" not in words
    assert "tried once" in words
    with tenancy.atomic(house.school.id):
        assert (Duty.objects.get(case=case).clause, Duty.objects.get(case=case).state) == ("WYT-082", "met")


def test_where_the_policy_says_nothing_of_it_the_call_is_owed_like_any_other(at: Clock) -> None:
    house = House("norton", ("norton-west-chinnock",))
    at("2026-03-02 09:00")
    house.arrange()
    at("2026-03-02 13:20")
    case = house.message()
    with tenancy.atomic(house.school.id):
        assert {duty.clause for duty in Duty.objects.filter(case=case)} == {"NWC-018"}


def test_a_teacher_keeps_their_own_diary_and_nobody_elses(at: Clock) -> None:
    house = House()
    other = worlds.staff(house.school, "Tom Hale", Role.TEACHER)
    at("2026-03-02 09:00")
    house.arrange(by=house.teacher)
    assert "Mrs Khan" in Browser(house.teacher).get("diary", "wyton").words
    assert "Mrs Khan" not in Browser(other).get("diary", "wyton").words
    assert "Choose somebody who works at the school." in house.arrange(by=other).words
    assert Browser(other).client.post(f"/wyton/calls/arranged/{house.entry().id}/cannot").status_code == 404


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"at": "08:59"}, "Choose a time that is still to come."),
        ({"number": ""}, "Type the number under which they are rung."),
        ({"child": "zoe"}, "No child is called so."),
    ],
)
def test_what_cannot_be_arranged_is_refused_with_what_is_missing(at: Clock, typed: dict[str, str], says: str) -> None:
    house = House()
    at("2026-03-02 09:00")
    assert says in house.arrange(**typed).words


def test_a_call_that_took_place_asks_for_nothing_more(at: Clock) -> None:
    house = House()
    at("2026-03-02 09:00")
    house.arrange()
    at("2026-03-02 13:20")
    Browser(house.teacher).post("took-place", "wyton", house.entry().id)
    assert "Call with Mrs Khan" not in house.today(house.teacher)
    assert "took place" in Browser(house.teacher).get("diary", "wyton").words
