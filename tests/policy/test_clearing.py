"""A clearance is bound to exact words; what asks needs an answer; what blocks or is held cannot be answered away."""

import pytest

from bookbag.errors import Denied
from bookbag.policy.clearing import Finding, Severity, Words, clear, fixed_notice

WORDS = Words("email", "Re: Shoes", "Found them.", ("a@home.example", "b@home.example"))
ASK = Finding("x", Severity.ASK, "Is that so?", "WYT-001", quote="so")


@pytest.mark.parametrize(
    "change",
    [
        {"channel": "letter"},
        {"subject": "Re: Shoe"},
        {"body": "Found them!"},
        {"recipients": ("a@home.example",)},
        {"files": ("0" * 64,)},
    ],
)
def test_any_change_is_another_fingerprint(change: dict[str, object]) -> None:
    given: dict[str, object] = {"channel": "email", "subject": WORDS.subject, "body": WORDS.body}
    given |= {"recipients": WORDS.recipients} | change
    assert Words(**given).fingerprint != WORDS.fingerprint  # type: ignore[arg-type]  # one field changed at a time


def test_the_order_of_recipients_is_no_change() -> None:
    assert (
        Words("email", "Re: Shoes", "Found them.", ("b@home.example", "a@home.example")).fingerprint
        == WORDS.fingerprint
    )


def test_words_cannot_slide_from_subject_to_body() -> None:
    assert Words("email", "ab", "c", ()).fingerprint != Words("email", "a", "bc", ()).fingerprint


def test_nothing_found_is_clear() -> None:
    assert clear(WORDS, [], answered=frozenset(), by="staff:1").fingerprint == WORDS.fingerprint


def test_what_asks_needs_its_own_answer() -> None:
    with pytest.raises(Denied, match="Is that so"):
        clear(WORDS, [ASK], answered=frozenset({"another"}), by="staff:1")
    assert clear(WORDS, [ASK], answered=frozenset({ASK.key}), by="staff:1").answered == (ASK.key,)


@pytest.mark.parametrize("severity", [Severity.BLOCK, Severity.HOLD])
def test_what_blocks_or_is_held_cannot_be_answered_away(severity: Severity) -> None:
    finding = Finding("x", severity, "No.")
    with pytest.raises(Denied):
        clear(WORDS, [finding], answered=frozenset({finding.key}), by="staff:1")


def test_advice_stops_nothing() -> None:
    assert clear(WORDS, [Finding("x", Severity.ADVISE, "Shorter?")], answered=frozenset(), by="staff:1")


def test_a_fixed_notice_names_itself() -> None:
    assert fixed_notice(WORDS, notice="receipt").notice == "receipt"
