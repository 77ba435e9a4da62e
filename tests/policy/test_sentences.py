"""Every rule can be said in plain words, and its figures are among them."""

import pytest

from bookbag.policy import packs, sentences
from bookbag.policy.rules import KINDS, AnyRule

RULES = [pytest.param(rule, id=f"{slug}-{rule.id}") for slug in packs.shipped() for rule in packs.load(slug).rules]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_a_sentence_without_words_of_the_packs_format(rule: AnyRule) -> None:
    said = sentences.sentence(rule)
    assert said[0].isupper() or said[0] in "“‘"
    assert said.endswith(".")
    assert not [mark for mark in ("_", "  ", "..", "None", "<") if mark in said], said


def test_every_kind_is_said_somewhere() -> None:
    assert {rule.kind for slug in packs.shipped() for rule in packs.load(slug).rules} == set(KINDS)


def test_a_promise_says_what_from_whom_by_when_and_what_keeps_it() -> None:
    (rule,) = (rule for rule in packs.load("wyton").rules if rule.id == "acknowledge-letters-and-emails")
    assert sentences.sentence(rule) == (
        "An e-mail, form or letter from a parent or carer is acknowledged within two working days. "
        "What keeps it: acknowledgement, holding answer or answer. Late ones go to the office too."
    )
