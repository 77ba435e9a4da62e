"""The calendar of the ledgers' scenarios, a small pack, and a short way to say that something happened."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from tests.policy.written import write

from bookbag.policy import packs
from bookbag.policy.calendar import Calendar
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.happenings import Question
from bookbag.policy.packs import Pack
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts, Sender

CASES = Path(__file__).parent / "cases"


PACK = dedent("""\
    title: A small policy
    owner: A small school
    version: "1"
    rules:
      - id: answer
        kind: promise
        clauses: [SML-001]
        event: message_received
        channels: [email]
        duty: respond
        within: {working_days: 2}
        met_by: [answer]
    """)
CLAUSES = dedent("""\
    - id: SML-001
      section: 1
      actor: school
      duty: must
      says: Every e-mail is answered within two working days.
      kind: clock
      area: clocks
      software: A clock runs.
      scenario: Given an e-mail of Monday, then it is due on Wednesday.
    """).replace("section: 1", 'section: "1"')
KEPT = "SML-001: [dates-of-promises]\n"
EXAMPLES = dedent("""\
    calendar:
      timezone: Europe/London
      bank_holidays: england-and-wales
      terms:
        - {name: Spring, first_day: 2026-02-23, last_day: 2026-03-27}
      closed: []
      school_day: {opens: 08:30, closes: 15:30}
    examples:
      - says: An e-mail of Monday.
        channel: email
        at: 2026-03-02 09:00
        expect:
          - {clause: SML-001, duty: respond, due: 2026-03-04 15:30}
    """)


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


@pytest.fixture
def small_pack(tmp_path: Path) -> Path:
    """A pack of one rule and one clause, to be broken."""
    folder = tmp_path / "small"
    folder.mkdir()
    for name, text in (("pack", PACK), ("clauses", CLAUSES), ("examples", EXAMPLES), ("kept", KEPT)):
        (folder / f"{name}.yaml").write_text(text)
    return folder


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Pack]:
    """Write a pack of one rule, whose clause is named after it."""
    return partial(write, tmp_path)


@pytest.fixture
def at(calendar: Calendar) -> Callable[[str], datetime]:
    """Read a local time such as "2026-03-02 09:00"."""
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=calendar.zone)


@pytest.fixture
def asked(calendar: Calendar) -> Callable[..., Decision]:
    """Ask some packs of something, with what is known by name."""

    def asked(question: Question, *bound: Pack, **known: Any) -> Decision:
        return decide(question, Facts(**known), bound, calendar)

    return asked
