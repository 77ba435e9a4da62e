"""Sixty deadlines that were worked out day by day, over a school year with INSET, snow, half-terms and the change of the clocks."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bookbag.policy import packs
from bookbag.policy.calendar import Calendar
from bookbag.policy.decisions import decide
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts

FOLDER = Path(__file__).parent / "cases"
CASES = [json.loads(line) for line in (FOLDER / "deadlines.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_expected_clause_falls_due_at_exactly_the_expected_instant(case: dict) -> None:
    calendar = Calendar.from_dict(json.loads((FOLDER / "calendars" / f"{case['calendar']}.json").read_text()))
    event = Event(
        EventKind(case["event"]),
        Channel(case["channel"]),
        Category(case["category"]),
        datetime.fromisoformat(case["at"]),
    )
    found = {duty.clause: duty.due for duty in decide(event, Facts(), [packs.load(case["pack"])], calendar).duties}
    expected = {each["clause"]: datetime.fromisoformat(each["due"]) for each in case["expect"]}
    assert {clause: due for clause, due in found.items() if clause in expected} == expected


def test_there_are_sixty_of_them() -> None:
    assert len({case["id"] for case in CASES}) == 60
