"""The dates in the ledgers' scenarios, each derived again by hand from the scenario's calendar.

The scenarios go on to boards, reminders and closing; they are proved, and marked, where those can be seen.
"""

from dataclasses import replace
from datetime import datetime, time

import pytest

from bookbag.policy import packs
from bookbag.policy.decisions import decide
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts

SCENARIOS = [
    # 4 May is a bank holiday, half-terms are 16 to 20 February and 25 to 29 May, school closes at 16:00.
    ("WYT-013", "acknowledge", "wyton", "form", "concern", "unknown", "2026-03-02 09:00", "2026-03-04 16:00"),
    ("WYT-013", "respond", "wyton", "form", "concern", "unknown", "2026-03-02 09:00", "2026-03-16 16:00"),
    ("WYT-071", "respond", "wyton", "phone", "enquiry", "unknown", "2026-02-13 14:00", "2026-02-23 16:00"),
    ("WYT-083", "acknowledge", "wyton", "email", "enquiry", "parent", "2026-05-21 10:00", "2026-06-01 16:00"),
    ("WYT-087", "respond", "wyton", "letter", "enquiry", "parent", "2026-04-30 10:00", "2026-05-15 16:00"),
    ("WYT-090", "respond", "wyton", "letter", "complaint", "parent", "2026-03-02 10:00", "2026-03-16 16:00"),
    ("WYT-173", "acknowledge", "wyton", "email", "enquiry", "public", "2026-03-02 10:00", "2026-03-04 16:00"),
    ("WYT-173", "respond", "wyton", "email", "enquiry", "public", "2026-03-02 10:00", "2026-03-16 16:00"),
    ("SPT-013", "respond", "spring-partnership", "form", "enquiry", "public", "2026-03-06 14:00", "2026-03-10 14:00"),
    ("SPT-031", "respond", "spring-partnership", "letter", "enquiry", "parent", "2026-02-12 14:00", "2026-02-23 14:00"),
    ("SPT-042", "respond", "spring-partnership", "email", "enquiry", "parent", "2026-03-07 20:00", "2026-03-11 08:30"),
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: f"{scenario[0]}-{scenario[1]}")
def test_the_date_of_the_scenario(decided, scenario) -> None:
    clause, duty, pack, channel, category, sender, at, due = scenario
    found = [each for each in decided(pack, channel, at, category, sender).duties if each.clause == clause]
    assert [f"{each.due:%Y-%m-%d %H:%M}" for each in found if each.duty == duty] == [due]


@pytest.mark.parametrize(
    ("clause", "at", "due"),
    [("NWC-013", "2026-05-01 10:00", "2026-05-06 15:15"), ("NWC-014", "2026-03-02 09:10", "2026-03-09 15:15")],
)
def test_the_date_of_the_scenario_in_nortons_core_hours(calendar, clause, at, due) -> None:
    core_hours = replace(calendar, opens=time(8, 45), closes=time(15, 15))
    received = datetime.fromisoformat(at).replace(tzinfo=calendar.zone)
    event = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.ENQUIRY, received)
    duties = decide(event, Facts(), [packs.load("norton-west-chinnock")], core_hours).duties
    assert {each.clause: f"{each.due:%Y-%m-%d %H:%M}" for each in duties}[clause] == due
