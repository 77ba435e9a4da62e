"""Telephone numbers for comparing: one form, E.164 (ITU-T E.164), for every way in which they are written down. Pure."""

import re

import phonenumbers

HOME = "GB"
"""Where a number without a country's code belongs."""
_HYPHENS = str.maketrans({"−": "-", "–": "-", "‑": "-", "‐": "-"})
_SLIPS = re.compile(r"(?<=[0-9])[OoIl](?![a-z])|(?<![A-Za-z])[OoIl](?=[0-9])")
_BETWEEN = re.compile(r"[/,;|\n]|\b(?:or|and|also)\b", re.IGNORECASE)
_NUMBER_LIKE = re.compile(r"[+(]?[0-9][0-9\s().+/-]{6,}[0-9]")
_SHORTEST = 9
"""Digits of a number of the United Kingdom without its zero; of what is shorter only a number in use is one."""


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


def _found(written: str) -> phonenumbers.PhoneNumber | None:
    text = written.translate(_HYPHENS)
    while (mended := _SLIPS.sub(lambda slip: "0" if slip[0] in "Oo" else "1", text)) != text:
        text = mended
    # "01632/960555" is one number, "07700 900123 / 01632 960555" are two: first as parts, then as a whole.
    for part in (*_BETWEEN.split(text), text):
        for each in _NUMBER_LIKE.finditer(part):
            number = _parsed(each[0])
            if number:
                return number
    return None


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    """One number, its trunk zero in brackets or not, with 00 or +, or with the leading zero that a spreadsheet took away."""
    digits = re.sub(r"[^0-9+]", "", re.sub(r"\(0\)", "", text))
    digits = digits[:1] + digits[1:].replace("+", "")
    for attempt in (digits, f"0{digits}", f"+{digits}"):
        try:
            number = phonenumbers.parse(re.sub(r"^00", "+", attempt), HOME)
        except phonenumbers.NumberParseException:
            continue
        in_use = phonenumbers.is_valid_number(number)
        long_enough = attempt == digits and len(str(number.national_number)) >= _SHORTEST
        if in_use or (long_enough and phonenumbers.is_possible_number(number)):
            return number
    return None
