"""Which language a text is written in, among those that a school names. Loaded once, when first asked."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

USUAL = tuple("en cy pl ur pa bn ro pt es fr ar uk tr so de it ru lt zh".split())  # noqa: SIM905
"""ISO 639-1 codes of the languages most written at home in British schools."""

_NOT_WORDS = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\S+|^>.*$|[\d_]+", re.MULTILINE)
_WORD = re.compile(r"[a-z']+")
# Small English words that no other of the usual languages writes so. Names from everywhere stand in English mails.
_ENGLISH = frozenset(
    """and are at be been but by can could dear did for from has have he hello her hi his how if it leave miss mr mrs not of
    our please school she should thank thanks that the their them there they this today was we were what when where which
    who why will with would you your""".split()  # noqa: SIM905  a list of words reads best as words
)
_ENGLISH_SHARE = 0.2
_LETTERS = 20
_LONGEST = 1200


def detect(text: str, languages: tuple[str, ...] = USUAL) -> str | None:
    """The ISO 639-1 code, or None where the text is too short or may well be one of two."""
    words = " ".join(_NOT_WORDS.sub(" ", text[: 4 * _LONGEST]).split())[:_LONGEST]
    if len(words.replace(" ", "")) < (_LETTERS if words.isascii() else _LETTERS // 2):
        return None
    plain = _WORD.findall(words.lower())
    if "en" in languages and sum(word in _ENGLISH for word in plain) > max(2, _ENGLISH_SHARE * len(plain)):
        return "en"
    found = _detector(languages).detect_language_of(words)
    return found.iso_code_639_1.name.lower() if found else None


@lru_cache(maxsize=8)
def _detector(languages: tuple[str, ...]) -> "LanguageDetector":
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [code for name in languages if (code := getattr(IsoCode639_1, name.upper(), None))]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_low_accuracy_mode().with_minimum_relative_distance(0.1).build()
