"""The questions in what somebody wrote: sentences that end in a question mark. Pure; it never says what they mean."""

import re
from collections.abc import Iterator

MOST = 20
LONGEST = 300

_MARKS = "?？؟՞፧⸮\u037e"
"""Question marks of Latin, Chinese and Japanese, Arabic and Urdu, Armenian, Ethiopic and Greek writing."""
_END = re.compile(
    rf"[{_MARKS}.!。！…]*[。！？](?:[{_MARKS}.!。！…]*)"
    rf"|[{_MARKS}.!…]+[\"'”’»)\]]*(?=\s|$)"
)
_GREEK_END = re.compile(r"[;.!…]+[\"'”’»)\]]*(?=\s|$)")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|mx|dr|prof|rev|st|no|nos|approx|etc|vs|e\.g|i\.e|a\.m|p\.m|tel|yr|yrs|[a-z])\.$",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_QUOTED = re.compile(r"^\s*[>|].*$", re.MULTILINE)


def questions(text: str, *, language: str = "") -> tuple[str, ...]:
    """Give each question once, in order. Lines that quote somebody else are left out; Greek asks with a semicolon."""
    end = _GREEK_END if language == "el" else _END
    marks = _MARKS + (";" if language == "el" else "")
    found = (
        sentence
        for paragraph in _PARAGRAPHS.split(_QUOTED.sub("", text))
        for sentence in _sentences(paragraph, end)
        if any(mark in sentence[-4:] for mark in marks)
    )
    asked = dict.fromkeys(" ".join(_BULLET.sub("", sentence).split())[-LONGEST:] for sentence in found)
    return tuple(asked)[:MOST]


def _sentences(paragraph: str, end: re.Pattern[str]) -> Iterator[str]:
    """Cut a paragraph where its sentences end; a full stop behind an abbreviation or an initial ends none."""
    start = 0
    for stop in end.finditer(paragraph):
        if stop.group() == "." and _ABBREVIATED.search(paragraph[start : stop.end()]):
            continue
        yield paragraph[start : stop.end()]
        start = stop.end()
