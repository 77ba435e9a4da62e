"""Where the five real policies pull apart, as far as their packs have rules for them."""

import pytest

from bookbag.policy import packs, precedence
from bookbag.policy.rules.standing import Access
from bookbag.policy.rules.timed import Hours
from bookbag.policy.rules.words import Check, Occasion, People, Post, Thing, Way

TRUST, WYTON, SPRING = packs.load("trust-electronic"), packs.load("wyton"), packs.load("spring-partnership")
NORTON, HEART = packs.load("norton-west-chinnock"), packs.load("heart-of-england")
FIVE = [TRUST, WYTON, SPRING, NORTON, HEART]


def accesses(*clauses: str) -> list[Access]:
    """The rules on sight that keep these clauses."""
    rules = (rule for pack in FIVE for rule in pack.rules)
    return [rule for rule in rules if isinstance(rule, Access) and set(clauses) & set(rule.clauses)]


def test_tec_105_and_wyt_150_messenger_stays_open_to_parents_and_shut_to_pupils() -> None:
    both = [TRUST, WYTON]
    assert precedence.ways(both, Thing.COMMENT, People.PARENTS).allow(Way.DIRECT_MESSAGE)
    towards_pupils = precedence.ways(both, Thing.CONVERSATION, People.PUPILS)
    assert not towards_pupils.allow(Way.DIRECT_MESSAGE)
    assert "WYT-150" in towards_pupils.clauses


@pytest.mark.parametrize(
    ("clauses", "may_open"),
    [
        (("TEC-029",), {Post.HEAD, Post.CHIEF_EXECUTIVE}),
        (("TEC-029", "TEC-009"), {Post.HEAD, Post.CHIEF_EXECUTIVE}),
        (("TEC-029", "HOE-013", "TEC-009", "NWC-120"), {Post.HEAD}),
    ],
)
def test_tec_029_hoe_013_tec_009_and_nwc_120_the_narrower_sight_holds(clauses, may_open) -> None:
    assert len(accesses(*clauses)) == len(clauses)
    assert precedence.openers(accesses(*clauses)) == may_open


def test_tec_104_tec_117_and_wyt_145_what_is_shown_on_facebook_names_no_child() -> None:
    shown = [rule for rule in TRUST.running if rule.kind == "publication" and "TEC-104" in rule.clauses]
    (named,) = [rule for rule in WYTON.running if rule.kind == "content" and "WYT-145" in rule.clauses]
    assert shown
    assert named.check is Check.NAMES_PUPIL
    assert named.hardness(WYTON.clauses) == "block"
    assert precedence.conflicts([TRUST, WYTON]) == ()


def test_tec_109_tec_045_and_tec_127_a_question_reaches_the_champion_and_no_remark_is_answered_in_public() -> None:
    (route,) = [rule for rule in TRUST.routes if "TEC-109" in rule.clauses]
    assert route.to == (Post.DIGITAL_CHAMPION,)
    found = precedence.ways([TRUST], Thing.COMMENT, People.PARENTS)
    assert "TEC-045" in found.clauses
    assert not found.allow(Way.SOCIAL)
    assert found.allow(Way.DIRECT_MESSAGE)


def test_wyt_064_and_spt_044_an_important_letter_goes_by_hand_or_post_and_paper_is_for_notices() -> None:
    both = [WYTON, SPRING]
    letter = precedence.ways(both, Thing.IMPORTANT_LETTER, People.PARENTS)
    assert letter.only == {Way.LETTER, Way.HANDED_OVER}
    notice = precedence.audience(both, Thing.NOTICE)
    assert notice is not None
    assert "no_email" in notice.paper_for
    assert {"SPT-044", "WYT-010"} <= set(notice.clauses)


def test_nwc_004_and_tec_167_neither_runs_before_somebody_has_said_the_hours() -> None:
    for pack, clause in ((NORTON, "NWC-004"), (TRUST, "TEC-167")):
        assert [rule for rule in pack.rules if isinstance(rule, Hours) and clause in rule.clauses]
        assert not [rule for rule in pack.running if isinstance(rule, Hours) and clause in rule.clauses]
    assert precedence.conflicts([NORTON, TRUST]) == ()


def test_hoe_019_and_tec_108_the_ban_waits_for_its_hours_and_the_champion_is_reminded() -> None:
    assert not [rule for rule in HEART.running if "HOE-019" in rule.clauses and isinstance(rule, Hours)]
    (reminder,) = [rule for rule in TRUST.running if rule.kind == "reminder" and "TEC-108" in rule.clauses]
    assert reminder.whom is Post.DIGITAL_CHAMPION
    assert precedence.conflicts([HEART, TRUST]) == ()


def test_tec_093_to_102_with_wyt_120_and_nwc_042_one_card_asks_before_a_post() -> None:
    asked = precedence.card(FIVE, Occasion.POST_WRITTEN)
    assert {clause for _, clause in asked} >= {"TEC-093"}
    assert len({step.does for step, _ in asked}) == len(asked)


def test_the_five_policies_hold_no_conflict_that_their_rules_show() -> None:
    assert precedence.conflicts(FIVE) == ()


def test_the_law_yields_to_no_policy() -> None:
    assert precedence.conflicts([*FIVE, packs.load("law-england")]) == ()
