"""Whom something reaches, whose consent it needs, and what its words hold."""

from dataclasses import replace

import pytest
from tests.policy.written import leaving

from bookbag.policy import packs
from bookbag.policy.clearing import Severity
from bookbag.policy.decisions import Decision
from bookbag.policy.rules.words import Check, People, Thing, Way


def test_an_audience_says_who_else_gets_it_and_in_which_form(written, asked, at) -> None:
    rule = "kind: audience\n    of: notice\n    to: [parents]\n    alike: true\n    paper_for: [no_email]\n    asked_first: true"
    found = asked(leaving(at("2026-03-02 10:00")), written("aaa", "must", rule))
    assert [each.says for each in found.notifications] == [
        "To adults who live apart alike, at the same time",
        "A printed copy for those with no e-mail",
        "Only to those who asked for it",
    ]
    assert found.findings == ()


def test_of_two_audiences_what_lies_outside_either_is_asked_about(written, asked, at) -> None:
    rule = "kind: audience\n    of: notice\n    to: [{}]"
    wide = written("aaa", "must", rule.format("parents, pupils"))
    narrow = written("bbb", "must", rule.format("parents"))
    to_pupils = leaving(at("2026-03-02 10:00"), towards=People.PUPILS)
    assert [each.clause for each in asked(to_pupils, wide, narrow).findings] == ["BBB-001"]
    assert asked(to_pupils, wide).findings == ()


@pytest.mark.parametrize(
    ("restricted", "says"),
    [
        (None, "Nobody has looked yet for court orders"),
        (True, "It leaves out whoever a court order names"),
        (False, ""),
    ],
)
def test_a_court_order_leaves_somebody_out_or_has_not_been_looked_for(written, asked, at, restricted, says) -> None:
    pack = written("aaa", "must_not", "kind: audience\n    of: event\n    to: [parents]\n    left_out: [court_order]")
    found = asked(leaving(at("2026-03-02 10:00"), of=Thing.EVENT), pack, restricted=restricted).findings
    assert [each.sentence.split(",")[0] for each in found] == ([says] if says else [])
    assert {each.severity for each in found} <= {Severity.BLOCK}


@pytest.mark.parametrize(
    ("forms", "missing"),
    [
        (("written", "any"), True),
        (("written", "written"), False),
        (("any", "acceptance"), False),
        (("any", "written"), False),
        (("acceptance", "written"), True),
    ],
)
def test_an_agreement_counts_in_the_form_that_the_rule_asks_for(written, asked, at, forms, missing) -> None:
    form, held = forms
    rule = f"kind: consent\n    of: photo\n    by: [parents, person_shown]\n    form: {form}"
    photo = leaving(at("2026-03-02 10:00"), of=Thing.PHOTO)
    consents = frozenset({("parents", held), ("person_shown", held)})
    found = asked(photo, written("aaa", "must_not", rule), consents=consents).findings
    assert [each.check for each in found] == (["consent of parents", "consent of person_shown"] if missing else [])
    assert {each.mend for each in found} <= {"Ask for it, or leave them out."}


def test_words_are_judged_by_what_was_found_in_them_and_not_passed_before_somebody_looked(written, asked, at) -> None:
    pack = written("aaa", "should", "kind: content\n    check: tone\n    ways: [email]\n    towards: [parents]")
    notice = leaving(at("2026-03-02 10:00"))
    (unseen,) = asked(notice, pack).findings
    assert unseen.sentence.startswith("Nobody has looked yet at its words for this: tone, because ")
    (found,) = asked(notice, pack, found=frozenset({Check.TONE})).findings
    assert (found.check, found.severity, found.mend) == ("tone", Severity.ASK, "Change the words.")
    assert asked(notice, pack, found=frozenset()) == Decision()
    for other in (replace(notice, way=Way.LETTER), replace(notice, towards=People.PUPILS)):
        assert asked(other, pack) == Decision()


def test_whoever_else_is_left_out_is_named_to_whoever_sends_it(asked, at) -> None:
    found = asked(leaving(at("2026-03-02 10:00"), of=Thing.MEETING), packs.load("wyton"), found=frozenset())
    assert ("WYT-103", "Leaves out: other families") in {(each.clause, each.says) for each in found.notifications}
