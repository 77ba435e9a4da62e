"""Colleagues are told of what is due and late in one note each, in their hours, once; and of nothing that they may not see."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from tests.builders import browsing, mails, worlds

from bookbag.desk.actions import cases, duties, reminding
from bookbag.desk.models import Case, Duty, Reminder
from bookbag.outbox.models import Dispatch
from bookbag.people.models import EmergencyRota, StaffMember
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.policy.values import Met
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")


def london(when: str) -> datetime:
    return datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("Europe/London"))


RECEIVED = london("2026-03-02 09:10")
"""A Monday. Norton owes an acknowledgement by Wednesday 4 March and an answer by Monday 9 March, 3.15 pm."""


@dataclass(frozen=True)
class House:
    """Norton, with its people."""

    school: School
    office: Actor
    head: Actor
    teacher: Actor
    dsl: Actor


@pytest.fixture
def house() -> House:
    school = worlds.school("norton", packs=("norton-west-chinnock",), closes=time(15, 15))
    school.opens, school.office_opens, school.office_closes = time(8, 45), time(8, 45), time(15, 15)
    school.save()
    return House(
        school,
        office=worlds.staff(school, "Olive Trent", Role.OFFICE),
        head=worlds.staff(school, "Hugh Marsh", Role.HEAD),
        teacher=worlds.staff(school, "Tess Barrow", Role.TEACHER),
        dsl=worlds.staff(school, "Dina Sole", Role.DSL),
    )


def case_of(house: House, *, number: int = 1, owner: Actor | None = None, now: datetime = RECEIVED) -> Case:
    raw = mails.mail(to="office@norton.bookbag.test", subject=f"Matter {number}", message_id=f"{number}@home.example")
    case = browsing.brought(house.school, raw, now=now)
    if owner:
        with tenancy.atomic(house.school.id):
            return cases.assign(case, to=owner.staff_id, by=house.office, now=now)
    return case


def notes(house: House) -> list[tuple[str, datetime, str]]:
    """Every note to a colleague so far: to whom, when, and its words."""
    with tenancy.atomic(house.school.id, sight=Sight.SAFEGUARDING):
        sent = Dispatch.objects.filter(notice="to_staff").order_by("queued_at", "to_name")
        return [(each.to_name, each.queued_at, f"{each.subject}\n{each.body}") for each in sent]


def minutes(house: House, first: str, last: str, *, step: int = 15) -> None:
    """Let the sweep run from one moment to another, as the worker does each minute."""
    now, end = london(first), london(last)
    while now <= end:
        if reminding.schools_to_look_at([house.school.id], now=now):
            reminding.remind(house.school.id, now=now)
        now += timedelta(minutes=step)


def told(house: House) -> list[tuple[str, str]]:
    return [(name, f"{at.astimezone(ZoneInfo('Europe/London')):%d %H:%M}") for name, at, _ in notes(house)]


def test_the_owner_hears_before_and_when_the_time_has_come_and_the_head_of_what_is_late(house: House) -> None:
    case_of(house, owner=house.teacher)
    minutes(house, "2026-03-02 09:15", "2026-03-10 12:00")
    assert told(house) == [
        ("Tess Barrow", "03 08:45"),  # the acknowledgement is due tomorrow
        ("Tess Barrow", "05 08:45"),  # it was due yesterday at closing
        ("Tess Barrow", "06 08:45"),  # the answer is due on Monday
        ("Hugh Marsh", "10 08:45"),
        ("Tess Barrow", "10 08:45"),
    ]
    first, *_, head, teacher = [words for _, _, words in notes(house)]
    assert first.startswith("One thing waits for you at the desk\nDear Tess Barrow\n\nCOMING UP\n\n")
    assert "Acknowledge an e-mail of Monday 2 March: due Wednesday 4 March, 3.15 pm (NWC-013). It is with you." in first
    assert "LATE\n\nAnswer an e-mail of Monday 2 March: was due Monday 9 March, 3.15 pm (NWC-014)." in head
    assert "Late ones go to the head (NWC-014)." in head
    assert "It is with you." in teacher


def test_many_things_are_one_note_and_the_next_comes_an_hour_later(house: House) -> None:
    for number in range(5):
        case_of(house, number=number, owner=house.teacher)
    minutes(house, "2026-03-03 08:30", "2026-03-03 09:00", step=1)
    ((_, at, words),) = notes(house)
    assert at == london("2026-03-03 08:45")
    assert words.startswith("Five things wait for you at the desk")
    late = case_of(house, number=9, owner=house.teacher, now=london("2026-03-03 09:00"))
    with tenancy.atomic(house.school.id):
        Duty.objects.filter(case=late).update(due=london("2026-03-03 09:05"), look_at=RECEIVED, late_to=[])
    minutes(house, "2026-03-03 09:05", "2026-03-03 11:00", step=1)
    assert told(house) == [("Tess Barrow", "03 08:45"), ("Tess Barrow", "03 09:45")]


def test_it_names_no_family_no_child_and_no_subject(house: House) -> None:
    worlds.family(house.school)
    case_of(house, owner=house.teacher)
    minutes(house, "2026-03-03 08:45", "2026-03-10 08:45", step=60)
    said = " ".join(words for _, _, words in notes(house))
    assert "http://127.0.0.1:8000/norton/cases/" in said
    assert not [word for word in ("Khan", "Samina", "Amira", "Matter", "swim", "home.example") if word in said]


def change(case: Case, **values: Any) -> None:
    """Give the duties of a case other values, as if the policy were another."""
    with tenancy.atomic(case.school_id):
        Duty.objects.filter(case_id=case.id).update(**values)


def test_whoever_may_not_open_it_gets_no_link(house: House) -> None:
    case = case_of(house, owner=house.head)
    change(case, late_to=["teacher"], due=london("2026-03-03 10:00"), look_at=RECEIVED)
    minutes(house, "2026-03-03 10:00", "2026-03-03 10:00")
    (words,) = [words for name, _, words in notes(house) if name == "Tess Barrow"]
    assert "/cases/" not in words
    assert "Ask the office for it" in words


def test_what_nobody_has_is_the_offices(house: House) -> None:
    case_of(house)
    minutes(house, "2026-03-03 08:45", "2026-03-03 08:45")
    ((name, _, words),) = notes(house)
    assert name == "Olive Trent"
    assert "Nobody has it." in words


def test_what_was_done_meanwhile_is_told_to_nobody(house: House) -> None:
    case = case_of(house, owner=house.teacher)
    minutes(house, "2026-03-03 08:44", "2026-03-03 08:44")
    change(case, look_at=london("2026-03-03 08:45"))
    with tenancy.atomic(house.school.id):
        kept = cases.lock(case)
        for what in (Met.ACKNOWLEDGEMENT, Met.ANSWER):
            duties.meet(kept, what, at=RECEIVED, by=house.teacher, now=RECEIVED)
    minutes(house, "2026-03-03 08:45", "2026-03-10 12:00")
    assert notes(house) == []


def test_nobody_is_told_at_night_by_a_worker_that_was_down_all_day(house: House) -> None:
    case_of(house, owner=house.teacher)
    minutes(house, "2026-03-03 20:00", "2026-03-04 08:30")
    assert notes(house) == []
    minutes(house, "2026-03-04 08:45", "2026-03-04 08:45")
    assert told(house) == [("Tess Barrow", "04 08:45")]


def test_when_a_date_moves_the_new_one_is_told_of_too(house: House) -> None:
    case = case_of(house, owner=house.teacher)
    minutes(house, "2026-03-03 08:45", "2026-03-03 08:45")
    change(case, due=london("2026-03-06 15:15"), look_at=london("2026-03-04 07:00"))
    minutes(house, "2026-03-04 08:45", "2026-03-05 09:00")
    assert told(house) == [("Tess Barrow", "03 08:45"), ("Tess Barrow", "05 08:45")]


def test_somebody_else_who_gets_it_is_told_in_turn(house: House) -> None:
    case = case_of(house, owner=house.teacher)
    minutes(house, "2026-03-03 08:45", "2026-03-03 08:45")
    with tenancy.atomic(house.school.id):
        cases.assign(case, to=house.head.staff_id, by=house.office, now=london("2026-03-03 10:00"))
    minutes(house, "2026-03-03 10:00", "2026-03-03 12:00")
    assert told(house) == [("Tess Barrow", "03 08:45"), ("Hugh Marsh", "03 10:00")]


def test_somebody_without_an_address_hears_nothing_and_stops_nobody(house: House) -> None:
    case_of(house, owner=house.teacher)
    case_of(house, number=2, owner=house.head)
    with tenancy.atomic(house.school.id):
        StaffMember.objects.filter(id=house.teacher.staff_id).update(email="")
    minutes(house, "2026-03-03 08:45", "2026-03-03 08:45")
    assert told(house) == [("Hugh Marsh", "03 08:45")]


def test_run_twice_it_tells_nobody_twice(house: House) -> None:
    case_of(house, owner=house.teacher)
    now = london("2026-03-03 08:45")
    assert [reminding.remind(house.school.id, now=now) for _ in range(3)] == [1, 0, 0]
    with tenancy.atomic(house.school.id):
        Duty.objects.update(look_at=now)
    assert reminding.remind(house.school.id, now=now) == 0
    assert len(notes(house)) == 1


def test_sealed_it_goes_only_to_who_may_see_it_and_says_nothing(house: House) -> None:
    case = case_of(house, owner=house.teacher)
    with tenancy.atomic(house.school.id, sight=Sight.SAFEGUARDING):
        cases.set_sight(case, Sight.SAFEGUARDING, by=house.dsl, now=RECEIVED)
    minutes(house, "2026-03-02 09:15", "2026-03-10 12:00")
    assert {name for name, _ in told(house)} == {"Dina Sole"}
    said = " ".join(words for _, _, words in notes(house))
    assert "Something that only a few may see: due Wednesday 4 March, 3.15 pm.\nhttp" in said
    assert not [word for word in ("NWC-", "e-mail of", "Answer", "Acknowledge") if word in said]


def test_what_was_kept_for_somebody_before_it_was_sealed_is_not_told_to_them(house: House) -> None:
    case = case_of(house, owner=house.teacher)
    now = london("2026-03-03 08:45")
    with tenancy.atomic(house.school.id, sight=Sight.SAFEGUARDING):
        duty = Duty.objects.filter(case=case).earliest("due")
        Reminder.objects.create(
            school=house.school,
            duty=duty,
            due=duty.due,
            staff_id=house.teacher.staff_id,
            stage="before",
            because="it is with you",
            tell_at=now,
        )
        Duty.objects.update(look_at=None)
        cases.set_sight(case, Sight.SAFEGUARDING, by=house.dsl, now=RECEIVED)
    reminding.remind(house.school.id, now=now)
    assert notes(house) == []


def test_each_note_stands_in_the_record_of_the_case(house: House, owner: psycopg.Connection[Any]) -> None:
    case = case_of(house, owner=house.teacher)
    minutes(house, "2026-03-03 08:45", "2026-03-03 08:45")
    rows = owner.execute(
        "select thing, thing_id, clause, detail->>'stage', detail->>'to' from record_entry where act = 'colleague_told'"
    ).fetchall()
    assert rows == [("case", case.id, "NWC-013", "before", str(house.teacher.staff_id))]
    rows = owner.execute(
        "select thing, thing_id from record_entry where act = 'dispatch_queued' order by position desc limit 1"
    ).fetchall()
    assert rows == [("staff", house.teacher.staff_id)]


def accepts(house: House, who: Actor, first: date = date(2026, 1, 5)) -> None:
    with tenancy.atomic(house.school.id):
        EmergencyRota.objects.create(
            school=house.school, staff_id=who.staff_id, accepted_on=first, from_day=first, until_day=None
        )


def alarm(house: House, case: Case, *, now: datetime) -> None:
    with tenancy.atomic(house.school.id):
        reminding.alarm(case, by=house.office, now=now)


def test_an_emergency_goes_at_once_to_those_who_accepted_it_and_once(house: House) -> None:
    for who in (house.head, house.dsl):
        accepts(house, who)
    friday = london("2026-03-06 20:00")
    case = case_of(house, now=friday)
    for _ in range(2):
        alarm(house, case, now=friday)
    assert told(house) == [("Dina Sole", "06 20:00"), ("Hugh Marsh", "06 20:00")]
    words = notes(house)[0][2]
    assert "ring 999" in words
    assert "01632 960999 at night" in words
    assert f"/norton/cases/{case.id}" in words
    assert "Matter" not in words


def test_with_nobody_on_the_rota_the_safeguarding_lead_hears_at_their_next_opening_and_nobody_before(
    house: House,
) -> None:
    accepts(house, house.head, date(2026, 3, 7))
    friday = london("2026-03-06 20:00")
    case = case_of(house, now=friday)
    change(case, look_at=None)
    alarm(house, case, now=friday)
    minutes(house, "2026-03-06 20:15", "2026-03-09 09:00")
    assert told(house) == [("Dina Sole", "09 08:45")]
    assert "You get it because you lead on safeguarding." in notes(house)[0][2]
