"""Words that callers want children told: before the class at once, ticked by whoever told the child, never forgotten."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import worlds
from tests.builders.browsing import Browser, Page

from bookbag.desk.models import Case, WordToPupil
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
WORD = {"number": "07700 900999", "name": "Mrs Khan", "word": "Your swimming things are at the office", "looked": "1"}


class House:
    """The secretary, a teacher, and a child in the teacher's class."""

    def __init__(self) -> None:
        self.school = worlds.school()
        self.teacher = worlds.staff(self.school, "Tess Barrow", Role.TEACHER)
        self.other = worlds.staff(self.school, "Tom Hale", Role.TEACHER)
        self.office = worlds.staff(self.school, "Olive Trent", Role.OFFICE)
        self.family = worlds.family(self.school, teacher=self.teacher)

    def note(self, **typed: str) -> Page:
        return Browser(self.office).post("new-call", "wyton", **WORD | typed)

    def today(self, who: object) -> str:
        return Browser(who).get("today", "wyton").words  # type: ignore[arg-type]  # one of those above

    def word(self) -> WordToPupil:
        with tenancy.atomic(self.school.id):
            return WordToPupil.objects.select_related("told_by", "case").get()


@pytest.mark.clause("WYT-076")
def test_nobody_has_told_the_child_for_half_an_hour_and_the_office_hears(at: Clock) -> None:
    house = House()
    at("2026-03-02 14:30")
    house.note(child="ami")
    assert "For Amira Khan, 4B: Your swimming things are at the office" in house.today(house.teacher)
    assert "swimming" not in house.today(house.other)
    at("2026-03-02 14:59")
    assert "swimming" not in house.today(house.office)
    at("2026-03-02 15:00")
    alert = house.today(house.office)
    assert "For Amira Khan, 4B: Your swimming things are at the office Not told yet, said today 2.30 pm." in alert


@pytest.mark.clause("WYT-076")
def test_a_tick_says_who_told_the_child_and_stops_it(at: Clock) -> None:
    house = House()
    at("2026-03-02 14:30")
    house.note(child="ami")
    at("2026-03-02 14:50")
    assert Browser(house.other).client.post(f"/wyton/calls/words/{house.word().id}/told").status_code == 404
    Browser(house.teacher).post("word-told", "wyton", house.word().id)
    assert (house.word().told_by.name, house.word().told_at) == ("Tess Barrow", at("2026-03-02 14:50"))
    at("2026-03-02 15:00")
    assert "swimming" not in house.today(house.office)
    assert "swimming" not in house.today(house.teacher)
    # The caller wanted nothing else: nobody is left with a call to return.
    assert (house.word().case.state, house.word().case.close_reason) == ("closed", "The child was told.")
    assert (
        "Told today 2.50 pm by Tess Barrow." in Browser(house.office).get("case", "wyton", house.word().case_id).words
    )


@pytest.mark.clause("WYT-076")
def test_late_in_the_day_the_office_hears_before_the_children_go(at: Clock) -> None:
    house = House()
    # Lessons end at 15:30: by 15:15 the office knows, though half an hour is not over.
    at("2026-03-02 15:05")
    house.note(child="ami")
    at("2026-03-02 15:14")
    assert "Not told yet" not in house.today(house.office)
    at("2026-03-02 15:15")
    assert "Not told yet" in house.today(house.office)


def test_a_message_for_nobody_in_particular_is_refused(at: Clock) -> None:
    house = House()
    at("2026-03-02 14:30")
    assert "Say which child is to be told." in house.note().words
    with tenancy.atomic(house.school.id):
        assert not Case.objects.exists()


def test_words_on_who_collects_reach_the_class_only_once_that_is_confirmed(at: Clock) -> None:
    house = House()
    at("2026-03-02 14:30")
    assert "Say who." in house.note(child="ami", word="Grandma collects you today").words
    house.note(child="ami", word="Grandma collects you today", collector="else", adult="Grandma")
    shown = house.today(house.teacher)
    assert "Keep Amira Khan until the office confirms." in shown
    assert "Grandma" not in shown
    assert Browser(house.teacher).client.post(f"/wyton/calls/words/{house.word().id}/told").status_code == 404
    with tenancy.atomic(house.school.id):
        collection = Case.objects.get(channel="phone").collections.get().id
    Browser(house.office).post("confirm-collection", "wyton", collection, how="password")
    assert "For Amira Khan, 4B: Grandma collects you today" in house.today(house.teacher)
