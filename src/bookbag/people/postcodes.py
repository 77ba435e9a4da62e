"""Postcodes of the United Kingdom in a text: found however they are spaced, with O for 0, I for 1 and S for 5 put right.

Pure. Whether a postcode is in use is not known here; whether it could be one is (BS 7666, Royal Mail's list of patterns).
"""

import re
from collections.abc import Iterator

_OUTWARD = r"[a-z]{1,2}(?!0[0-9])[0-9][0-9a-hjkmnpr-y]?"
_EXACT = re.compile(rf"\b({_OUTWARD})[ -]*([0-9][abd-hjlnp-uw-z]{{2}})(?![a-z0-9])")
_LOOSE = re.compile(r"(?<![a-z0-9])([a-z0-9]{2,4})[ -]*([0-9oils][abd-hjlnp-uw-z]{2})(?![a-z0-9])")
_PATTERNS = ("a9", "a99", "aa9", "aa99", "a9a", "aa9a")
_AS_DIGIT, _AS_LETTER = {"o": "0", "i": "1", "l": "1", "s": "5"}, {"0": "o", "1": "i", "5": "s"}
_FORCES = re.compile(r"\bb[ .]*f[ .]*p[ .]*o[ .]*([0-9]{1,4})\b")
_SLIPS = 2
"""How many letters may stand for digits, and digits for letters, in one postcode."""


def taken_out(text: str) -> tuple[str, str]:
    """A folded text without its postcode, and the postcode as "fn4 7qd"; the last where there are several."""
    for found in reversed(list(_EXACT.finditer(text))):
        return _without(text, found.start(), found.end()), f"{found[1]} {found[2]}"
    if forces := _FORCES.search(text):
        return _without(text, forces.start(), forces.end()), f"bfpo {forces[1]}"
    for found in reversed(list(_LOOSE.finditer(text))):
        if code := _mended(found[1], found[2], alone=_stands_alone(text, found)):
            return _without(text, found.start(), found.end()), code
    return _spaced_out(text)


def all_in(text: str) -> Iterator[str]:
    """Every postcode that a folded text spells without a slip."""
    return (f"{found[1]} {found[2]}" for found in _EXACT.finditer(text))


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]}, {text[end:]}"


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    return not text[: found.start()].rpartition(",")[2].strip(" .") and not text[found.end() :].partition(",")[0].strip(
        " ."
    )


def _mended(outward: str, inward: str, *, alone: bool) -> str:
    """The postcode that is meant with the fewest slips, or nothing. Words with no digit count only where they stand alone."""
    if not alone and not re.search(r"[0-9]", outward):
        return ""
    meant = [
        (slips, code)
        for pattern in _PATTERNS
        if len(pattern) == len(outward) and (fitted := _fitted(outward + inward, f"{pattern}9aa"))
        for slips, code in [fitted]
        if slips <= _SLIPS and re.fullmatch(_OUTWARD, code[:-3])
    ]
    if not meant:
        return ""
    code = min(meant)[1]
    return f"{code[:-3]} {code[-3:]}"


def _fitted(letters: str, pattern: str) -> tuple[int, str] | None:
    fitted = ""
    for letter, kind in zip(letters, pattern, strict=True):
        right = letter.isdigit() == (kind == "9")
        put = letter if right else (_AS_DIGIT if kind == "9" else _AS_LETTER).get(letter, "")
        if not put:
            return None
        fitted += put
    return sum(one != other for one, other in zip(letters, fitted, strict=True)), fitted


def _spaced_out(text: str) -> tuple[str, str]:
    """A postcode written with spaces between its letters, on a line of its own or behind the last comma."""
    before, comma, last = text.rstrip(" ,.").rpartition(",")
    found = _EXACT.fullmatch(last.replace(" ", ""))
    return (f"{before}{comma}", f"{found[1]} {found[2]}") if found else (text, "")
