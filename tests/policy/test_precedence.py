"""Several packs on one school: law first, the earlier date, everybody's approval, the narrower way, and conflicts that the head settles."""

from datetime import datetime

import pytest
from typer.testing import CliRunner

from bookbag.cli.policy import app
from bookbag.errors import Invalid
from bookbag.policy import packs, precedence
from bookbag.policy.calendar import Calendar
from bookbag.policy.decisions import decide
from bookbag.policy.precedence import Agreement
from bookbag.policy.rules.words import Occasion, People, Post, Thing, Way
from bookbag.policy.values import Category, Channel, DutyKind, Event, EventKind, Facts, LegalKind

CHANNEL = "kind: channel\n    of: notice\n    {}"
ONLY_SOCIAL = CHANNEL.format("only: [social]")
NEVER_SOCIAL = CHANNEL.format("never: [social]")
SETTLED = (
    "decisions:\n  - {between: [AAA-001, BBB-001], rules: %s, decided: 2026-09-01, reason: It reaches more families.}\n"
)


def test_of_each_kind_one_duty_rules_and_the_others_stand_beside_it(calendar: Calendar) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=calendar.zone)
    event = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.ENQUIRY, at)
    spring, standard = packs.load("spring-partnership"), packs.load("standard")
    duties = decide(event, Facts(), [standard, spring], calendar).duties
    assert {duty.pack for duty in duties} == {"spring-partnership", "standard"}
    for kind in {duty.duty for duty in duties}:
        (ruling,) = [duty for duty in duties if duty.duty is kind and duty.rules]
        assert ruling.due == min(duty.due for duty in duties if duty.duty is kind)
    assert decide(event, Facts(), [spring, standard], calendar).duties == duties


def test_law_rules_even_where_a_policy_promises_sooner_and_the_promise_stays(calendar: Calendar) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=calendar.zone)
    event = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.SUBJECT_ACCESS, at)
    bound = [packs.load("standard"), *packs.law("england", LegalKind.ACADEMY)]
    answers = [duty for duty in decide(event, Facts(), bound, calendar).duties if duty.duty is DutyKind.RESPOND]
    assert [(duty.clause, duty.rules) for duty in answers] == [("STD-005", False), ("LAW-005", True)]


def test_all_approvers_of_all_packs_must_agree(written) -> None:
    rule = "kind: approval\n    of: post\n    by: [{}]\n    all_of_them: {}"
    one = written("aaa", "must", rule.format("head, dsl", "true"))
    other = written("bbb", "must", rule.format("chief_executive, head", "false"))
    assert precedence.approvers([one, other], Thing.POST) == (
        Agreement((Post.HEAD,), "AAA-001"),
        Agreement((Post.DSL,), "AAA-001"),
        Agreement((Post.CHIEF_EXECUTIVE, Post.HEAD), "BBB-001"),
    )


def test_of_two_sets_of_ways_the_narrower_holds_and_what_may_be_narrows_nothing(written) -> None:
    one = written("aaa", "must", CHANNEL.format("only: [email, letter, paper]"))
    other = written("bbb", "must_not", CHANNEL.format("never: [email]"))
    third = written("ccc", "may", CHANNEL.format("only: [paper]"))
    found = precedence.ways([one, other, third], Thing.NOTICE, People.PARENTS)
    assert found.only == {Way.LETTER, Way.PAPER}
    assert [found.allow(way) for way in (Way.LETTER, Way.EMAIL, Way.TEXT)] == [True, False, False]
    assert found.clauses == ("AAA-001", "BBB-001")
    assert precedence.ways([one], Thing.NOTICE, People.PUPILS).allow(Way.TEXT)


def test_of_two_audiences_the_narrower_holds_with_everybodys_care(written) -> None:
    rule = "kind: audience\n    of: notice\n    {}"
    one = written("aaa", "must", rule.format("to: [parents, staff]\n    paper_for: [no_email]"))
    other = written("bbb", "must", rule.format("to: [parents, pupils]\n    paper_for: [not_online]\n    alike: true"))
    found = precedence.audience([one, other], Thing.NOTICE)
    assert found is not None
    assert (found.to, found.paper_for, found.alike) == ({People.PARENTS}, {"no_email", "not_online"}, True)
    assert precedence.audience([one, other], Thing.MEETING) is None


