"""An adult's page names who else is reached by the same number, e-mail or front door, as far as the reader may know."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.actions import points
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")


@pytest.fixture
def _monday(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    """Amira's parents of 4B, and a lodger's child of 3B, behind one front door; Ned Ash at another."""
    desk = browsing.desk()
    lodger = worlds.family(desk.school, "Finn Doyle", adults=("Una Doyle",), class_name="3B").contacts["Una"]
    other = worlds.family(desk.school, "Ida Ash", adults=("Ned Ash",)).contacts["Ned"]
    parents = desk.family.contacts
    doors = {
        parents["Samina"]: "14 Hill Road, Wyton, WY1 2AB",
        parents["Omar"]: "14, Hill Rd\nWY1 2AB",
        lodger: "14 hill road, wyton, WY1 2AB",
        other: "15 Hill Road, Wyton, WY1 2AB",
    }
    with tenancy.atomic(desk.school.id):
        for adult, address in doors.items():
            points.add(adult.id, "post", address, by=desk.office, now=worlds.NOW)
    return desk


def test_the_office_reads_who_lives_at_the_same_address_however_it_is_written(desk: Desk) -> None:
    page = Browser(desk.office).get("adult", "wyton", desk.family.contacts["Samina"].id).words
    assert "14 Hill Road, Wyton, WY1 2AB Una Doyle, Omar Khan" in page
    assert "samina.khan@home.example nobody" in page
    assert "Ned Ash" not in page


def test_a_teacher_reads_only_of_adults_of_her_own_classes(desk: Desk) -> None:
    page = Browser(desk.teacher).get("adult", "wyton", desk.family.contacts["Samina"].id).words
    assert "14 Hill Road, Wyton, WY1 2AB Omar Khan" in page
    assert "Una Doyle" not in page
    assert "nobody in your classes" in page
