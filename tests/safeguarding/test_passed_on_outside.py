"""A lead notes a referral for good; whoever rings about a child in danger tells the leads in the same minute."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders.browsing import Browser
from tests.safeguarding.conftest import House

from bookbag.policy.permissions import Sight
from bookbag.safeguarding.models import Concern
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.mark.clause("SPT-092")
def test_a_referral_lists_what_was_shared_and_a_call_tells_the_lead(
    house: House, at: Callable[[str], datetime]
) -> None:
    at("2026-03-03 12:30")
    teacher, lead = Browser(house.desk.teacher), Browser(house.dsl)
    teacher.post("worried", "wyton", words="A burn.", child="Amira", aware_on="2026-03-03", aware_time="12:25")
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        concern = Concern.objects.get()
    at("2026-03-03 13:15")
    told = {"to_whom": "Fenshire Social Services", "shared": "Name and address; what she said", "reference": ""}
    when = {"on": "2026-03-03", "time": "13:15"}
    lacking = lead.post("refer-concern", "wyton", concern.id, **told, **when, ground="")
    assert "Say on which ground." in lacking.words
    page = lead.post("refer-concern", "wyton", concern.id, **told, **when, ground="At risk of harm").words
    assert "Fenshire Social Services, Tuesday 3 March, 1.15 pm, by Dinah Low" in page
    assert "Name and address; what she said" in page
    teacher.get("concern", "wyton", concern.id, status=404)
    numbers = teacher.get("child-in-danger", "wyton").words
    assert "01632 960555" in numbers
    assert "01632 960999" in numbers
    now = at("2026-03-03 13:21")
    teacher.post("child-in-danger", "wyton", words="rang Social Services 13:20, reference 47", child="")
    assert now in house.alerted()["Dinah Low"]
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        call = Concern.objects.get(source="call")
    assert "rang Social Services 13:20, reference 47" in lead.get("concern", "wyton", call.id).words
    school = house.desk.school
    school.childrens_services_night = ""
    school.save()
    assert "Enter the numbers" in Browser(house.desk.office).get("set-up", "wyton").words