def test_must_against_must_not_is_a_conflict_in_which_must_not_holds_until_the_head_decides(written) -> None:
    one, other = written("aaa", "must", ONLY_SOCIAL), written("bbb", "must_not", NEVER_SOCIAL)
    (conflict,) = precedence.conflicts([one, other])
    assert str(conflict) == (
        "AAA-001 and BBB-001 cannot both be met on notice; the head decides once, under 'decisions' in either pack."
    )
    assert precedence.ways([one, other], Thing.NOTICE, People.PARENTS).only == frozenset()


@pytest.mark.parametrize(("winner", "allowed"), [("AAA-001", True), ("BBB-001", False)])
def test_what_the_head_has_decided_settles_a_conflict(written, winner, allowed) -> None:
    one = written("aaa", "must", ONLY_SOCIAL, SETTLED % winner)
    other = written("bbb", "must_not", NEVER_SOCIAL)
    (conflict,) = precedence.conflicts([one, other])
    assert str(conflict).endswith(f"pull apart on notice: {winner} rules. It reaches more families.")
    assert precedence.ways([one, other], Thing.NOTICE, People.PARENTS).allow(Way.SOCIAL) is allowed


def test_a_decision_for_neither_clause_is_refused(written) -> None:
    with pytest.raises(Invalid, match="'rules' must be one of AAA-001 or BBB-001"):
        written("aaa", "must", ONLY_SOCIAL, SETTLED % "CCC-001")


@pytest.mark.parametrize(
    ("duties", "second", "apart"),
    [
        (("must", "must_not"), NEVER_SOCIAL, True),
        (("should", "must_not"), NEVER_SOCIAL, False),
        (("must", "should_not"), NEVER_SOCIAL, False),
        (("may", "must_not"), NEVER_SOCIAL, False),
        (("must", "must"), CHANNEL.format("only: [letter]"), True),
        (("must", "must"), CHANNEL.format("only: [letter, social]"), False),
        (("must", "must_not"), CHANNEL.format("towards: [pupils]\n    never: [social]"), False),
        (("must", "must_not"), CHANNEL.format("direction: in\n    never: [social]"), False),
        (("must", "must_not"), NEVER_SOCIAL.replace("notice", "newsletter"), False),
    ],
)
def test_only_what_cannot_be_met_together_is_a_conflict(written, duties, second, apart) -> None:
    one, other = written("aaa", duties[0], ONLY_SOCIAL), written("bbb", duties[1], second)
    assert bool(precedence.conflicts([one, other])) is apart
    assert bool(precedence.conflicts([other, one])) is apart


def test_hours_that_are_allowed_and_not_allowed_are_a_conflict(written) -> None:
    rule = "kind: hours\n    of: social_media\n    effect: {}\n    school_time: lessons"
    one, other = written("aaa", "must", rule.format("allowed")), written("bbb", "must_not", rule.format("not_allowed"))
    (conflict,) = precedence.conflicts([one, other])
    assert conflict.about == "the hours of social media"


def test_check_holds_packs_against_each_other_and_fails_until_it_is_decided(written, tmp_path) -> None:
    written("aaa", "must", ONLY_SOCIAL)
    written("bbb", "must_not", NEVER_SOCIAL)
    folders = [str(tmp_path / "aaa"), str(tmp_path / "bbb")]
    ran = CliRunner().invoke(app, ["check", *folders])
    assert ran.exit_code == 1
    assert ran.stdout.splitlines()[-1].startswith("AAA-001 and BBB-001 cannot both be met on notice; ")
    assert CliRunner().invoke(app, ["check", folders[0]]).exit_code == 0
    with (tmp_path / "bbb" / "pack.yaml").open("a") as file:
        file.write(SETTLED % "BBB-001")
    assert CliRunner().invoke(app, ["check", *folders]).exit_code == 0


def test_one_card_asks_the_steps_of_all_packs_each_once(written) -> None:
    rule = 'kind: procedure\n    event: post_written\n    steps: [{{by: staff, does: "{}"}}, {{by: staff, does: "{}"}}]'
    one = written("aaa", "should", rule.format("Is it clear?", "May all see it?"))
    other = written("bbb", "should", rule.format("May all see it?", "Is it legal?"))
    asked = [(step.does, clause) for step, clause in precedence.card([one, other], Occasion.POST_WRITTEN)]
    assert asked == [("Is it clear?", "AAA-001"), ("May all see it?", "AAA-001"), ("Is it legal?", "BBB-001")]
