"""Another family's child in an answer: the surest way to tell one family about another.

A first name alone counts only beside a class or a word about health, behaviour or family; Will, May, Grace and their
kin never alone; the recipient's own children never.
"""

import re

from bookbag.compose.context import Child, Context, DraftText
from bookbag.people.folding import folded
from bookbag.policy.clearing import Finding, Severity

LAW = "UK GDPR Article 5(1)(f)"
WORDS_TOO = frozenset(
    [
        "april",
        "august",
        "autumn",
        "dawn",
        "daisy",
        "faith",
        "grace",
        "holly",
        "hope",
        "iris",
        "ivy",
        "jack",
        "joy",
        "june",
        "lily",
        "mark",
        "may",
        "noel",
        "olive",
        "pat",
        "rose",
        "ruby",
        "summer",
        "violet",
        "will",
    ]
)
"""First names that are also ordinary words of a letter: never enough without a surname."""
TELLING = re.compile(
    r"\b(asthma\w*|allerg\w*|behavio\w*|bit|bitten|bull\w*|bruis\w*|detention|diagnos\w*|doctor|exclu\w*|fight\w*|fought|"
    r"hit|hurt|ill|illness|injur\w*|kick\w*|medic\w*|pinch\w*|punch\w*|push\w*|send|sen|shouted|sick|spat|stole|suspend\w*|"
    r"swore|threat\w*|toilet|upset|mum|mother|dad|father|parents?|family|home|divorce\w*|foster\w*)\b"
)
NEAR = 80
"""How many characters on either side of a first name count as beside it."""


def another_child(text: DraftText, about: Context) -> list[Finding]:
    """Ask about each child of another family whom the words seem to name."""
    words = folded(f"{text.subject}\n{text.body}")
    findings = []
    for child in about.children_named:
        if child.id in about.own_children:
            continue
        if _named_in_full(child, words) or _named_beside(child, words, about):
            findings.append(
                Finding(
                    "another_child",
                    Severity.ASK,
                    f"This seems to name {child.shown}, of another family. Take the name out, or say why it must stand.",
                    LAW,
                    quote=child.called,
                )
            )
    return findings


def _named_in_full(child: Child, words: str) -> bool:
    first, last = re.escape(child.called), re.escape(child.surname)
    return bool(child.surname and re.search(rf"\b{first}\s+(\w\.?\s+)?{last}\b|\b{last},\s*{first}\b", words))


def _named_beside(child: Child, words: str, about: Context) -> bool:
    if child.called in WORDS_TOO or any(
        own.called == child.called for own in about.children_named if own.id in about.own_children
    ):
        return False
    for found in re.finditer(rf"\b{re.escape(child.called)}\b", words):
        beside = words[max(0, found.start() - NEAR) : found.end() + NEAR]
        in_class = child.class_name and re.search(rf"\b{re.escape(folded(child.class_name))}\b", beside)
        if in_class or TELLING.search(beside):
            return True
    return False
