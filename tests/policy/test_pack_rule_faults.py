"""A slip in any kind of rule is a sentence with its line, in words that a school office understands."""

import pytest
from tests.policy.conftest import PACK

from bookbag.errors import Invalid
from bookbag.policy import packs

SLIPS = [
    ("route, event: message_received, to: [postman]", "'to' is 'postman', and must be "),
    ("route, event: full_moon, to: [dsl]", "'event' is 'full_moon', and must be "),
    ("route, event: message_received, to: []", "'to' must not be empty."),
    ("approval, of: poem, by: [head]", "'of' is 'poem', and must be "),
    ("approval, of: post", "'by' is missing."),
    ("channel, of: notice", "'channel': name ways under only, never or both."),
    ("channel, of: notice, only: [email], never: [email]", "'channel': email cannot be the only way and never one."),
    ("channel, of: notice, only: [pigeon]", "'only' is 'pigeon', and must be "),
    ("audience, of: notice, to: [parents], alike: perhaps", "'alike' is 'perhaps', and must be true or false."),
    ("audience, of: notice, to: [parents], left_out: [luck]", "'left_out' is 'luck', and must be "),
    ("consent, of: photo, by: [nobody]", "'by' is 'nobody', and must be "),
    ("content, check: rhyme", "'check' is 'rhyme', and must be "),
    ("hours, of: answers, effect: waits", "'hours': give either school_time or stretches."),
    (
        "hours, of: answers, effect: waits, stretches: [{start: '9:99', end: '10:00'}]",
        "'start' is '9:99', and must be a time",
    ),
    (
        "hours, of: answers, effect: waits, stretches: [{start: 9, end: '10:00'}]",
        "'start': write a time of day in quotes",
    ),
    (
        "hours, of: answers, effect: waits, stretches: [{start: '10:00', end: '09:00'}]",
        "'stretches': a stretch must end",
    ),
    ("keep, what: Letters, where: attic", "'where' is 'attic', and must be "),
    ("keep, what: '', where: record", "'what' must not be empty."),
    ("access, what: Notes", "'access': name somebody under posts, people or opened_by."),
    ("reminder, of: Details, whom: office, every: {years: 1, months: 2}", "'every': give one of minutes, hours, "),
    ("reminder, of: Details, whom: office, every: {fortnights: 1}", "'fortnights' is not a key that belongs here."),
    ("reminder, of: Details, whom: office, every: {years: 0}", "'years' is 0, and must be at least 1."),
    ("procedure, event: call_missed, steps: [{by: head}]", "'does' is missing."),
    ("publication, what: Numbers, where: [website]", "'what' must be a list."),
    ("declaration, of: The policy, by: [staff]", "'declaration': say when it is asked: asked, every or both."),
    ("promise, within: {working_days: 2}", "'duty' is missing."),
]


@pytest.mark.parametrize(("rule", "sentence"), SLIPS, ids=[rule for rule, _ in SLIPS])
def test_a_slip_in_a_rule_names_its_line(small_pack, rule, sentence) -> None:
    (small_pack / "pack.yaml").write_text(f"{PACK}  - {{id: it, clauses: [SML-001], kind: {rule}}}\n")
    with pytest.raises(Invalid) as refused:
        packs.read(small_pack)
    assert str(refused.value).startswith(f"small/pack.yaml, line 13: {sentence}")
