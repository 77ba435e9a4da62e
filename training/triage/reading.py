"""The messages that were written to teach: one a line, fields divided by a broken bar, telling words between braces. See README.md."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from bookbag.triage.judging import CATEGORIES, URGENT, Flag
from bookbag.triage.words import sentences

CHANNELS = {"email", "phone", "form", "letter", "social"}
DIFFICULTIES = {"plain", "indirect", "misleading", "noisy"}
SIGNS = {"s": "safeguarding", "c": "complaint", "a": "abuse", "t": "threat", "u": "urgent", "m": ""}
"""What each mark says of the words in its braces; `m` marks innocent words that look like a sign."""

ALSO_URGENT = {"safeguarding", "threat"}
FIELDS = 6

_MARK = re.compile(r"\{([sctaum])\|([^{}]*)\}")


class UnreadableError(Exception):
    """A line that does not say what it must, and where it stands."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A message with what it is, and in its text the stretches that say so: first and last place, and the sign."""

    source: str
    channel: str
    category: str
    labels: frozenset[str]
    difficulty: str
    subject: str
    text: str
    marked: tuple[tuple[int, int, str], ...] = field(default=())

    def signs(self) -> list[tuple[str, frozenset[str]]]:
        """Its sentences, each with the signs that are in it."""
        found = []
        for each in sentences(self.text):
            end = each.start + len(each.text)
            told = {sign for first, last, sign in self.marked if sign and first < end and each.start < last}
            found.append((each.text, frozenset(told | ({URGENT} if told & ALSO_URGENT else set()))))
        return found


def read(folder: Path) -> list[Taught]:
    """Every message of every file in a folder. Raises `UnreadableError` naming file and line."""
    return [
        _taught(line, f"{file.name}:{number}")
        for file in sorted(folder.glob("*.txt"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip()
    ]


def _taught(line: str, where: str) -> Taught:
    fields = [each.strip() for each in line.split("¦")]
    if len(fields) != FIELDS:
        raise UnreadableError(f"{where}: {len(fields)} fields and not {FIELDS}")
    channel, category, flags, difficulty, subject, text = fields
    labels = {each.strip() for each in flags.split(",") if each.strip()}
    if labels & ALSO_URGENT or category == "safeguarding":
        labels.add(URGENT)
    if category in {"safeguarding", "complaint", "abuse"}:
        labels.add(category)
    known = channel in CHANNELS and category in CATEGORIES and difficulty in DIFFICULTIES
    if not known or labels - {*Flag, URGENT}:
        raise UnreadableError(f"{where}: {channel}, {category}, {flags} or {difficulty} is not known")
    plain, marked = _marked(text.replace(" / ", "\n"))
    return Taught(where, channel, category, frozenset(labels), difficulty, _marked(subject)[0], plain, marked)


def _marked(text: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """A text without its braces, and where they stood."""
    plain, marked, at = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        marked.append((len(plain), len(plain) + len(mark[2]), SIGNS[mark[1]]))
        plain += mark[2]
        at = mark.end()
    return plain + text[at:], tuple(marked)
