"""Whoever had opened a case and sees it no longer finds one line, the same for every hand-over; whom it is about finds nothing."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import worlds
from tests.builders.browsing import Browser
from tests.safeguarding.conftest import House

from bookbag.policy.permissions import Role, Sight
from bookbag.safeguarding.models import Concern
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]
LINE = "Passed on. Nothing more for you to do."


def test_what_was_given_on_reads_as_what_was_sealed(house: House) -> None:
    supply = worlds.staff(house.desk.school, "Sam Oak", Role.SUPPLY)
    other = worlds.staff(house.desk.school, "Ola Finch", Role.SUPPLY)
    case, office = house.desk.case.id, Browser(house.desk.office)
    office.post("assign", "wyton", case, owner=str(supply.staff_id))
    Browser(supply).get("case", "wyton", case)
    office.post("assign", "wyton", case, owner=str(house.desk.teacher.staff_id))
    given = Browser(supply).get("case", "wyton", case, status=410).words
    assert LINE in given
    Browser(other).get("case", "wyton", case, status=404)
    office.post("raise-concern", "wyton", case)
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        concern = Concern.objects.get().id
    Browser(house.dsl).post("seal-concern", "wyton", concern, neutral="", needed="")
    assert Browser(supply).get("case", "wyton", case, status=410).words == given


def test_what_goes_above_the_head_is_passed_on_for_all_but_the_head(house: House) -> None:
    worlds.staff(house.desk.school, "Celia Fox", Role.CHAIR)
    case, office = house.desk.case.id, Browser(house.desk.office)
    Browser(house.head).get("case", "wyton", case)
    office.get("case", "wyton", case)
    office.post("about-whom", "wyton", case, staff=[str(house.head.staff_id)])
    assert LINE in office.get("case", "wyton", case, status=410).words
    Browser(house.head).get("case", "wyton", case, status=404)
    Browser(house.deputy).get("case", "wyton", case, status=404)


def test_whoever_still_sees_it_is_not_told_so_where_they_may_not_do_a_thing(house: House, at: At) -> None:
    at("2026-03-02 10:05")
    case = house.desk.case.id
    asked = worlds.staff(house.desk.school, "Sam Oak", Role.SUPPLY)
    due = {"text": "Did she?", "day": "2026-03-03", "colleague": str(asked.staff_id)}
    Browser(house.desk.office).post("ask-colleague", "wyton", case, **due)
    Browser(asked).get("case", "wyton", case)
    assert LINE not in Browser(asked).get("close", "wyton", case, status=404).words
