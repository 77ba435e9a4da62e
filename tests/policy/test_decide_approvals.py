"""Who must agree to what leaves: as hard as the clause, no longer than needed, the narrower choice first."""

from dataclasses import replace

import pytest
from tests.policy.written import leaving

from bookbag.policy import packs
from bookbag.policy.decisions import Decision
from bookbag.policy.rules.words import Post, Thing
from bookbag.policy.values import Category, Channel, Event, EventKind


@pytest.mark.parametrize(
    ("duty", "expected"),
    [("must", "hold"), ("must_not", "hold"), ("should", "ask"), ("may", "advise")],
)
def test_an_approval_holds_as_hard_as_its_clause(written, asked, at, duty, expected) -> None:
    pack = written("aaa", duty, "kind: approval\n    of: notice\n    by: [head, chief_executive]")
    found = asked(leaving(at("2026-03-02 10:00")), pack)
    assert [*("hold" for _ in found.holds), *(finding.severity for finding in found.findings)] == [expected]
    assert asked(leaving(at("2026-03-02 10:00"), of=Thing.MEETING), pack) == Decision()


def test_it_waits_for_any_one_of_them_or_for_each_and_no_longer_than_that(written, asked, at) -> None:
    rule = "kind: approval\n    of: notice\n    by: [head, dsl]"
    one, each = written("aaa", "must", rule), written("bbb", "must", f"{rule}\n    all_of_them: true")
    notice = leaving(at("2026-03-02 10:00"))
    (hold,) = asked(notice, one).holds
    assert hold.waits_for == (Post.HEAD, Post.DSL)
    assert hold.because == "Notice waits for the yes of the head or the DSL, because what this clause says (AAA-001)."
    assert asked(notice, one, agreed=frozenset({Post.DSL})).holds == ()
    assert [hold.waits_for for hold in asked(notice, each, agreed=frozenset({Post.DSL})).holds] == [(Post.HEAD,)]


def test_the_narrower_choice_rules_and_the_wider_stands_beside_it_until_the_narrower_has_agreed(
    written, asked, at
) -> None:
    rule = "kind: approval\n    of: notice\n    by: [{}]"
    wide, narrow = written("aaa", "must", rule.format("head, dsl")), written("bbb", "must", rule.format("head"))
    found = asked(leaving(at("2026-03-02 10:00")), wide, narrow)
    assert [(hold.clause, hold.rules) for hold in found.holds] == [("BBB-001", True), ("AAA-001", False)]
    assert asked(leaving(at("2026-03-02 10:00")), wide, narrow, agreed=frozenset({Post.HEAD})).holds == ()


def test_a_letter_says_when_it_comes_that_its_answer_will_wait(asked, at) -> None:
    came = Event(EventKind.MESSAGE_RECEIVED, Channel.LETTER, Category.ENQUIRY, at("2026-03-02 10:00"))
    (hold,) = asked(came, packs.load("spring-partnership")).holds
    assert (hold.waits_for, hold.clause) == ((Post.SENIOR_LEADER,), "SPT-034")
    assert asked(replace(came, channel=Channel.EMAIL), packs.load("spring-partnership")).holds == ()


def test_what_the_head_has_decided_against_waits_for_nobody_and_says_so(written, asked, at) -> None:
    settled = (
        "decisions: [{between: [AAA-001, BBB-001], rules: AAA-001, decided: 2026-02-02, reason: Parents ask for it.}]\n"
    )
    only = "kind: channel\n    of: notice\n    only: [email]"
    one = written("aaa", "must", only, settled)
    other = written("bbb", "must", only.replace("email", "letter") + "\n    held_for: office")
    (hold,) = asked(leaving(at("2026-03-02 10:00")), one, other).holds
    assert not hold.rules
    assert hold.because.endswith("The headteacher has decided that AAA-001 goes before it: Parents ask for it.")
