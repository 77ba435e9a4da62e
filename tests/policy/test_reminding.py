"""Who is told of a duty and when. Days are those of the ledgers' scenarios: Norton's core hours, 8.45 am to 3.15 pm."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from bookbag.policy import packs
from bookbag.policy.availability import Absence, Hours, Pattern, Stretch, lessons
from bookbag.policy.calendar import Calendar
from bookbag.policy.reminding import Accepted, Colleagues, Owed, Stage, alarm, plan
from bookbag.policy.rules.words import Post

LONDON = ZoneInfo("Europe/London")
CORE = Stretch(time(8, 45), time(15, 15))
MONDAYS_AND_TUESDAYS = {0: [(time(8, 45), time(15, 15))], 1: [(time(8, 45), time(15, 15))]}
TEACHER, OFFICE, HEAD, STAND_IN = uuid4(), uuid4(), uuid4(), uuid4()
POSTS = {Post.OFFICE: [OFFICE], Post.HEAD: [HEAD]}
MONDAY = "2026-03-02 09:10"


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


@pytest.fixture
def hours(calendar: Calendar) -> Hours:
    return Hours(calendar, Pattern(CORE))


@pytest.fixture
def part_timer(calendar: Calendar) -> Hours:
    return Hours(calendar, Pattern.of(MONDAYS_AND_TUESDAYS, core=CORE))


def away(hours: Hours, first: str, last: str, stand_in: UUID | None = None) -> Hours:
    return Hours(
        hours.calendar,
        hours.pattern,
        absences=(Absence(date.fromisoformat(first), date.fromisoformat(last), stand_in),),
    )


def owed(
    due: str, *, since: str = MONDAY, owner: UUID | None = TEACHER, remind: str = "", late_to: Sequence[Post] = ()
) -> Owed:
    return Owed(at(since), at(due), "NWC-014", owner, at(remind) if remind else None, tuple(late_to))


def told(duty: Owed, there: Colleagues, *, now: str = MONDAY) -> list[tuple[str, str, UUID]]:
    return [(each.stage.value, f"{each.at:%Y-%m-%d %H:%M}", each.to) for each in plan(duty, there, now=at(now))]


def everybody(hours: Hours, **others: Hours) -> Colleagues:
    theirs = {TEACHER: hours, OFFICE: hours, HEAD: hours, STAND_IN: hours}
    return Colleagues(theirs | {globals()[name.upper()]: their for name, their in others.items()}, POSTS)


def test_the_owner_is_asked_on_the_day_before_and_told_when_the_time_has_come(hours: Hours) -> None:
    assert told(owed("2026-03-09 14:00"), everybody(hours)) == [
        ("before", "2026-03-06 08:45", TEACHER),
        ("due", "2026-03-09 14:00", TEACHER),
    ]


def test_what_falls_due_at_closing_is_told_at_the_next_opening(hours: Hours) -> None:
    assert told(owed("2026-03-06 15:15"), everybody(hours))[-1] == ("due", "2026-03-09 08:45", TEACHER)


def test_the_policy_names_another_moment(hours: Hours) -> None:
    duty = owed("2026-03-16 15:15", remind="2026-03-12 08:30")
    assert told(duty, everybody(hours))[0] == ("before", "2026-03-12 08:45", TEACHER)


def test_whoever_is_not_in_then_is_asked_when_they_are_next_in(hours: Hours, part_timer: Hours) -> None:
    duty = owed("2026-03-16 15:15", remind="2026-03-12 08:30")
    assert told(duty, everybody(hours, teacher=part_timer))[0] == ("before", "2026-03-16 08:45", TEACHER)
    sooner = owed("2026-03-13 15:15", remind="2026-03-11 08:30")
    assert told(sooner, everybody(hours, teacher=part_timer))[0] == ("before", "2026-03-10 08:45", TEACHER)


def test_a_part_timer_is_asked_on_the_last_of_their_own_days(hours: Hours, part_timer: Hours) -> None:
    there = everybody(hours, teacher=part_timer)
    assert told(owed("2026-03-10 15:15"), there) == [
        ("before", "2026-03-09 08:45", TEACHER),
        ("due", "2026-03-16 08:45", TEACHER),
    ]


def test_the_office_is_asked_in_place_of_who_is_not_in_before_it_is_due(hours: Hours, part_timer: Hours) -> None:
    there = everybody(hours, teacher=part_timer)
    duty = owed("2026-03-05 15:15", since="2026-03-03 15:00")
    (first, _) = plan(duty, there, now=at("2026-03-03 15:00"))
    assert (first.stage, first.at, first.to) == (Stage.BEFORE, at("2026-03-03 15:00"), OFFICE)
    assert "in their place" in first.because


def test_a_teacher_is_told_after_lessons(calendar: Calendar, hours: Hours) -> None:
    teaching = Hours(calendar, Pattern(Stretch(time(8, 30), time(16))), weekly=lessons([packs.load("wyton")]))
    assert told(owed("2026-03-04 10:00"), everybody(hours, teacher=teaching)) == [
        ("before", "2026-03-03 08:30", TEACHER),
        ("due", "2026-03-04 15:30", TEACHER),
    ]


def test_what_nobody_has_goes_to_the_office(hours: Hours) -> None:
    alerts = plan(owed("2026-03-09 14:00", owner=None), everybody(hours), now=at(MONDAY))
    assert {(each.to, each.because) for each in alerts} == {(OFFICE, "nobody has it")}


def test_where_there_is_no_office_the_head_hears(hours: Hours) -> None:
    there = Colleagues({HEAD: hours}, {Post.HEAD: [HEAD]})
    assert {to for _, _, to in told(owed("2026-03-09 14:00", owner=None), there)} == {HEAD}


def test_who_stands_in_is_told_instead(hours: Hours) -> None:
    there = everybody(hours, teacher=away(hours, "2026-03-05", "2026-03-11", STAND_IN))
    assert told(owed("2026-03-09 14:00"), there) == [
        ("before", "2026-03-06 08:45", STAND_IN),
        ("due", "2026-03-09 14:00", STAND_IN),
    ]


def test_a_stand_in_who_is_away_has_a_stand_in(hours: Hours) -> None:
    week = ("2026-03-05", "2026-03-11")
    there = everybody(hours, teacher=away(hours, *week, STAND_IN), stand_in=away(hours, *week, HEAD))
    assert {to for _, _, to in told(owed("2026-03-09 14:00"), there)} == {HEAD}


def test_two_who_stand_in_for_each_other_end_with_the_office(hours: Hours) -> None:
    week = ("2026-03-02", "2026-03-11")
    there = everybody(hours, teacher=away(hours, *week, STAND_IN), stand_in=away(hours, *week, TEACHER))
    assert told(owed("2026-03-09 14:00"), there)[0] == ("before", "2026-03-02 09:10", OFFICE)


def test_late_goes_to_the_posts_of_the_promise_within_their_hours(hours: Hours) -> None:
    duty = owed("2026-03-09 15:15", late_to=[Post.HEAD])
    assert ("late", "2026-03-10 08:45", HEAD) in told(duty, everybody(hours))


def test_a_post_that_nobody_fills_falls_to_the_office(hours: Hours) -> None:
    duty = owed("2026-03-09 14:00", late_to=[Post.SENIOR_LEADER])
    assert ("late", "2026-03-09 14:00", OFFICE) in told(duty, everybody(hours))


@pytest.mark.parametrize(("managers", "hears"), [({TEACHER: STAND_IN}, STAND_IN), ({}, HEAD)])
def test_the_line_manager_or_else_the_head_hears(hours: Hours, managers: dict[UUID, UUID], hears: UUID) -> None:
    there = Colleagues(everybody(hours).hours, POSTS, managers)
    alerts = told(owed("2026-03-10 14:00", late_to=[Post.MANAGER]), there)
    assert alerts[1:] == [("due", "2026-03-10 14:00", TEACHER), ("late", "2026-03-10 14:00", hears)]


def test_the_owner_is_not_told_twice_of_the_same_moment(hours: Hours) -> None:
    duty = owed("2026-03-09 14:00", owner=HEAD, late_to=[Post.HEAD])
    assert [stage for stage, _, _ in told(duty, everybody(hours))] == ["before", "due"]


def test_what_is_past_is_not_announced(hours: Hours) -> None:
    stages = [stage for stage, _, _ in told(owed("2026-03-09 14:00"), everybody(hours), now="2026-03-09 14:00")]
    assert stages == ["due"]


def test_what_has_only_just_come_is_not_reminded_of(hours: Hours) -> None:
    assert [stage for stage, _, _ in told(owed("2026-03-03 09:10"), everybody(hours))] == ["due"]


def test_an_emergency_goes_at_any_hour_and_only_to_those_who_accepted_it(hours: Hours) -> None:
    friday = at("2026-03-06 20:00")
    rota = [
        Accepted(HEAD, date(2026, 1, 5)),
        Accepted(TEACHER, date(2026, 3, 7)),
        Accepted(OFFICE, date(2025, 9, 1), date(2026, 3, 5)),
        Accepted(STAND_IN, date(2026, 3, 6), date(2026, 3, 6)),
        Accepted(HEAD, date(2026, 3, 1)),
    ]
    alerts = alarm(rota, Colleagues(everybody(hours).hours), at=friday)
    assert [(each.stage, each.at, each.to) for each in alerts] == [
        (Stage.EMERGENCY, friday, HEAD),
        (Stage.EMERGENCY, friday, STAND_IN),
    ]


def test_who_leads_on_safeguarding_hears_of_an_emergency_as_soon_as_they_may_be_reached(hours: Hours) -> None:
    there = Colleagues(everybody(hours).hours, {Post.DSL: [TEACHER]})
    friday, monday = at("2026-03-06 20:00"), at("2026-03-09 08:45")
    assert [(each.at, each.to) for each in alarm([], there, at=friday)] == [(monday, TEACHER)]
    assert [(each.at, each.to) for each in alarm([], there, at=monday)] == [(monday, TEACHER)]
    on_rota = [Accepted(TEACHER, date(2026, 1, 5))]
    assert [(each.at, each.to) for each in alarm(on_rota, there, at=friday)] == [(friday, TEACHER)]
