"""Where a writer's own words end and the signature begins. A doubtful line stays with the words."""

import re
from collections.abc import Sequence

from bookbag.channels.mailbox.quoting import words

_TAIL = re.compile(r"\W{0,3}(?:" + "|".join(words.TAILS) + ")", re.IGNORECASE)
_SMALL_PRINT = re.compile(r"\W{0,4}(?:" + "|".join(words.SMALL_PRINT) + ")", re.IGNORECASE)
_DASHES = re.compile(r"\s*--\s*$")
_RULE = re.compile(r"\s*(?:[-–—]{3,}|_{2,}|={3,}|\*{3,}|~{3,}|\+{2,}|#{3,}|[–—])\s*$")
_CONTACT = re.compile(r"@|https?:|www\.|\+?\(?\d[\d ()./-]{7,}\d|mailing list", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…。？！](?:\s|$)|[,;:]$")

_EXCUSE = re.compile(r"excuse|typo|brevity|spelling|https?:", re.IGNORECASE)

_TAIL_LENGTH = 160
_SENT_FROM_WORDS = 8  # "Sent from my desk" may go on as a sentence of the writer's own
_SIGNED_LINES = 15  # more lines than this below "--" are words, not a signature
_RULED_LINES = 10  # a rule proves less than "--"
_LOOKED_AT = 400  # lines from the end; no signature is longer


def cut(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part one stretch of a writer's own lines into words and signature, both in the order written."""
    start = max(0, len(lines) - _LOOKED_AT)
    end = _signed_from(lines, start)
    kept, signature = list(lines[:end]), list(lines[end:])
    tails = {number for number in range(start, end) if _is_tail(kept, number)}
    body = [line for number, line in enumerate(kept) if number not in tails]
    if not any(line.strip() for line in body):
        return kept, signature
    return body, [kept[number] for number in sorted(tails)] + signature


def _signed_from(lines: Sequence[str], start: int) -> int:
    """The first line of the signature, or the number of lines when there is none."""
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    for number in range(max(start, first + 1), len(lines)):
        line = lines[number][:300]
        if _DASHES.match(line):
            if len(_filled(lines[number + 1 :])) <= _SIGNED_LINES:
                return number
        elif _RULE.match(line):
            if _reads_as_card(_filled(lines[number + 1 :])):
                return number
        elif _stands_alone(lines, number) and _SMALL_PRINT.match(line):
            return number
    return len(lines)


def _filled(lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]


def _reads_as_card(rest: Sequence[str]) -> bool:
    """Whether the lines below a rule read like a visiting card: few, a way to reach the person, hardly a sentence."""
    if len(rest) > _RULED_LINES:
        return False
    contact = [bool(_CONTACT.search(line[:_TAIL_LENGTH])) for line in rest]
    prose = sum(not known and bool(_SENTENCE.search(line)) for known, line in zip(contact, rest, strict=True))
    return not rest or (any(contact) and prose <= 1)


def _stands_alone(lines: Sequence[str], number: int) -> bool:
    """Whether a line begins a paragraph, as small print does."""
    return not lines[number - 1].strip() or bool(_RULE.match(lines[number - 1]))


def _is_tail(lines: Sequence[str], number: int) -> bool:
    """Whether a line is what a telephone adds by itself."""
    line = lines[number].replace("\xa0", " ").strip()
    if not line or len(line) > _TAIL_LENGTH or not _TAIL.match(line):
        return False
    below = lines[number + 1].strip() if number + 1 < len(lines) else ""
    if line.endswith("?") or (below and not _TAIL.match(below)):
        return False
    if line.lower().startswith("sent ") and len(line.split()) > _SENT_FROM_WORDS and not _EXCUSE.search(line):
        return False
    before = lines[number - 1].strip() if number else ""
    return not before or line[:1].isupper() or not before[-1:].isalnum()
