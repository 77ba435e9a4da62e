"""A pack as it stands once a school has ruled on it."""

from datetime import date

from bookbag.policy import packs
from bookbag.policy.packs import Settlement
from bookbag.policy.rules.words import People


def test_a_rule_that_is_off_gives_no_date_and_is_told_apart() -> None:
    wyton = packs.load("wyton")
    ruled = wyton.ruled(off={"answer-letters-and-emails"}, met={}, settled=())
    assert [rule.id for rule in ruled.off] == ["answer-letters-and-emails"]
    assert "answer-letters-and-emails" in [rule.id for rule in wyton.promises]
    assert "answer-letters-and-emails" not in [rule.id for rule in (*ruled.promises, *ruled.rules)]


def test_a_need_that_is_met_lets_its_rules_run() -> None:
    spring = packs.load("spring-partnership")
    waiting = {rule.id for rule in spring.rules if rule.rests_on == "three-key-rules"}
    assert waiting
    assert not waiting & {rule.id for rule in spring.running}
    met = spring.ruled(off=(), met={"three-key-rules": "Page 1 of the policy, in the office"}, settled=())
    assert waiting <= {rule.id for rule in met.running}
    assert "three-key-rules" not in [need.id for need in met.unmet]


def test_a_settlement_stands_beside_what_the_pack_says_itself() -> None:
    settled = Settlement(between=("WYT-001", "TEC-001"), rules="WYT-001", decided=date(2026, 3, 2), reason="Ours.")
    assert packs.load("wyton").ruled(off=(), met={}, settled=(settled,)).decisions == (settled,)


def test_what_staff_confirm_with_each_version_is_what_the_pack_declares() -> None:
    electronic = packs.load("trust-electronic")
    assert "This policy, and that I keep to it" in [each.of for each in electronic.declared_by({People.STAFF})]
    assert [each.of for each in electronic.declared_by({People.TRUSTEES})] == ["This policy, and that I keep to it"]
