"""Telephone numbers for comparing: one form, E.164 (ITU-T E.164), for every way in which they are written down. Pure."""

import re
import unicodedata
from collections.abc import Iterator

import phonenumbers

HOME = "GB"
"""Where a number without a country's code belongs."""
_HYPHENS = str.maketrans({"−": "-", "–": "-", "‑": "-", "‐": "-", "_": "-"})
_SLIPS = re.compile(r"(?<=[0-9])[OoIl](?![a-z])|(?<![A-Za-z])[OoIl](?=[0-9])")
_BETWEEN = re.compile(r"[/,;|\n]|\b(?:or|and|also)\b", re.IGNORECASE)
_NUMBER_LIKE = re.compile(r"[+(]?[0-9][0-9\s().+/-]{6,}[0-9]")
_AS_FIGURES = re.compile(r"\.0\b")
"""What a spreadsheet puts behind a number that it takes for a sum."""
_COUNTED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {
    **{word: str(digit) for digit, word in enumerate(_COUNTED)},
    **dict.fromkeys(("oh", "o", "nought", "naught", "nil"), "0"),
}
_SPOKEN = re.compile(rf"\b(?:(double|treble|triple) )?({'|'.join(_DIGITS)})( hundred)?\b", re.IGNORECASE)
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_DIGITS_AT_HOME = 10
"""Of a number of the United Kingdom without its zero. Of what is shorter or longer only a number in use is one."""
_BEGINS_AT_HOME = tuple("12378")
"""With which digit the numbers of people, schools and offices begin (Ofcom, National Telephone Numbering Plan)."""
_GROUPS = 12


def e164(written: str) -> str:
    """A telephone number in one form, "+447700900123", or nothing where none is written. An extension is left out.

    Of several numbers the first counts. Words around it ("mum's mobile") do not matter.
    """
    found = _found(written)
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164) if found else ""


def is_mobile(number: str) -> bool:
    """Say whether a number can take a text. At home by its beginning, so that the numbers kept for fiction count as well.

    07 but neither 070, which rings through to others, nor 076, which are pagers; save 07624, the Isle of Man (Ofcom,
    National Telephone Numbering Plan).
    """
    found = _found(number)
    if not found:
        return False
    national = str(found.national_number)
    if found.country_code == phonenumbers.country_code_for_region(HOME):
        return national.startswith("7") and (national[1] not in "06" or national.startswith("7624"))
    mobile = phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE
    return phonenumbers.number_type(found) in mobile


def as_dialled(number: str) -> str:
    """A number as people at home write it: "07700 900123"; one of another country with its code."""
    found = _found(number)
    if not found:
        return number
    at_home = found.country_code == phonenumbers.country_code_for_region(HOME)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(found, style)


def all_in(text: str) -> tuple[str, ...]:
    """Every telephone number that a text holds, each once, in the one form."""
    numbers = (phonenumbers.format_number(each, phonenumbers.PhoneNumberFormat.E164) for each in _numbers(_plain(text)))
    return tuple(dict.fromkeys(numbers))


def _found(written: str) -> phonenumbers.PhoneNumber | None:
    text = _plain(written)
    return next(_numbers(text), None) or next(_numbers(_SPOKEN.sub(_figures, text)), None)


def _plain(written: str) -> str:
    """The text in ordinary digits and hyphens, without marks that nobody sees, O and I between digits put right."""
    text = unicodedata.normalize("NFKC", written).translate(_HYPHENS)
    text = _AS_FIGURES.sub("", "".join(c for c in text if unicodedata.category(c) != "Cf"))
    while (mended := _SLIPS.sub(lambda slip: "0" if slip[0] in "Oo" else "1", text)) != text:
        text = mended
    return text


def _figures(spoken: re.Match[str]) -> str:
    times, digit, hundred = spoken.groups()
    return _DIGITS[digit.lower()] * _TIMES.get((times or "").lower(), 1) + ("00" if hundred else "")


def _numbers(text: str) -> Iterator[phonenumbers.PhoneNumber]:
    # "01632/960555" is one number, "07700 900123 / 01632 960555" are two: first as parts, then as a whole.
    for part in (*_BETWEEN.split(text), text):
        for each in _NUMBER_LIKE.finditer(part):
            if number := _parsed(each[0]) or _among_others(each[0].split()):
                yield number


def _among_others(groups: list[str]) -> phonenumbers.PhoneNumber | None:
    """A number with other figures beside it, as in "07700 900123 2 children": the longest that begins as numbers do."""
    for length in range(len(groups[:_GROUPS]) - 1, 0, -1):
        for start in range(len(groups[:_GROUPS]) - length + 1):
            if groups[start][0] in "0+(" and (number := _parsed(" ".join(groups[start : start + length]))):
                return number
    return None


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    """One number, its trunk zero in brackets or not, with 00, 011 or +, or without the zero that a spreadsheet took away."""
    digits = re.sub(r"[^0-9+]", "", re.sub(r"\(0\)", "", text))
    digits = digits[:1] + digits[1:].replace("+", "")
    bare = digits[:1] not in "0+"
    for attempt in (digits, f"0{digits}" if bare else "", f"+{digits}" if bare else "", re.sub(r"^011", "+", digits)):
        try:
            number = phonenumbers.parse(re.sub(r"^00", "+", attempt), HOME)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) or _could_be(number, as_written=attempt == digits):
            return number
    return None


def _could_be(number: phonenumbers.PhoneNumber, *, as_written: bool) -> bool:
    """Whether a number that is not in use is one all the same: those kept for fiction and for tests are."""
    national = str(number.national_number)
    if number.country_code == phonenumbers.country_code_for_region(HOME):
        return len(national) == _DIGITS_AT_HOME and national.startswith(_BEGINS_AT_HOME)
    return as_written and len(national) >= _DIGITS_AT_HOME - 1 and phonenumbers.is_possible_number(number)
