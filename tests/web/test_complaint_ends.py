"""How a concern ends: passed up where it cannot be settled, and with one question to whoever raised it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Case
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")

At = Callable[[str], datetime]


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def receipts(school: School, address: str) -> list[str]:
    with tenancy.atomic(school.id):
        return [each.body for each in Dispatch.objects.filter(to_address=address).order_by("queued_at")]


@pytest.mark.clause("WYT-116")
def test_what_is_not_settled_goes_up_and_the_parent_hears_to_whom(desk: Desk, at: At) -> None:
    leader = worlds.staff(desk.school, "Lena Stone", Role.SENIOR_LEADER)
    case = browsing.brought(
        desk.school, mails.mail("It goes on.", subject="The seating"), now=at("2026-03-02 09:00")
    ).id
    browser = Browser(desk.office)
    browser.post("categorise", "wyton", case, category="concern")
    browser.post("assign", "wyton", case, owner=str(desk.teacher.staff_id))
    Browser(desk.teacher).post("write-note", "wyton", case, text="We moved her twice.")
    at("2026-03-09 11:00")
    Browser(desk.teacher).post("pass-up", "wyton", case, role="team leader", to=str(leader.staff_id))
    assert "The seating" in Browser(leader).get("inbox", "wyton", view="mine").words
    assert "We moved her twice." in Browser(leader).get("case", "wyton", case).words
    told = receipts(desk.school, "samina.khan@home.example")[-1]
    assert "The team leader sees to it from now on" in told
    # The class teacher still follows it.
    assert "Lena Stone" in Browser(desk.teacher).get("case", "wyton", case).words


@pytest.mark.clause("NWC-110")
def test_a_concern_about_a_teacher_is_never_theirs_and_ends_with_one_question(at: At) -> None:
    school = worlds.school("norton", packs=("norton-west-chinnock",))
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    worlds.staff(school, "Hugh Lane", Role.HEAD)
    worlds.family(school, teacher=teacher)
    raw = mails.mail("She shouts at them.", subject="Year 4", to=school.email)
    case = browsing.brought(school, raw, now=at("2026-03-02 09:00")).id
    browser = Browser(office)
    browser.post("categorise", "norton", case, category="concern")
    browser.post("about-whom", "norton", case, staff=[str(teacher.staff_id)])
    refused = browser.client.post(f"/norton/cases/{case}/assign", {"owner": str(teacher.staff_id)})
    assert "It is about them. Give it to somebody else." in refused.content.decode()
    with tenancy.atomic(school.id):
        assert Case.objects.get(id=case).owner_id != teacher.staff_id
    at("2026-03-06 10:00")
    browser = Browser(office)
    assert "Say whether it was settled" in browser.post("close", "norton", case, reason="We spoke.", ask="on").words
    assert "Say how it ended, and why." in browser.post("close", "norton", case, settled="yes", ask="on").words
    browser.post("close", "norton", case, settled="yes", reason="She has said sorry.", ask="on")
    browser.post("reopen", "norton", case)
    browser.post("close", "norton", case, settled="yes", reason="It is over.", ask="on")
    asked = [words for words in receipts(school, "samina.khan@home.example") if "Was this settled?" in words]
    assert len(asked) == 1
