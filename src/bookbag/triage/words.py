"""A message as words: spelling as it is typed on phones written out, sentences, and the counted features of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+|\s+[-–—]\s+|;\s+")
_LONGEST = 20_000
"""Characters that are read. A message longer than this says what it is before."""

SHORT = {
    "u": "you", "ur": "your", "r": "are", "n": "and", "wiv": "with", "2day": "today", "2moro": "tomorrow",
    "tmrw": "tomorrow", "tmoz": "tomorrow", "2nite": "tonight", "tonite": "tonight", "bin": "been", "cos": "because",
    "coz": "because", "abt": "about", "pls": "please", "plz": "please", "hosp": "hospital", "appt": "appointment",
    "sch": "school", "kno": "know", "wd": "would", "shd": "should", "cd": "could", "thx": "thanks", "ta": "thanks",
    "b4": "before", "ppl": "people", "sum1": "someone", "some1": "someone", "any1": "anyone", "dont": "don't",
    "cant": "can't", "wont": "won't", "im": "i'm", "hes": "he's", "shes": "she's", "wot": "what", "gonna": "going to",
    "wanna": "want to", "ht": "headteacher", "hw": "homework", "yr": "year", "abs": "absent", "fri": "friday",
    "mon": "monday", "tues": "tuesday", "weds": "wednesday", "thurs": "thursday", "coll": "collect", "msg": "message",
    "cb": "call back", "gp": "doctor", "dr": "doctor", "v": "very", "mam": "mum", "nana": "nan", "gran": "nan",
    "grandma": "nan", "grandad": "grandad", "mummy": "mum", "mother": "mum", "father": "dad", "daddy": "dad",
    "lad": "boy", "lass": "girl", "wk": "week", "wks": "weeks", "hm": "home", "s/one": "someone",
}  # fmt: skip
"""Shorthand of texts and of notes taken at a telephone, with what it stands for."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence, or a clause that stands by itself, with its place in the text."""

    start: int
    text: str


def words(text: str) -> list[str]:
    """The words of a text in lower case, shorthand written out."""
    found = _WORD.findall(text[:_LONGEST].replace("’", "'").lower())
    return [part for word in found for part in SHORT.get(word, word).split()]


def sentences(text: str) -> list[Stretch]:
    """The sentences of a text, in order. A text without an end of a sentence is one."""
    found: list[Stretch] = []
    start = 0
    for gap in [*_BREAK.finditer(text[:_LONGEST]), None]:
        end = gap.start() if gap else min(len(text), _LONGEST)
        if text[start:end].strip():
            found.append(Stretch(start, text[start:end]))
        start = gap.end() if gap else end
    return found


def grams(text: str, *, mark: str = "") -> Iterator[str]:
    """Single words and pairs of neighbours, each with a mark in front of it that says where they stood."""
    before = ""
    for word in words(text):
        yield mark + word
        if before:
            yield f"{mark}{before} {word}"
        before = word


def pieces(text: str) -> Iterator[str]:
    """Runs of three to five letters within words, so that a word misspelt still says most of what it says."""
    for word in words(text):
        padded = f" {word} "
        for length in (3, 4, 5):
            for at in range(len(padded) - length + 1):
                yield padded[at : at + length]
