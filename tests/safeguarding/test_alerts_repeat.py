"""Alerts go out at once and again every quarter of an hour, to more people, until a safeguarding lead has it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from tests.builders import mails, worlds
from tests.builders.browsing import Browser
from tests.safeguarding.conftest import House

from bookbag.outbox.models import Dispatch
from bookbag.people.models import EmergencyRota
from bookbag.policy.permissions import Role, Sight
from bookbag.safeguarding import queries
from bookbag.safeguarding.actions import alerting, concerns
from bookbag.safeguarding.models import Concern
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]


def swept(house: House, now: datetime) -> None:
    """Let the worker's sweep look, as it does several times a minute."""
    for school_id in queries.schools_to_alert([house.desk.school.id], now=now):
        alerting.alert(school_id, now=now)


def filed(house: House, *, time: str = "10:00", on: str = "2026-03-02") -> None:
    Browser(house.desk.teacher).post("worried", "wyton", words="He flinches.", aware_on=on, aware_time=time)


@pytest.mark.clause("NWC-072")
def test_what_no_lead_opens_reaches_deputy_and_head_after_a_quarter_of_an_hour(house: House, at: At) -> None:
    sent = at("2026-03-02 10:00")
    filed(house)
    assert house.alerted() == {"Dinah Low": [sent], "Deb Hurst": [sent]}
    swept(house, at("2026-03-02 10:14"))
    assert "Hugh Lane" not in house.alerted()
    again = at("2026-03-02 10:15")
    swept(house, again)
    assert house.alerted() == {"Dinah Low": [sent, again], "Deb Hurst": [sent, again], "Hugh Lane": [again]}
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        concern = Concern.objects.get()
    Browser(house.deputy).post("take-concern", "wyton", concern.id)
    swept(house, again + timedelta(hours=1))
    assert len(house.alerted()["Dinah Low"]) == 2


@pytest.mark.clause("NWC-072")
def test_what_was_noticed_at_nine_and_sent_at_two_shows_five_hours(house: House, at: At) -> None:
    at("2026-03-02 14:00")
    filed(house, time="09:00")
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        concern = Concern.objects.get()
    assert "reported 5 hours after" in Browser(house.dsl).get("concern", "wyton", concern.id).words


def test_at_night_those_who_take_emergencies_are_alerted(house: House, at: At) -> None:
    leader = worlds.staff(house.desk.school, "Sal Orme", Role.SENIOR_LEADER)
    with tenancy.atomic(house.desk.school.id):
        EmergencyRota.objects.create(
            school=house.desk.school, staff_id=leader.staff_id, from_day=date(2026, 3, 1), accepted_on=date(2026, 3, 1)
        )
    now = at("2026-03-02 23:10")
    filed(house, time="23:00")
    assert house.alerted() == {"Sal Orme": [now]}


def test_without_any_lead_the_head_is_alerted(at: At) -> None:
    school = worlds.school()
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    worlds.staff(school, "Hugh Lane", Role.HEAD)
    at("2026-03-02 10:00")
    page = Browser(teacher).post("worried", "wyton", words="x", aware_on="2026-03-02", aware_time="10:00")
    assert "tell the headteacher now" in page.words
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        assert Dispatch.objects.get().to_name == "Hugh Lane"


def test_notes_say_nothing_of_what_or_whom(house: House, at: At) -> None:
    at("2026-03-02 10:00")
    filed(house)
    swept(house, at("2026-03-02 10:15"))
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        words = " ".join(f"{each.subject} {each.body}" for each in Dispatch.objects.filter(notice="to_staff"))
    assert not [word for word in ("flinches", "Amira", "Tess", "safeguarding concern") if word in words]
    with tenancy.atomic(house.desk.school.id, sight=Sight.CONFIDENTIAL):
        assert not Dispatch.objects.filter(notice="to_staff").exists()


def test_a_suspicion_of_bookbags_own_reaches_the_leads_once_and_stays_at_the_desk(house: House, at: At) -> None:
    now = at("2026-03-02 10:00")
    raw = mails.mail(
        "Amira says her uncle hit her with a belt again and she is scared to go home.",
        subject="Something I have to tell you",
        message_id="belt@home.example",
    )
    mails.arrive(raw, house.desk.school, now=now)
    assert concerns.take_suspicions(house.desk.school.id, now=now) == 1
    assert concerns.take_suspicions(house.desk.school.id, now=now) == 0
    assert set(house.alerted()) == {"Dinah Low", "Deb Hurst"}
    assert "Something I have to tell you" in Browser(house.desk.office).get("inbox", "wyton").words
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        concern = Concern.objects.get()
    Browser(house.dsl).post("leave-concern", "wyton", concern.id, because="A scene from the class play.")
    assert concerns.take_suspicions(house.desk.school.id, now=now) == 0
    assert "Something I have to tell you" in Browser(house.desk.office).get("inbox", "wyton").words
