"""Scenarios of the clauses on urgent calls: who is free, who is alerted, who took it and when."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from tests.builders import worlds
from tests.builders.browsing import Browser, Page

from bookbag.desk.models import CallAlert, Case
from bookbag.outbox.models import Dispatch
from bookbag.people.actions import hours
from bookbag.people.actions.hours import Engaged
from bookbag.people.models import StaffMember
from bookbag.policy.availability import Absence, Stretch
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
DAY = date(2026, 3, 2)
CALL = {"number": "01632 960777", "name": "Mrs Bell", "purpose": "Her son has left the house in tears", "urgent": "on"}


class House:
    """A school with a head, a deputy, the office and a teacher of Year 2."""

    def __init__(self, slug: str = "wyton", packs: tuple[str, ...] = ("wyton",)) -> None:
        self.school: School = worlds.school(slug, packs=packs)
        self.slug = slug
        self.head = worlds.staff(self.school, "Hetty Marsh", Role.HEAD)
        self.deputy = worlds.staff(self.school, "Dan Pike", Role.SENIOR_LEADER)
        self.office = worlds.staff(self.school, "Olive Trent", Role.OFFICE)
        self.teacher = worlds.staff(self.school, "Tess Barrow", Role.TEACHER)
        worlds.family(self.school, class_name="2A", teacher=self.teacher)

    def busy(self, who: Actor, starts: time, ends: time, what: str = "in a meeting") -> None:
        with tenancy.atomic(self.school.id):
            engaged = Engaged(what, Stretch(starts, ends), day=DAY)
            hours.enter_engagement(who.person, engaged, by=self.office, now=worlds.NOW)

    def rings(self, **typed: str) -> Page:
        return Browser(self.office).post("new-call", self.slug, **CALL | typed)

    def call(self) -> str:
        with tenancy.atomic(self.school.id):
            return str(Case.objects.get(channel="phone").calls.get().id)

    def alerts(self) -> dict[str, datetime]:
        with tenancy.atomic(self.school.id):
            return {each.staff.name: each.at for each in CallAlert.objects.select_related("staff")}

    def takes(self, who: Actor, status: int = 302) -> None:
        with tenancy.atomic(self.school.id):
            alert = CallAlert.objects.get(staff_id=who.person)
        answer = Browser(who).client.post(f"/{self.slug}/calls/alerts/{alert.id}/take")
        assert answer.status_code == status

    def today(self, who: Actor) -> str:
        return Browser(who).get("today", self.slug).words


@pytest.mark.clause("WYT-073")
def test_who_is_free_now_stands_first_and_whom_it_was_put_through_to_is_kept(at: Clock) -> None:
    house = House()
    house.busy(house.head, time(9, 30), time(11))
    with tenancy.atomic(house.school.id):
        by = {"by": house.office, "now": worlds.NOW}
        hours.set_reach(house.deputy.person, stand_in=None, extension="204", **by)  # type: ignore[arg-type]  # as given
    at("2026-03-02 10:00")
    # Pressing Urgent keeps the note and shows whom to ring.
    words = house.rings().words
    assert words.index("Dan Pike") < words.index("Hetty Marsh")
    assert "Dan Pike free until 16:00 204 Put through" in words
    assert "in a meeting until 11:00" in words

    page = Browser(house.office).post("put-through", "wyton", house.call(), to=str(house.deputy.staff_id))
    assert "Put through to Dan Pike at 10 am." in page.words
    log = Browser(house.office).get("calls", "wyton").words
    assert "put through to Dan Pike today 10 am" in log
    assert "ring back" not in log.split("Where it stands")[1]
    assert house.alerts() == {}
    # Who comes second is told that somebody has it.
    again = Browser(house.office).client.post(f"/wyton/calls/{house.call()}/put-through", {"to": house.head.staff_id})
    assert again.status_code == 409


@pytest.mark.clause("WYT-074")
def test_where_nobody_is_free_all_seniors_are_alerted_until_one_takes_it(at: Clock) -> None:
    house = House()
    for who in (house.head, house.deputy):
        house.busy(who, time(9, 30), time(11))
    moment = at("2026-03-02 10:00")
    assert "Hetty Marsh was alerted today 10 am and has not taken it yet." in house.rings().words
    assert house.alerts() == {"Hetty Marsh": moment, "Dan Pike": moment}
    # On top of whatever page they open, and by an e-mail that names nobody.
    for page in ("today", "inbox", "staff"):
        assert (
            "An urgent call was not put through. Today 10 am: Mrs Bell" in Browser(house.head).get(page, "wyton").words
        )
    with tenancy.atomic(house.school.id):
        mails = list(Dispatch.objects.all())
    assert {mail.to_name for mail in mails} == {"Hetty Marsh", "Dan Pike"}
    assert not any("Bell" in mail.subject + mail.body or "tears" in mail.body for mail in mails)

    at("2026-03-02 10:20")
    house.takes(house.deputy)
    assert "An urgent call was not put through" not in house.today(house.head)
    assert "An urgent call was not put through" not in house.today(house.deputy)
    assert "taken by Dan Pike today 10.20 am" in Browser(house.office).get("calls", "wyton").words
    house.takes(house.head, status=409)


def test_where_putting_through_fails_after_all_it_becomes_a_message_to_all_seniors(at: Clock) -> None:
    house = House()
    at("2026-03-02 10:00")
    house.rings()
    assert house.alerts() == {}
    assert "Urgent calls that nobody has taken" in house.today(house.office)
    page = Browser(house.office).post("put-through", "wyton", house.call())
    assert "Alerted: two senior members." in page.words
    assert set(house.alerts()) == {"Hetty Marsh", "Dan Pike"}
    # Whoever is alerted reads of it once, on top; the office, which is not, has its list.
    assert "Urgent calls that nobody has taken" in house.today(house.office)
    assert "Urgent calls that nobody has taken" not in house.today(house.head)
    top = Browser(house.head).get("today", "wyton")
    assert "See who can take it: Her son has left the house in tears" in top.words
    assert f"/wyton/calls/{house.call()}/put-through" in top.links


@pytest.mark.clause("NWC-019")
def test_the_stand_in_of_a_teacher_in_lessons_is_alerted_and_the_log_says_who_took_it(at: Clock) -> None:
    house = House("norton", ("norton-west-chinnock",))
    stand_in = worlds.staff(house.school, "Sam Reed", Role.TEACHER)
    Browser(house.office).post(
        "staff-reach", "norton", house.teacher.staff_id, stand_in=str(stand_in.staff_id), extension=""
    )
    house.busy(house.teacher, time(9), time(12), "teaching")
    moment = at("2026-03-02 11:00")
    house.rings(for_whom="tess")
    assert house.alerts() == {"Sam Reed": moment}
    assert "An urgent call came for somebody whom you stand in for. Today 11 am: Mrs Bell" in house.today(stand_in)
    at("2026-03-02 11:04")
    house.takes(stand_in)
    assert "taken by Sam Reed today 11.04 am" in Browser(house.office).get("calls", "norton").words
    # What they took they may open.
    with tenancy.atomic(house.school.id):
        case = Case.objects.get(channel="phone").id
    Browser(stand_in).get("case", "norton", case)


def test_a_teacher_who_is_away_is_stood_in_for_by_whom_the_absence_names(at: Clock) -> None:
    house = House("norton", ("norton-west-chinnock",))
    usual, named = (worlds.staff(house.school, name, Role.TEACHER) for name in ("Sam Reed", "Una Fell"))
    with tenancy.atomic(house.school.id):
        StaffMember.objects.filter(id=house.teacher.person).update(stand_in=usual.staff_id)
        away = Absence(DAY, DAY, named.staff_id)
        hours.enter_absence(house.teacher.person, away, by=house.office, now=worlds.NOW)
    at("2026-03-02 11:00")
    house.rings(for_whom="tess")
    assert set(house.alerts()) == {"Una Fell"}


def test_a_teacher_who_can_be_reached_is_alerted_themselves(at: Clock) -> None:
    house = House("norton", ("norton-west-chinnock",))
    at("2026-03-02 11:00")
    house.rings(for_whom="tess")
    assert set(house.alerts()) == {"Tess Barrow"}
    with tenancy.atomic(house.school.id):
        case = Case.objects.get(channel="phone")
        call = case.calls.get().id
    Browser(house.teacher).post("have-call", "norton", call)
    assert "An urgent call" not in house.today(house.teacher)


def test_nobody_takes_what_another_was_alerted_to(at: Clock) -> None:
    house = House()
    for who in (house.head, house.deputy):
        house.busy(who, time(9, 30), time(11))
    at("2026-03-02 10:00")
    house.rings()
    with tenancy.atomic(house.school.id):
        alert = CallAlert.objects.get(staff_id=house.head.person)
    assert Browser(house.deputy).client.post(f"/wyton/calls/alerts/{alert.id}/take").status_code == 404
    assert Browser(house.teacher).client.get(f"/wyton/calls/{house.call()}/put-through").status_code == 404


@pytest.mark.parametrize(
    ("purpose", "first"),
    [
        ("She says her uncle hits her and she is afraid to go home", "Lena Ware"),
        ("The boiler man is at the gate", "Hetty Marsh"),
    ],
)
def test_whom_a_matter_suits_goes_before_seniority(at: Clock, purpose: str, first: str) -> None:
    house = House()
    worlds.staff(house.school, "Lena Ware", Role.DEPUTY_DSL)
    at("2026-03-02 08:40")
    words = house.rings(purpose=purpose).words
    names = ("Lena Ware", "Hetty Marsh", "Dan Pike")
    assert min(names, key=words.index) == first
