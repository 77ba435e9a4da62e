"""The part of a text that shows why it was found, with the words that were looked for marked in it. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bookbag.people.folding import folded

LONGEST = 50_000
"""As many letters of a text as search looks through."""
BEFORE, SHOWN = 60, 220
"""Letters before the first word that was found, and in all."""
_WRITTEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f]|(?<=\w)['’ʼ](?=\w))+")
_ENDING = re.compile(r"(?:ings?|ied|ies|ed|es|s|e|y|i)$")
_TWICE = re.compile(r"(.)\1$")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `found` where it is a word that was looked for."""

    text: str
    found: bool = False


class Marks:
    """The words that were looked for, folded, and how a written word is compared with them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._begins = tuple(words)
        self._roots = {_root(word) for word in self._begins}

    def are_in(self, text: str) -> bool:
        """Whether one of the words stands in a text."""
        return next(self._places(text), None) is not None

    def shown(self, text: str) -> tuple[Piece, ...]:
        """The text around the first of the words, or its beginning where none is in it."""
        plain = " ".join(text[:LONGEST].split())
        first = next(self._places(plain), (0, 0))[0]
        start = plain.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE else 0
        end = start + SHOWN
        if end < len(plain):
            end = plain.rfind(" ", start + BEFORE, end) if " " in plain[start + BEFORE : end] else end
        piece = plain[start:end]
        parts = [Piece("… ")] if start else []
        at = 0
        for begin, stop in islice(self._places(piece), 20):
            parts += [Piece(piece[at:begin]), Piece(piece[begin:stop], found=True)]
            at = stop
        parts.append(Piece(piece[at:] + (" …" if end < len(plain) else "")))
        return tuple(part for part in parts if part.text)

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        for word in _WRITTEN.finditer(text[:LONGEST]):
            if self._is_one(folded(word[0]).translate(_APOSTROPHES)):
                yield word.span()

    def _is_one(self, word: str) -> bool:
        if any(word.startswith(begin) if len(begin) > 2 else word == begin for begin in self._begins):
            return True
        return _root(word) in self._roots


def _root(word: str) -> str:
    """A word without its ending, for marking alone: the database has its own stems."""
    for _ in range(2):
        shorter = _ENDING.sub("", word)
        word = shorter if len(shorter) > 2 else word
    return _TWICE.sub(r"\1", word)
