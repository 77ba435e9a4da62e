"""Ways of reaching people are kept in the form they are compared in; what was held in an older form is brought over."""

from importlib import import_module

import pytest
from django.apps import apps
from tests.builders import worlds

from bookbag.people.actions import families
from bookbag.people.actions.families import NewAdult, NewClass, NewFamily, NewPupil
from bookbag.people.models import ContactPoint
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
fold_again = import_module("bookbag.people.migrations.0006_point_changes").fold_again
HOME = "14 High St., Wyton, PE28 2AA"


def entered(school: School, **adult: tuple[str, ...] | str) -> dict[str, str]:
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    plan = NewFamily((NewPupil("Amira", "Khan", "4B"),), (NewAdult("Samina", "Khan", "mother", **adult),))  # type: ignore[arg-type]
    with tenancy.atomic(school.id):
        families.open_classes([NewClass("4B", "4")], by=office, now=worlds.NOW)
        families.enter([plan], by=office, now=worlds.NOW)
    return held(school)


def held(school: School) -> dict[str, str]:
    with tenancy.atomic(school.id):
        return dict(ContactPoint.objects.order_by("kind", "id").values_list("value", "folded"))


def test_a_number_and_an_address_that_are_entered_are_kept_in_one_form() -> None:
    points = entered(worlds.school(), telephones=("07700-900 123",), address=HOME)
    assert points["07700-900 123"] == "+447700900123"
    assert points[HOME] == "pe28 2aa||14|highstreet"


def test_one_number_in_two_spellings_is_entered_once_as_first_written() -> None:
    points = entered(worlds.school(), telephones=("07700 900123", "+44 7700 900123"))
    assert points == {"07700 900123": "+447700900123"}


def test_what_is_no_number_is_kept_as_it_is_written() -> None:
    assert entered(worlds.school(), telephones=("ask Nan",)) == {"ask Nan": "ask nan"}


def test_what_two_schools_hold_in_the_old_form_is_brought_over_in_each() -> None:
    schools = [worlds.school(), worlds.school("norton")]
    for school in schools:
        contact = worlds.family(school).contacts["Samina"]
        with tenancy.atomic(school.id):
            for value in ("07700 900123", "0044 7700 900123"):
                ContactPoint.objects.create(
                    school=school, contact=contact, kind="telephone", value=value, folded=value.replace(" ", "")
                )
    fold_again(apps, None)
    fold_again(apps, None)
    for school in schools:
        points = held(school)
        assert set(points) == {"samina.khan@home.example", "07700 900123", "0044 7700 900123"}
        assert sorted(points.values()).count("+447700900123") == 1, "the other spelling keeps its old form"
