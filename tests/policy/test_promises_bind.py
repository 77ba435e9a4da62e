"""To whom and to what a promise is given."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bookbag.errors import Invalid
from bookbag.policy import packs
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts


def clauses(decision: Decision) -> list[str]:
    return [duty.clause for duty in decision.duties]


def test_a_sender_whom_nobody_knows_is_treated_as_a_parent(decided) -> None:
    known = decided("wyton", "email", "2026-03-02 09:00", sender="parent")
    assert decided("wyton", "email", "2026-03-02 09:00") == known
    assert clauses(known) == ["WYT-083", "WYT-087"]


def test_a_sender_known_not_to_be_a_parent_has_no_parents_promise(decided) -> None:
    assert clauses(decided("wyton", "email", "2026-03-02 09:00", sender="staff")) == []


def test_the_public_has_its_own_clause(decided) -> None:
    assert clauses(decided("wyton", "email", "2026-03-02 09:00", sender="public")) == ["WYT-173", "WYT-173"]


def test_a_complaint_by_letter_has_both_its_promises(decided) -> None:
    found = clauses(decided("wyton", "letter", "2026-03-02 09:00", "complaint"))
    assert found == ["WYT-083", "WYT-087", "WYT-090"]


def test_the_rule_for_everything_else_gives_way_to_any_other(decided) -> None:
    assert clauses(decided("spring-partnership", "email", "2026-03-02 09:00")) == ["SPT-042"]
    assert clauses(decided("spring-partnership", "phone", "2026-03-02 09:00")) == ["SPT-013"]
    assert clauses(decided("spring-partnership", "email", "2026-03-02 09:00", sender="public")) == ["SPT-013"]


def test_a_channel_without_a_promise_gives_no_duty(decided) -> None:
    assert decided("norton-west-chinnock", "letter", "2026-03-02 09:00").duties == ()


@pytest.mark.parametrize("pack", ["wyton", "norton-west-chinnock", "spring-partnership"])
def test_an_automatic_reply_starts_no_clock(decided, pack) -> None:
    assert decided(pack, "email", "2026-03-02 09:00", "auto_reply") == Decision()


def test_duties_of_several_packs_stand_in_the_order_in_which_they_fall_due(calendar) -> None:
    event = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.ENQUIRY, datetime(2026, 3, 2, 10, tzinfo=UTC))
    both = [packs.load("wyton"), packs.load("spring-partnership")]
    found = decide(event, Facts(), both, calendar).duties
    assert [(duty.pack, duty.clause) for duty in found] == [
        ("spring-partnership", "SPT-042"),
        ("wyton", "WYT-083"),
        ("wyton", "WYT-087"),
    ]


def test_a_duty_names_the_version_that_made_it_and_what_meets_it(decided) -> None:
    (duty,) = decided("spring-partnership", "letter", "2026-03-02 09:00").duties
    assert (duty.version, duty.met_by) == ("1.3", ("answer", "holding_answer"))


def test_an_event_needs_the_offset_of_its_time() -> None:
    event = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.ENQUIRY, datetime(2026, 3, 2, 10, tzinfo=UTC))
    with pytest.raises(Invalid, match="offset"):
        replace(event, at=datetime(2026, 3, 2, 10))
