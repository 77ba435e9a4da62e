"""Hours: what waits until when, what is barred, and what may leave all the same."""

from dataclasses import replace
from datetime import date

import pytest
from tests.policy.written import leaving

from bookbag.policy import packs
from bookbag.policy.calendar import ClosedDay
from bookbag.policy.clearing import Severity
from bookbag.policy.decisions import decide
from bookbag.policy.rules.words import People, Thing, Way
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts

IN_LESSONS = 'kind: hours\n    of: {of}\n    effect: {effect}\n    stretches: [{{start: "08:55", end: "15:30"}}]'
OUTSIDE = "kind: hours\n    of: sending\n    effect: {}\n    school_time: working_hours\n    outside: true"


@pytest.mark.parametrize(
    ("when", "until"),
    [
        ("2026-03-05 21:15", "2026-03-06 08:30"),
        ("2026-03-06 16:00", "2026-03-09 08:30"),
        ("2026-03-07 10:00", "2026-03-09 08:30"),
        ("2026-03-06 08:29", "2026-03-06 08:30"),
        ("2026-03-06 08:30", None),
        ("2026-03-06 15:59", None),
        ("2026-03-27 18:00", "2026-04-13 08:30"),
    ],
)
def test_what_must_wait_outside_hours_waits_until_school_opens(written, asked, at, when, until) -> None:
    holds = asked(leaving(at(when)), written("aaa", "must", OUTSIDE.format("waits"))).holds
    assert [hold.until for hold in holds] == ([at(until)] if until else [])


def test_what_may_wait_leaves_and_says_when_hours_begin(written, asked, at) -> None:
    found = asked(leaving(at("2026-03-05 21:15")), written("aaa", "may", OUTSIDE.format("waits")))
    assert found.holds == ()
    assert [(each.severity, each.mend) for each in found.findings] == [
        (Severity.ADVISE, "It can be done from Friday 6 March, 8.30 am on.")
    ]


def test_what_is_barred_in_lessons_is_barred_on_school_days_from_the_first_minute_to_the_last(
    written, asked, at
) -> None:
    pack = written("aaa", "must_not", IN_LESSONS.format(of="social_media", effect="not_allowed"))
    post = leaving(at("2026-03-02 08:55"), of=Thing.POST, way=Way.SOCIAL, towards=People.PUBLIC)
    (finding,) = asked(post, pack).findings
    assert (finding.severity, finding.mend) == (Severity.BLOCK, "It can be done from Monday 2 March, 3.30 pm on.")
    for free in ("2026-03-02 08:54", "2026-03-02 15:30", "2026-03-07 10:00", "2026-05-04 10:00"):
        assert asked(replace(post, at=at(free)), pack).findings == ()


def test_of_two_times_to_wait_for_the_later_rules(written, asked, at) -> None:
    later = OUTSIDE.replace("school_time: working_hours", 'stretches: [{{start: "10:00", end: "12:00"}}]')
    one, other = written("aaa", "must", OUTSIDE.format("waits")), written("bbb", "must", later.format("waits"))
    found = asked(leaving(at("2026-03-05 21:15")), one, other).holds
    assert [(hold.until, hold.rules) for hold in found] == [
        (at("2026-03-06 10:00"), True),
        (at("2026-03-06 08:30"), False),
    ]


def test_a_time_behind_the_end_of_the_calendar_is_not_made_up(written, asked, at) -> None:
    (hold,) = asked(leaving(at("2026-07-21 18:00")), written("aaa", "must", OUTSIDE.format("waits"))).holds
    assert hold.until is None


def test_a_call_at_a_busy_time_finds_the_answer_machine(asked, at) -> None:
    call = Event(EventKind.MESSAGE_RECEIVED, Channel.PHONE, Category.ENQUIRY, at("2026-03-02 09:00"))
    found = [each for each in asked(call, packs.load("wyton")).findings if each.clause == "WYT-077"]
    assert [each.sentence.split(", because")[0] for each in found] == [
        "The answer machine takes calls now until Monday 2 March, 9.15 am"
    ]
    later = replace(call, at=at("2026-03-02 10:00"))
    assert not [each for each in asked(later, packs.load("wyton")).findings if each.clause == "WYT-077"]


def test_a_closed_day_has_no_hours(written, calendar, at) -> None:
    snow = replace(calendar, closed={**calendar.closed, date(2026, 3, 6): ClosedDay("Snow")})
    pack = written("aaa", "must", OUTSIDE.format("waits"))
    (hold,) = decide(leaving(at("2026-03-06 10:00")), Facts(), [pack], snow).holds
    assert hold.until == at("2026-03-09 08:30")


def test_a_rule_on_lessons_holds_until_school_closes(asked, at) -> None:
    post = leaving(at("2026-03-02 10:00"), of=Thing.POST, way=Way.SOCIAL, towards=People.PUBLIC)
    (finding,) = [each for each in asked(post, packs.load("norton-west-chinnock")).findings if each.check == "hours"]
    assert (finding.clause, finding.mend) == ("NWC-067", "It can be done from Monday 2 March, 4 pm on.")


def test_a_meeting_in_lessons_hears_when_teachers_are_free(asked, at) -> None:
    meeting = leaving(at("2026-03-02 10:00"), of=Thing.MEETING)
    (finding,) = [each for each in asked(meeting, packs.load("wyton")).findings if each.check == "hours"]
    assert (finding.clause, finding.mend) == ("WYT-097", "It can be done from Monday 2 March, 3.30 pm on.")
