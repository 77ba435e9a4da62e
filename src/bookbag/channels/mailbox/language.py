"""Which language a text is written in, among those that a school names. Loaded once, when first asked."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

USUAL = tuple("en cy pl ur pa bn ro pt es fr ar uk tr so de it ru lt zh".split())  # noqa: SIM905  one line to read
"""ISO 639-1 codes of the languages most written at home in British schools."""

_NOT_WORDS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|^>.*$|[\d_]+", re.MULTILINE)
_LETTERS = 20
_LONGEST = 1200
_SURE = 0.35


def detect(text: str, languages: tuple[str, ...] = USUAL) -> str | None:
    """The ISO 639-1 code, or None where the text is too short or may well be one of two."""
    words = " ".join(_NOT_WORDS.sub(" ", text[: 4 * _LONGEST]).split())[:_LONGEST]
    letters = sum(map(str.isalpha, words))
    if letters < (_LETTERS if words.isascii() else _LETTERS // 2):
        return None
    found = _detector(languages).detect_language_of(words)
    return found.iso_code_639_1.name.lower() if found else None


@lru_cache(maxsize=8)
def _detector(languages: tuple[str, ...]) -> "LanguageDetector":
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [code for name in languages if (code := getattr(IsoCode639_1, name.upper(), None))]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_low_accuracy_mode().with_minimum_relative_distance(0.1).build()
