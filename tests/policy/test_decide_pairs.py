"""Where two real policies on one school pull apart: what rules, what is shown of both, and what the head must decide."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.policy.conftest import read_calendar
from typer.testing import CliRunner

from bookbag.cli.policy import app
from bookbag.policy import packs, precedence
from bookbag.policy.clearing import Severity
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.happenings import Happening, Leaving, Opening, Question
from bookbag.policy.packs import Pack, Settlement
from bookbag.policy.rules.words import Check, Occasion, People, Post, Thing, Way
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts

TRUST, WYTON, SPRING = packs.load("trust-electronic"), packs.load("wyton"), packs.load("spring-partnership")
NORTON, HEART = packs.load("norton-west-chinnock"), packs.load("heart-of-england")
SCHOOL = read_calendar("scenarios-2025-26")
MORNING = datetime(2026, 3, 2, 10, tzinfo=SCHOOL.zone)
EVENING = datetime(2026, 3, 5, 21, 15, tzinfo=SCHOOL.zone)
LOOKED = Facts(found=frozenset(), restricted=False)


def asked(question: Question, bound: Sequence[Pack], facts: Facts = LOOKED) -> Decision:
    return decide(question, facts, bound, SCHOOL)


def told(decision: Decision, check: str) -> list[tuple[str, str, bool]]:
    """The findings of one kind: clause, how hard, and whether it rules."""
    return [(each.clause, each.severity.value, each.rules) for each in decision.findings if each.check == check]


def met(pack: Pack, *needs: str) -> Pack:
    """The pack once the school has said where these stand."""
    return pack.ruled(off=frozenset(), met=dict.fromkeys(needs, "Staff handbook, page 4"), settled=())


# TEC-105 may use Messenger with whoever contributes; WYT-150 must not use direct messages with pupils.


def test_messenger_is_open_to_parents_and_shut_to_pupils() -> None:
    to_parents = Leaving(Thing.COMMENT, Way.DIRECT_MESSAGE, People.PARENTS, MORNING, service="Messenger")
    assert told(asked(to_parents, [TRUST, WYTON]), "channel") == []
    to_pupils = replace(to_parents, of=Thing.CONVERSATION, towards=People.PUPILS)
    found = asked(to_pupils, [TRUST, WYTON])
    assert ("WYT-150", "block", True) in told(found, "channel")
    assert told(asked(to_pupils, [WYTON]), "channel") == [("WYT-150", "block", True)]


# TEC-029 and TEC-009 open staff's communications to head and chief executive, HOE-013 and NWC-120 to the head.


@pytest.mark.parametrize(
    ("bound", "ruling", "beside"),
    [
        ([TRUST], {"TEC-009", "TEC-029"}, set()),
        ([TRUST, HEART], {"HOE-013"}, {"TEC-009", "TEC-029"}),
        ([TRUST, HEART, NORTON], {"HOE-013", "NWC-120"}, {"TEC-009", "TEC-029"}),
    ],
)
def test_the_narrower_sight_rules_and_the_wider_stands_beside_it(bound, ruling, beside) -> None:
    found = asked(Opening(Thing.SCHOOL_BUSINESS, Post.SENIOR_LEADER, MORNING), bound)
    assert {hold.clause for hold in found.holds if hold.rules} == ruling
    assert {hold.clause for hold in found.holds if not hold.rules} == beside


def test_the_chief_executive_waits_for_the_head_where_a_school_says_so() -> None:
    opening = Opening(Thing.SCHOOL_BUSINESS, Post.CHIEF_EXECUTIVE, MORNING)
    assert asked(opening, [TRUST]).holds == ()
    assert {hold.waits_for for hold in asked(opening, [TRUST, HEART]).holds} == {(Post.HEAD,)}
    assert asked(replace(opening, by=Post.HEAD), [TRUST, HEART, NORTON]).holds == ()


# TEC-104 and TEC-117 want posts and videos, also for pupils; WYT-145 names no child beside a picture.


def test_what_a_policy_encourages_lifts_no_bar_of_another() -> None:
    post = Leaving(Thing.POST, Way.SOCIAL, People.PUBLIC, MORNING, service="Facebook")
    named = replace(LOOKED, found=frozenset({Check.NAMES_PUPIL}))
    found = asked(post, [TRUST, WYTON], named)
    assert told(found, "names_pupil") == [("WYT-145", "block", True)]
    assert told(asked(post, [TRUST, WYTON]), "names_pupil") == []
    assert told(asked(post, [TRUST], named), "names_pupil") == []


def test_a_live_video_needs_the_consent_that_the_trust_asks_for_and_the_look_that_the_school_asks_for() -> None:
    live = Leaving(Thing.LIVE_VIDEO, Way.SOCIAL, People.PUBLIC, MORNING)
    found = asked(live, [TRUST, WYTON], Facts())
    assert told(found, "consent of parents") == [("TEC-117", "advise", True)]
    assert told(found, "names_pupil") == [("WYT-145", "block", True)]
    agreed = frozenset({("parents", "any"), ("person_shown", "any")})
    assert told(asked(live, [TRUST, WYTON], replace(LOOKED, consents=agreed)), "consent of parents") == []


# TEC-109 should answer questions, TEC-045 must not answer remarks, TEC-127 keeps Twitter one-way.


def test_a_question_goes_to_the_champion_and_is_answered_where_answers_are_open() -> None:
    question = Event(EventKind.MESSAGE_RECEIVED, Channel.SOCIAL, Category.ENQUIRY, MORNING)
    assert [(route.to, route.clause) for route in asked(question, [TRUST]).routes] == [("digital_champion", "TEC-109")]
    answer = Leaving(Thing.ANSWER, Way.SOCIAL, People.PUBLIC, MORNING, service="Facebook")
    assert told(asked(answer, [TRUST]), "channel") == []
    assert told(asked(replace(answer, service="Twitter"), [TRUST]), "channel") == [("TEC-127", "ask", True)]


@pytest.mark.parametrize("service", ["Facebook", "Twitter", ""])
def test_a_remark_is_answered_nowhere(service) -> None:
    remark = Leaving(Thing.COMMENT, Way.SOCIAL, People.PUBLIC, MORNING, service=service)
    (finding,) = asked(remark, [TRUST, WYTON]).findings
    assert (finding.clause, finding.severity) == ("TEC-045", Severity.BLOCK)
    assert "direct message" in finding.mend


# WYT-064 sends an important letter by post or by hand; SPT-044 sends paper home to whoever has no e-mail.


@pytest.mark.parametrize(
    ("way", "clauses"),
    [(Way.LETTER, []), (Way.HANDED_OVER, []), (Way.EMAIL, ["WYT-064"]), (Way.BOOK_BAG, ["WYT-064"])],
)
def test_an_important_letter_goes_by_post_or_by_hand_whatever_paper_the_other_policy_sends_home(way, clauses) -> None:
    found = asked(Leaving(Thing.IMPORTANT_LETTER, way, People.PARENTS, MORNING), [WYTON, SPRING])
    assert [finding.clause for finding in found.findings if finding.check == "channel"] == clauses
    if clauses:
        assert found.findings[0].mend == "It can go by handed over or letter instead."


def test_a_notice_by_email_makes_its_print_run_under_both() -> None:
    found = asked(Leaving(Thing.NOTICE, Way.EMAIL, People.PARENTS, MORNING), [WYTON, SPRING])
    copies = [(each.clause, each.rules) for each in found.notifications if "printed copy" in each.says]
    assert copies == [("WYT-108", True), ("SPT-044", False)]


# NWC-004 lets staff answer at any hour; TEC-167 lets them write early and send when hours begin. Both rest on hours.


def test_neither_runs_on_made_up_hours_and_the_decision_says_what_is_missing() -> None:
    found = asked(Leaving(Thing.ANSWER, Way.EMAIL, People.PARENTS, EVENING), [NORTON, TRUST])
    assert not [each for each in (*found.holds, *found.findings) if each.clause in {"NWC-004", "TEC-167"}]
    waiting = {unmet.clause: unmet for unmet in found.unmet}
    assert waiting["TEC-167"].document == "Contracts"
    assert waiting["TEC-167"].because == (
        "TEC-167 does not run yet. It rests on this: When the normal working day begins and ends. "
        "That stands in another document (Contracts), and nobody has entered it."
    )


def test_with_the_hours_known_an_answer_may_leave_at_night_and_its_writer_hears_when_hours_begin() -> None:
    bound = [met(NORTON, "core-hours"), met(TRUST, "working-hours")]
    found = asked(Leaving(Thing.ANSWER, Way.EMAIL, People.PARENTS, EVENING), bound)
    assert found.holds == ()
    (waits,) = [finding for finding in found.findings if finding.clause == "TEC-167"]
    assert (waits.severity, waits.mend) == (Severity.ADVISE, "It can be done from Friday 6 March, 8.30 am on.")
    assert not [unmet for unmet in found.unmet if unmet.clause in {"NWC-004", "TEC-167"}]
    by_day = replace(Leaving(Thing.ANSWER, Way.EMAIL, People.PARENTS, EVENING), at=MORNING)
    assert [finding for finding in asked(by_day, bound).findings if finding.check == "hours"] == []


# HOE-019 must not use social networks at work; TEC-108 must see that they are used and watched. That is a conflict.


def known() -> list[Pack]:
    return [met(HEART, "working-hours"), met(TRUST, "working-hours")]


def decided(rules: str) -> list[Pack]:
    settlement = Settlement(
        between=("HOE-019", "TEC-108"),
        rules=rules,
        decided=date(2026, 2, 2),
        reason="The champion watches the school's own pages, on its own devices.",
    )
    return [replace(pack, decisions=(settlement,)) for pack in known()]


def test_it_lies_still_while_nobody_has_said_the_hours() -> None:
    assert precedence.conflicts([HEART, TRUST]) == ()


def test_check_names_both_clauses_once_the_hours_are_known(tmp_path) -> None:
    (conflict,) = precedence.conflicts(known())
    assert {conflict.first, conflict.second} == {"HOE-019", "TEC-108"}
    for pack in (HEART, TRUST):
        folder = tmp_path / pack.slug
        folder.mkdir()
        for file in (packs.SHIPPED / pack.slug).glob("*.yaml"):
            text = file.read_text()
            if file.name == "pack.yaml":
                text = text.replace("  - id: working-hours\n", "  - id: working-hours\n    met_by: Handbook, page 4\n")
            (folder / file.name).write_text(text)
    ran = CliRunner().invoke(app, ["check", str(tmp_path / HEART.slug), str(tmp_path / TRUST.slug)])
    assert ran.exit_code == 1
    assert ran.stdout.splitlines()[-1] == (
        "HOE-019 and TEC-108 cannot both be met on the hours of social media; "
        "the head decides once, under 'decisions' in either pack."
    )


@pytest.mark.parametrize(
    ("bound", "rules", "settled"),
    [(known(), True, None), (decided("HOE-019"), True, "HOE-019"), (decided("TEC-108"), False, "TEC-108")],
    ids=["nobody has decided", "HOE-019 rules", "TEC-108 rules"],
)
def test_must_not_holds_until_the_head_decides_otherwise(bound, rules, settled) -> None:
    post = Leaving(Thing.COMMENT, Way.DIRECT_MESSAGE, People.PARENTS, MORNING)
    (banned,) = [finding for finding in asked(post, bound).findings if finding.clause == "HOE-019"]
    assert (banned.severity, banned.rules) == (Severity.BLOCK, rules)
    assert ("The headteacher has decided that TEC-108 goes before it" in banned.sentence) is not rules
    (conflict,) = precedence.conflicts(bound)
    assert (conflict.settled and conflict.settled.rules) == settled


# WYT-120, NWC-042 and TEC-093 to TEC-102 each ask something before a post: one card.


def test_one_card_asks_what_each_policy_asks_and_nothing_twice() -> None:
    found = asked(Happening(Occasion.POST_WRITTEN, MORNING), [TRUST, WYTON, NORTON])
    asking = [each for each in found.notifications if each.rules]
    assert {each.clause for each in asking} == {"WYT-120", "NWC-042", *(f"TEC-{n:03}" for n in range(93, 103))}
    assert len({each.says for each in asking}) == len(asking)
    twice = asked(Happening(Occasion.POST_WRITTEN, MORNING), [TRUST, replace(TRUST, slug="another-trust")])
    assert len([each for each in twice.notifications if each.rules]) == 10
    assert len([each for each in twice.notifications if not each.rules]) == 10
