"""The calendar of the ledgers' scenarios, and short ways to say that something happened."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bookbag.policy import packs
from bookbag.policy.calendar import Calendar
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts, Sender

CASES = Path(__file__).parent / "cases"


def read_calendar(name: str) -> Calendar:
    return Calendar.from_dict(json.loads((CASES / "calendars" / f"{name}.json").read_text()))


@pytest.fixture
def calendar() -> Calendar:
    return read_calendar("scenarios-2025-26")


@pytest.fixture
def decided(calendar: Calendar) -> Callable[..., Decision]:
    """Decide of a message that came at a local time such as "2026-03-02 09:00"."""

    def decided(pack: str, channel: str, at: str, category: str = "enquiry", sender: str = "unknown") -> Decision:
        event = Event(
            EventKind.MESSAGE_RECEIVED,
            Channel(channel),
            Category(category),
            datetime.fromisoformat(at).replace(tzinfo=calendar.zone),
        )
        return decide(event, Facts(sender=Sender(sender)), [packs.load(pack)], calendar)

    return decided
