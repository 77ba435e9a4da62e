"""A call back that is asked for through the school's form stands on the list of whom it is for, and on nobody else's."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from tests.builders import forms, worlds
from tests.builders.browsing import Browser

from bookbag.desk.models import Case
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
ASKS = forms.MOTHER | {
    "topic": "call",
    "telephone": "07700 900123",
    "whom": "the Year 5 teacher",
    "times": "after 4 pm",
    "school_class": "5A",
    "subject": "Her reading",
    "text": "Please ring me about her reading.",
}


@pytest.mark.clause("NWC-017")
def test_please_ring_me_stands_on_the_teachers_list_with_subject_and_good_times(at: Clock) -> None:
    school = worlds.school("norton", packs=("norton-west-chinnock",), closes=time(15, 15))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teacher, other = (worlds.staff(school, name, Role.TEACHER) for name in ("Tess Barrow", "Tom Hale"))
    worlds.family(school, class_name="5A", teacher=teacher)
    worlds.family(school, "Zoe Poe", ("Ann Poe",), class_name="4B", teacher=other)
    assert (
        "Give the telephone number under which we can ring you."
        in forms.send(ASKS | {"telephone": ""}, at, "2026-03-02 10:00", slug="norton").words
    )
    forms.send(ASKS, at, "2026-03-02 10:05", slug="norton")
    (case,) = forms.cases(school)
    page = Browser(office).get("case", "norton", case.id)
    assert "07700 900123, after 4 pm. Would like to speak to: the Year 5 teacher" in page.words
    # The teacher of Year 5 is proposed; the office accepts it.
    Browser(office).post("accept-call", "norton", case.id, recipient=str(teacher.staff_id))
    mine = Browser(teacher).get("today", "norton").words
    assert "07700 900123 after 4 pm Her reading" in mine
    assert "Her reading" not in Browser(other).get("today", "norton").words

    # It is on a list once.
    again = Browser(office).client.post(f"/norton/cases/{case.id}/call", {"recipient": str(other.staff_id)})
    assert again.status_code == 409
    with tenancy.atomic(school.id):
        call = case.calls.get().id
    at("2026-03-03 16:10")
    Browser(teacher).post("ring-back", "norton", call, do="spoke", text="She reads ten minutes each evening.")
    assert "Ring back by" not in Browser(teacher).get("today", "norton").words
    with tenancy.atomic(school.id):
        kept = Case.objects.get(id=case.id)
    assert kept.state == "answered"
