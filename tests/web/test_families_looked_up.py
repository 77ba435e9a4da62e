"""A mother is on the telephone: whatever she says is found in one press, and nobody finds whom they may not see."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.actions import points
from bookbag.people.models import Pupil
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")


@pytest.fixture
def _monday(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    desk = browsing.desk()
    worlds.family(desk.school, "Amira Ash", adults=("Siân O’Neill",), class_name="3B")
    worlds.family(desk.school, "Łukasz Nowak-Żak", adults=("Elizabeth Nowak",), class_name="3B")
    with tenancy.atomic(desk.school.id):
        mother = desk.family.contacts["Samina"].id
        points.add(mother, "telephone", "+44 7700 900123", by=desk.office, now=worlds.NOW)
        points.add(mother, "post", "14 Hill Road, Wyton, WY1 2AB", by=desk.office, now=worlds.NOW)
    return desk


def found(desk: Desk, words: str) -> str:
    page = Browser(desk.office).get("families", "wyton", q=words).words
    return page.split("Look up", 1)[1].split("Contact gaps", 1)[0].strip()


@pytest.mark.parametrize("words", ["Amira 3B", "3b amira", "amira ash", "ASH", "o'neill", "Sian", "Siân O’Neill"])
def test_a_child_is_found_by_what_a_caller_says_of_it(desk: Desk, words: str) -> None:
    says = found(desk, words)
    assert "Siân O’Neill" in says
    assert "Khan" not in says


@pytest.mark.parametrize("words", ["Lukasz", "Łukasz", "zak", "nowak", "Liz Nowak"])
def test_accents_strokes_and_second_names_do_not_matter(desk: Desk, words: str) -> None:
    assert "Łukasz Nowak-Żak 3B" in found(desk, words) or "Elizabeth Nowak Parent of Łukasz" in found(desk, words)


@pytest.mark.parametrize(
    "words", ["07700900123", "07700 900 123", "+447700900123", "0044 7700 900123", "WY1 2AB", "wy12ab",
              "14 hill rd WY1 2AB", "SAMINA.KHAN@home.example", "samina.khan"[:6] + ".khan@"],
)  # fmt: skip
def test_a_number_and_an_address_find_who_is_held_under_it(desk: Desk, words: str) -> None:
    says = found(desk, words)
    assert "Samina Khan Parent of Amira Khan, 4B" in says
    assert "Omar" not in says


@pytest.mark.parametrize(("words", "name"), [("Amria 4B", "Amira Khan"), ("Kahn", "Amira Khan"), ("Samena", "Samina")])
def test_a_slip_finds_what_is_spelt_alike_and_says_so(desk: Desk, words: str, name: str) -> None:
    says = found(desk, words)
    assert f"Nobody is called “{words}”. These are spelt or said alike." in says
    assert name in says


def test_nothing_found_is_said_with_what_the_words_were_taken_for(desk: Desk) -> None:
    assert "We hold nobody under the name “Zzyx”." in found(desk, "Zzyx")
    assert "We hold nobody under the telephone number “01632 960001”." in found(desk, "01632 960001")
    assert "We hold nobody under the name, in 4B “Ash 4B”." in found(desk, "Ash 4B")


def test_a_leaver_is_found_after_those_who_are_here(desk: Desk) -> None:
    with tenancy.atomic(desk.school.id):
        Pupil.objects.filter(id=desk.family.pupil.id).update(left_on=date(2026, 2, 13))
    says = found(desk, "Amira")
    assert says.index("Amira Ash") < says.index("Amira Khan left on Friday 13 February 2026")


def test_a_teacher_finds_the_children_of_the_class_and_their_adults_only(desk: Desk) -> None:
    teacher = Browser(desk.teacher)
    assert "Amira Khan 4B" in teacher.get("families", "wyton", q="Amira").words
    assert "Ash" not in teacher.get("families", "wyton", q="Amira").words
    assert "Samina Khan Parent of Amira Khan" in teacher.get("families", "wyton", q="07700900123").words
    nobody = teacher.get("families", "wyton", q="Nowak").words
    assert "We hold nobody in your classes under the name “Nowak”." in nobody
    for page in ("child", "adult"):
        key = desk.family.pupil.id if page == "child" else desk.family.contacts["Samina"].id
        words = teacher.get(page, "wyton", key).words
        assert "Change" not in words
        Browser(worlds.staff(desk.school, f"Tom {page}", Role.TEACHER)).get(page, "wyton", key, status=404)


def test_those_who_govern_find_no_page(desk: Desk) -> None:
    Browser(desk.governor).get("families", "wyton", status=404, q="Amira")
    Browser(desk.governor).get("child", "wyton", desk.family.pupil.id, status=404)
