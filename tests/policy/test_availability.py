"""When people can be reached, and in which words it is said when they cannot. Days are those of the ledgers' scenarios."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from bookbag.errors import Invalid
from bookbag.policy import packs
from bookbag.policy.availability import Absence, Busy, Contracted, Hours, Pattern, Stretch, Weekly, lessons
from bookbag.policy.calendar import Calendar, ClosedDay

LONDON = ZoneInfo("Europe/London")
CORE = Stretch(time(8, 30), time(16))
MONDAYS_AND_TUESDAYS = {0: [(time(8, 30), time(16))], 1: [(time(8, 30), time(16))]}


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


def meeting(starts: str, ends: str) -> Busy:
    return Busy(at(starts), at(ends), "in a meeting")


@pytest.fixture
def teacher(calendar: Calendar) -> Hours:
    """Somebody who teaches at Wyton, with a staff meeting on Monday 2 March."""
    return Hours(
        calendar,
        Pattern(CORE),
        busy=(meeting("2026-03-02 15:40", "2026-03-02 16:40"),),
        weekly=lessons([packs.load("wyton")]),
    )


@pytest.fixture
def part_timer(calendar: Calendar) -> Hours:
    return Hours(calendar, Pattern.of(MONDAYS_AND_TUESDAYS, core=CORE))


def said(hours: Hours, when: str) -> str:
    return hours.may_be_reached(at(when)).because


def closing(hours: Hours, day: date, closed: ClosedDay) -> Hours:
    return replace(hours, calendar=replace(hours.calendar, closed={day: closed}))


def test_a_teacher_through_a_monday(teacher: Hours) -> None:
    through = {
        "08:15": "in from 08:30", "08:30": "free until 08:55", "08:55": "teaching until 15:30",
        "15:29": "teaching until 15:30", "15:30": "free until 15:40", "15:45": "in a meeting until 16:40",
        "16:20": "in a meeting until 16:40", "16:40": "gone since 16:00",
    }  # fmt: skip
    assert {hour: said(teacher, f"2026-03-02 {hour}") for hour in through} == through


def test_the_policy_is_named_where_it_is_the_reason(teacher: Hours) -> None:
    assert teacher.may_be_reached(at("2026-03-02 10:00")).clause == "WYT-057"
    assert teacher.may_be_reached(at("2026-03-02 15:45")).clause == ""


@pytest.mark.parametrize("pack", ["norton-west-chinnock", "spring-partnership", "standard", "law-england"])
def test_where_a_policy_says_nothing_of_lessons_there_are_none(pack: str) -> None:
    assert lessons([packs.load(pack)]) == ()


def test_days_on_which_nobody_is_in_say_why(teacher: Hours, part_timer: Hours) -> None:
    assert said(teacher, "2026-03-07 10:00") == "weekend"
    assert said(teacher, "2026-02-17 10:00") == "school holiday"
    assert said(teacher, "2026-05-04 10:00") == "May Day"
    assert said(part_timer, "2026-03-04 10:00") == "not in on Wednesdays"


def test_a_part_timer_comes_back_on_their_next_day(part_timer: Hours) -> None:
    assert part_timer.next_in(at("2026-03-03 16:00")) == at("2026-03-09 08:30")
    assert part_timer.next_reached(at("2026-03-03 15:00")) == at("2026-03-03 15:00")
    assert [day for day in range(1, 15) if part_timer.works_on(date(2026, 3, day))] == [2, 3, 9, 10]


def test_hours_of_ones_own_hold_from_one_day_until_another(calendar: Calendar) -> None:
    own = Contracted(0, Stretch(time(9), time(12)), date(2026, 3, 9), date(2026, 3, 13))
    hours = Hours(calendar, Pattern(CORE, (own,)))
    assert [day for day in range(2, 21) if hours.works_on(date(2026, 3, day))] == [2, 3, 4, 5, 6, 9, 16, 17, 18, 19, 20]
    assert said(hours, "2026-03-09 12:00") == "gone since 12:00"


def test_between_two_stretches_of_a_day(calendar: Calendar) -> None:
    hours = Hours(calendar, Pattern.of({0: [(time(8, 30), time(11)), (time(13), time(16))]}, core=CORE))
    assert said(hours, "2026-03-02 11:00") == "back at 13:00"
    assert hours.next_reached(at("2026-03-02 11:00")) == at("2026-03-02 13:00")


def test_whoever_is_away_is_not_in_and_somebody_stands_in(teacher: Hours) -> None:
    other = uuid4()
    away = replace(teacher, absences=(Absence(date(2026, 3, 2), date(2026, 3, 6), other),))
    assert said(away, "2026-03-02 15:45") == "away until Friday 6 March"
    assert away.next_reached(at("2026-03-02 09:00")) == at("2026-03-09 08:30")
    assert (found := away.absent_on(date(2026, 3, 6))) is not None
    assert found.stand_in == other
    assert away.absent_on(date(2026, 3, 7)) is None


def test_lessons_are_work_and_no_time_to_be_reached(teacher: Hours) -> None:
    assert teacher.next_in(at("2026-03-02 10:00")) == at("2026-03-02 10:00")
    assert teacher.next_reached(at("2026-03-02 10:00")) == at("2026-03-02 15:30")


def test_after_the_last_lesson_and_a_meeting_the_next_free_time_is_tomorrow(teacher: Hours) -> None:
    assert teacher.next_reached(at("2026-03-02 15:45")) == at("2026-03-03 08:30")


def test_on_an_inset_day_staff_are_in_and_do_not_teach(teacher: Hours) -> None:
    inset = closing(teacher, date(2026, 3, 3), ClosedDay("INSET", staff_in=True))
    assert said(inset, "2026-03-03 10:00") == "free until 16:00"
    assert said(closing(teacher, date(2026, 3, 3), ClosedDay("Snow")), "2026-03-03 10:00") == "Snow"


def test_an_early_close_sends_staff_home_unless_they_stay(teacher: Hours) -> None:
    early = closing(teacher, date(2026, 3, 3), ClosedDay("Snow", from_time=time(12)))
    assert said(early, "2026-03-03 11:59") == "teaching until 12:00"
    assert said(early, "2026-03-03 12:00") == "gone since 12:00"
    stays = closing(teacher, date(2026, 3, 3), ClosedDay("End of term", from_time=time(14), staff_in=True))
    assert said(stays, "2026-03-03 14:00") == "free until 16:00"
    late_shift = replace(early, pattern=Pattern.of({1: [(time(13), time(16))]}, core=CORE))
    assert said(late_shift, "2026-03-03 14:00") == "school has closed"


def test_a_window_may_last_for_days(teacher: Hours) -> None:
    residential = replace(teacher, busy=(Busy(at("2026-03-04 09:00"), at("2026-03-06 15:00"), "out of school"),))
    assert said(residential, "2026-03-04 10:00") == "out of school until Friday 6 March, 15:00"
    assert said(residential, "2026-03-06 10:00") == "out of school until 15:00"


def test_a_weekly_duty_is_no_lesson_and_holds_on_inset_days(calendar: Calendar) -> None:
    gate = Weekly(1, Stretch(time(8, 30), time(9)), "on duty")
    inset = closing(Hours(calendar, Pattern(CORE), weekly=(gate,)), date(2026, 3, 3), ClosedDay("INSET", staff_in=True))
    assert said(inset, "2026-03-03 08:45") == "on duty until 09:00"


def test_the_day_the_clocks_change_moves_no_hour(teacher: Hours, calendar: Calendar) -> None:
    spring = replace(
        teacher, calendar=replace(calendar, terms=(replace(calendar.terms[3], last_day=date(2026, 4, 2)),))
    )
    found = spring.next_reached(at("2026-03-27 16:00"))
    assert found == at("2026-03-30 08:30")
    assert found is not None
    assert found.utcoffset() == at("2026-03-30 08:30").utcoffset() != at("2026-03-27 08:30").utcoffset()


@pytest.mark.parametrize("when", ["2026-07-21 16:00", "2030-01-01 10:00", "2020-01-01 10:00"])
def test_where_the_calendar_says_nothing_no_time_is_made_up(teacher: Hours, when: str) -> None:
    assert teacher.next_reached(at(when)) is None
    assert teacher.next_in(at(when)) is None


def offered(hours: Hours, now: str, dues: Iterable[str]) -> list[str]:
    return [due for due in dues if not hours.has_time_before(at(due), now=at(now))]


def test_what_is_due_in_lessons_finds_no_time_and_what_is_due_after_them_does(teacher: Hours) -> None:
    dues = ["2026-03-02 11:00", "2026-03-02 16:00"]
    assert offered(teacher, "2026-03-02 08:30", dues) == ["2026-03-02 11:00"]
    assert offered(teacher, "2026-03-02 10:00", dues) == ["2026-03-02 11:00"]
    assert offered(teacher, "2026-03-02 15:45", [*dues, "2026-03-03 08:45"]) == dues


def test_what_is_due_on_a_day_off_finds_no_time(part_timer: Hours) -> None:
    dues = ["2026-03-03 16:00", "2026-03-05 16:00", "2026-03-10 16:00"]
    assert offered(part_timer, "2026-03-03 15:00", dues) == ["2026-03-05 16:00"]


def test_whoever_is_free_until_it_is_due_has_time(calendar: Calendar) -> None:
    office = Hours(calendar, Pattern(Stretch(time(8, 15), time(15, 30))))
    assert offered(office, "2026-03-02 09:00", ["2026-03-02 09:30", "2026-03-02 16:00", "2026-03-04 16:00"]) == []


def test_something_may_be_wanted_until_the_very_end_of_the_hours(part_timer: Hours) -> None:
    wanted = {"2026-03-02 08:29": False, "2026-03-02 08:30": True, "2026-03-02 16:00": True, "2026-03-02 16:01": False}
    assert {when: part_timer.includes(at(when)) for when in wanted} == wanted
    assert part_timer.ends_on(date(2026, 3, 3)) == at("2026-03-03 16:00")
    assert part_timer.ends_on(date(2026, 3, 4)) is None


def test_a_stretch_must_end_after_it_starts() -> None:
    with pytest.raises(Invalid, match="end after it starts"):
        Stretch(time(9), time(9))
