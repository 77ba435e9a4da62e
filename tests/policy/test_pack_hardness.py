"""How hard a rule is follows from its clause; a rule that is harder says why, and none is softer."""

import pytest
from tests.policy.conftest import CLAUSES, PACK

from bookbag.errors import Invalid
from bookbag.policy import packs
from bookbag.policy.clearing import Severity
from bookbag.policy.rules import Judged

BECAUSE = "harder_because: a child's safety"


def judged(folder, duty: str, kind: str, more: str = "") -> Severity:
    """Read a pack with one rule of findings under a clause of this duty, and say how hard the rule is."""
    rule = f"  - {{id: it, clauses: [SML-001], kind: {kind}{', ' if more else ''}{more}}}\n"
    (folder / "pack.yaml").write_text(PACK + rule)
    (folder / "clauses.yaml").write_text(CLAUSES.replace("duty: must", f"duty: {duty}"))
    pack = packs.read(folder)
    rule = pack.rules[-1]
    assert isinstance(rule, Judged)
    return rule.hardness(pack.clauses)


TONE = "content, check: tone"
APPROVAL = "approval, of: post, by: [head]"


@pytest.mark.parametrize(
    ("duty", "kind", "more", "hard"),
    [
        ("must_not", TONE, "", "block"),
        ("must", TONE, "", "ask"),
        ("must", TONE, "held_for: head", "hold"),
        ("should", TONE, "", "ask"),
        ("should_not", TONE, "", "ask"),
        ("may", TONE, "", "advise"),
        ("right", TONE, "", "advise"),
        ("must", APPROVAL, "", "hold"),
        ("must_not", APPROVAL, "", "hold"),
        ("should", APPROVAL, "", "ask"),
        ("may", APPROVAL, "", "advise"),
        ("should", TONE, f"severity: block, {BECAUSE}", "block"),
        ("should", APPROVAL, f"severity: hold, {BECAUSE}", "hold"),
        ("should", TONE, f"severity: hold, held_for: dsl, {BECAUSE}", "hold"),
    ],
)
def test_how_hard_a_rule_is(small_pack, duty, kind, more, hard) -> None:
    assert judged(small_pack, duty, kind, more) == hard


@pytest.mark.parametrize(
    ("duty", "more", "sentence"),
    [
        ("should", f"severity: hold, {BECAUSE}", "what is held needs somebody in 'held_for'."),
        ("should", "severity: block", "'severity' is 'block', harder than SML-001; say why in 'harder_because'."),
        ("must_not", "severity: ask", "'severity' is 'ask', softer than SML-001, which makes it 'block'."),
        ("should", "severity: ask", "'severity' follows from SML-001 already; leave it out."),
        ("should", BECAUSE, "nothing is harder than SML-001; leave 'harder_because' out or give a 'severity'."),
        ("should", "held_for: head", "'held_for' is for what is held, and SML-001 makes it 'ask'."),
    ],
)
def test_a_rule_at_odds_with_its_clause_is_refused_with_its_line(small_pack, duty, more, sentence) -> None:
    with pytest.raises(Invalid) as refused:
        judged(small_pack, duty, TONE, more)
    assert str(refused.value) == f"small/pack.yaml, line 13: {sentence}"


def test_the_hardest_of_several_clauses_counts(small_pack) -> None:
    both = CLAUSES.replace("duty: must", "duty: may") + CLAUSES.replace("SML-001", "SML-002").replace(
        "must", "must_not"
    )
    (small_pack / "clauses.yaml").write_text(both)
    (small_pack / "kept.yaml").write_text("SML-001: [tone]\nSML-002: [tone]\n")
    rule = f"  - {{id: it, clauses: [SML-001, SML-002], kind: {TONE}}}\n"
    (small_pack / "pack.yaml").write_text(PACK + rule)
    pack = packs.read(small_pack)
    rule = pack.rules[-1]
    assert isinstance(rule, Judged)
    assert rule.hardness(pack.clauses) == "block"
