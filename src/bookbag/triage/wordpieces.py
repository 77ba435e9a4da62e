"""A text as pieces of words that the encoder knows, each with its place in the text.

The scheme is BERT's WordPiece (Wu and others 2016, "Google's neural machine translation system", section 4.1): lower case,
no accents, punctuation by itself, and of each word the longest known beginning, then the longest known rest.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bookbag.triage.words import SHORT

_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s]|_")
_SMALLER = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 60
UNKNOWN = "[UNK]"
BEGIN, END = "[CLS]", "[SEP]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A known piece, by its number, and the place in the text at which its word begins."""

    number: int
    start: int


@dataclass(frozen=True, slots=True)
class WordPieces:
    """The pieces that are known, each with its number. Later pieces of a word stand there with ## before them."""

    numbers: Mapping[str, int]

    def of(self, text: str, *, most: int) -> list[Piece]:
        """The pieces of a text from its beginning, at most so many."""
        found: list[Piece] = []
        for part in _PART.finditer(text):
            for word in self._plain(part[0]):
                found.extend(Piece(number, part.start()) for number in self._split(word))
            if len(found) >= most:
                break
        return found[:most]

    def _plain(self, part: str) -> Iterator[str]:
        """A word in lower case without accents, shorthand written out."""
        word = part.lower().replace("’", "'")
        bare = "".join(
            each for each in unicodedata.normalize("NFD", SHORT.get(word, word)) if not unicodedata.combining(each)
        )
        yield from _SMALLER.findall(bare)

    def _split(self, word: str) -> list[int]:
        if len(word) > _LONGEST_WORD:
            return [self.numbers[UNKNOWN]]
        found, at = [], 0
        while at < len(word):
            head = "##" if at else ""
            ends = (end for end in range(len(word), at, -1) if head + word[at:end] in self.numbers)
            if (end := next(ends, None)) is None:
                return [self.numbers[UNKNOWN]]
            found.append(self.numbers[head + word[at:end]])
            at = end
        return found
