"""Names and addresses folded for comparing and sorting: the database has no locale and compares bytes (see decisions)."""

import unicodedata

_PARTICLES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"})
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_ENCODED = "xn--"


def folded(text: str) -> str:
    """Lower case, without accents, one space between words: "Siân  O’Neill" is "sian o'neill"."""
    if text.isascii():  # most names, and ten times as fast
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.translate(_PARTICLES).casefold().translate(_STROKES))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def sort_key(family: str, given: str) -> str:
    """What lists of people are sorted by: family name, then given name, both folded."""
    return f"{folded(family)}, {folded(given)}"[:200]


def folded_email(address: str) -> str:
    """An address for comparing: trimmed and lower case, without a plus-tag, an accented letter in one form, and so a
    domain that is written in its own letters or as mail servers write it ("xn--…").

    Nothing that only some providers hold for the same: dots count, and so does gmail beside googlemail.
    """
    local, at, domain = unicodedata.normalize("NFC", address.strip().lower()).rpartition("@")
    return f"{local.partition('+')[0]}{at}{'.'.join(_in_letters(label) for label in domain.split('.'))}"


def _in_letters(label: str) -> str:
    """A part of a domain in its own letters (RFC 3492); one that is not well made stays as it is."""
    if not label.startswith(_ENCODED):
        return label
    try:
        letters = label[len(_ENCODED) :].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    return unicodedata.normalize("NFC", letters) or label
