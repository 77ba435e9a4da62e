"""By which ways something may leave, and what is said of what came by a way that is shut."""

from dataclasses import replace

import pytest
from tests.policy.written import leaving

from bookbag.policy import packs
from bookbag.policy.clearing import Severity
from bookbag.policy.decisions import Decision
from bookbag.policy.rules.words import People, Post, Way
from bookbag.policy.values import Category, Channel, Event, EventKind, Sender


@pytest.mark.parametrize(
    ("duty", "severity"), [("must_not", "block"), ("must", "ask"), ("should", "ask"), ("should_not", "ask")]
)
def test_a_way_that_is_shut_is_a_finding_as_hard_as_its_clause_with_the_ways_that_are_open(
    written, asked, at, duty, severity
) -> None:
    pack = written("aaa", duty, "kind: channel\n    of: notice\n    only: [letter, paper]")
    (finding,) = asked(leaving(at("2026-03-02 10:00")), pack).findings
    assert (finding.check, finding.severity.value) == ("channel", severity)
    assert finding.mend == "It can go by letter or paper instead."
    assert asked(leaving(at("2026-03-02 10:00"), way=Way.PAPER), pack).findings == ()
    assert asked(leaving(at("2026-03-02 10:00"), towards=People.PUPILS), pack).findings == ()


@pytest.mark.parametrize("duty", ["may", "right"])
def test_what_may_be_narrows_no_way(written, asked, at, duty) -> None:
    pack = written("aaa", duty, "kind: channel\n    of: notice\n    only: [letter]")
    assert asked(leaving(at("2026-03-02 10:00")), pack) == Decision()


def test_of_two_rules_on_ways_the_harder_rules_and_the_mend_fits_both(written, asked, at) -> None:
    barred = written("aaa", "must_not", "kind: channel\n    of: notice\n    never: [email, text]")
    narrow = written("bbb", "should", "kind: channel\n    of: notice\n    only: [letter, text]")
    found = asked(leaving(at("2026-03-02 10:00")), barred, narrow).findings
    assert [(finding.clause, finding.rules) for finding in found] == [("AAA-001", True), ("BBB-001", False)]
    assert {finding.mend for finding in found} == {"It can go by letter instead."}


def test_where_no_way_is_left_the_head_decides(written, asked, at) -> None:
    one = written("aaa", "must", "kind: channel\n    of: notice\n    only: [email]")
    other = written("bbb", "must_not", "kind: channel\n    of: notice\n    never: [email]")
    (finding,) = asked(leaving(at("2026-03-02 10:00")), one, other).findings
    assert (finding.clause, finding.severity) == ("BBB-001", Severity.BLOCK)
    assert finding.mend == "No way is left under AAA-001 and BBB-001. The headteacher decides."


def test_an_account_is_told_apart_from_the_form_in_which_something_goes(written, asked, at) -> None:
    pack = written("aaa", "must", "kind: channel\n    of: school_business\n    only: [school_account]")
    assert asked(leaving(at("2026-03-02 10:00")), pack).findings == ()
    own = leaving(at("2026-03-02 10:00"), carriers=frozenset({Way.PRIVATE_EMAIL}))
    (finding,) = asked(own, pack).findings
    assert finding.sentence.startswith("It does not go by private email, because ")


def test_what_is_held_for_somebody_waits_for_them(written, asked, at) -> None:
    pack = written("aaa", "must", "kind: channel\n    of: notice\n    only: [letter]\n    held_for: office")
    found = asked(leaving(at("2026-03-02 10:00")), pack)
    assert ([hold.waits_for for hold in found.holds], found.findings) == ([(Post.OFFICE,)], ())
    assert asked(leaving(at("2026-03-02 10:00")), pack, agreed=frozenset({Post.OFFICE})) == Decision()


def test_what_came_by_a_shut_way_is_taken_and_only_remarked_on(asked, at) -> None:
    came = Event(EventKind.MESSAGE_RECEIVED, Channel.SOCIAL, Category.ABSENCE, at("2026-03-02 10:00"))
    found = asked(came, packs.load("trust-electronic"))
    assert [(each.clause, each.severity) for each in found.findings] == [("TEC-115", Severity.ADVISE)]
    assert [route.to for route in found.routes] == ["office"]
    assert asked(came, packs.load("trust-electronic"), sender=Sender.PUPIL).findings == ()
    assert asked(replace(came, channel=Channel.FORM), packs.load("trust-electronic")).findings == ()
