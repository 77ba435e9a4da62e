"""Judgements on messages that nobody taught: what must not be missed, what must not be cried over, and words shown as reasons."""

import pytest

from bookbag.triage.judging import CATEGORIES, Flag, judge

AT_RISK = {
    "in an absence note": "Ezra is not in today. He heard it all through the wall again last night and his stepdad has taken the front door key, so we are sat in the bedroom until he goes to work.",
    "from a neighbour": "The two little ones next door have been on their own since Friday. The big sister is about seven and she is feeding the baby crisps.",
    "of a friend online": "Can you block a game at school? A man on there calls himself Coach Dan and has asked her for pictures in her swimming costume and says not to tell me.",
    "in a joke": "Ha, tell Miss that Reg is tired because he was up till four holding packages for his brother's mates. Eleven years old and better paid than me!",
    "despair": "She has stopped eating and written goodbye letters to each of us. She says that after Friday nothing will matter.",
    "a voyage": "Amal will miss June. Her aunts have arranged for her to be cut like her cousins and she will need rest afterwards.",
}
HARMLESS = {
    "a sports injury": "Hattie has a bruise on her shin from hockey on Saturday. She is fine for PE.",
    "a play": "Who do I send the fake blood to for the Macbeth murder scene on Thursday?",
    "term dates": "Is the Monday after half term an INSET day?",
    "a pet": "Our cat was run over, so Joe may be a bit sad today.",
    "money": "I have paid for the trip twice by mistake. Could you put one back?",
}
KINDS = {
    "absence": "Lena has a temperature and will not be in today.",
    "complaint": "I wish to complain. My son's coat has gone missing three times and nobody has answered my e-mails. Please put this right.",
    "auto_reply": "I am out of the office until Monday. This is an automatic reply.",
    "praise": "Thank you so much for the wonderful concert. We loved every minute.",
    "meeting_request": "Could we have an appointment with Mr Ellis to talk about maths? Any afternoon next week.",
}


@pytest.mark.parametrize("told", AT_RISK.values(), ids=AT_RISK)
def test_a_sign_that_a_child_may_be_at_risk_is_told_with_its_words_and_is_urgent(told: str) -> None:
    found = judge("email", "Hello", told)
    assert Flag.SAFEGUARDING in found.flags
    assert found.urgent
    (reason,) = [each for each in found.reasons if each.flag == Flag.SAFEGUARDING]
    assert reason.words.removesuffix(" …") in " ".join(told.split())


@pytest.mark.parametrize("told", HARMLESS.values(), ids=HARMLESS)
def test_what_only_sounds_so_alarms_nobody(told: str) -> None:
    assert Flag.SAFEGUARDING not in judge("email", "Hello", told).flags


@pytest.mark.parametrize(("kind", "told"), KINDS.items(), ids=KINDS)
def test_what_a_message_is_for(kind: str, told: str) -> None:
    assert judge("email", "", told).category == kind


def test_an_insult_is_told_as_one() -> None:
    assert Flag.ABUSE in judge("email", "You", "You are a pathetic, useless bunch of idiots.").flags


def test_another_language_is_told() -> None:
    told = "Dzień dobry, Ania jest dzisiaj chora i zostaje w domu. Dziękuję"
    assert Flag.LANGUAGE_OTHER in judge("email", "Ania", told).flags
    assert Flag.LANGUAGE_OTHER in judge("email", "Hi", "Hello there", language="pl").flags


@pytest.mark.parametrize("told", ["", " ", "\0\0", "…", "😀", "a" * 100_000, "word " * 20_000, "\n".join("." * 500)])
def test_whatever_comes_is_judged(told: str) -> None:
    assert judge("fax", told, told).category in CATEGORIES


def test_the_same_words_are_judged_the_same_whatever_came_before() -> None:
    first = judge("email", "Shoes", "Where do we buy black shoes?")
    judge("email", "x", "Something quite different about a dog in the playground.")
    assert judge("email", "Shoes", "Where do we buy black shoes?") == first
