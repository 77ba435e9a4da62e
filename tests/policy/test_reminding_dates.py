"""When the owner of a promise is asked before it is due, and who hears of it when it is late: as the pack says, and dated."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bookbag.errors import Invalid
from bookbag.policy import packs, worktime
from bookbag.policy.calendar import EVERY_CLOCK, Calendar, ClosedDay, Nation, Term
from bookbag.policy.decisions import decide
from bookbag.policy.rules.timed import Ahead
from bookbag.policy.values import Category, Channel, Clock, Event, EventKind, Facts, Sender

LONDON = ZoneInfo("Europe/London")
TERMS = (Term("Spring 2", date(2026, 2, 23), date(2026, 3, 27)), Term("Summer 1", date(2026, 4, 13), date(2026, 5, 22)))


def london(when: str) -> datetime:
    return datetime.fromisoformat(when).replace(tzinfo=LONDON)


def calendar(closed: dict[date, ClosedDay] | None = None) -> Calendar:
    return Calendar("Europe/London", Nation.ENGLAND_AND_WALES, TERMS, closed or {}, time(8, 30), time(16, 0))


@pytest.mark.parametrize(
    ("due", "days", "asked"),
    [
        ("2026-03-16 16:00", 2, "2026-03-12 08:30"),  # WYT-088's own days: the weekend is not counted
        ("2026-03-12 16:00", 2, "2026-03-10 08:30"),
        ("2026-04-13 16:00", 1, "2026-03-27 08:30"),  # over the Easter holidays
        ("2026-03-31 01:30", 1, "2026-03-27 08:30"),  # across the change of the clocks
        ("2026-02-24 16:00", 5, "2026-02-23 08:30"),  # no further back than the calendar knows
    ],
)
def test_days_are_counted_back_to_an_opening(due: str, days: int, asked: str) -> None:
    assert worktime.ahead(london(due), clock=Clock.WORKING_DAYS, days=days, calendar=calendar()) == london(asked)


def test_a_closed_day_puts_the_question_earlier_where_it_stops_the_clock() -> None:
    inset = date(2026, 3, 13)
    shut = calendar({inset: ClosedDay("INSET", EVERY_CLOCK)})
    counts = calendar({inset: ClosedDay("INSET", frozenset({Clock.SCHOOL_DAYS}))})
    due = london("2026-03-16 16:00")
    assert worktime.ahead(due, clock=Clock.WORKING_DAYS, days=2, calendar=shut) == london("2026-03-11 08:30")
    assert worktime.ahead(due, clock=Clock.WORKING_DAYS, days=2, calendar=counts) == london("2026-03-12 08:30")
    assert worktime.ahead(due, clock=Clock.SCHOOL_DAYS, days=2, calendar=counts) == london("2026-03-11 08:30")


@pytest.mark.parametrize("given", [{}, {"working_days": 2, "school_days": 2}, {"working_days": 0}])
def test_a_reminder_needs_one_number_of_days(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"give either|greater than or equal to 1"):
        Ahead.model_validate(given)


def test_a_decision_says_who_hears_and_when_the_owner_is_asked() -> None:
    letter = Event(EventKind.MESSAGE_RECEIVED, Channel.LETTER, Category.COMPLAINT, london("2026-03-02 09:00"))
    decision = decide(letter, Facts(sender=Sender.PARENT), [packs.load("wyton")], calendar())
    said = {duty.clause: (duty.remind_at, duty.late_to) for duty in decision.duties}
    assert said["WYT-083"] == (None, ("office",))
    assert said["WYT-087"] == (london("2026-03-12 08:30"), ())
    assert said["WYT-090"] == (None, ("head",))


def test_a_post_that_there_is_not_is_refused_with_its_place(tmp_path) -> None:
    texts = {
        name: (packs.SHIPPED / "standard" / name).read_text() for name in ("pack.yaml", "clauses.yaml", "kept.yaml")
    }
    texts["pack.yaml"] = texts["pack.yaml"].replace(
        "within: {working_days: 10}", "within: {working_days: 10}\n    late_to: [caretaker]", 1
    )
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(Invalid, match=r"pack\.yaml, line \d+: 'late_to"):
        packs.read(tmp_path)
