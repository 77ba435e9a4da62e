"""Dates of mail: RFC 5322 and its obsolete forms, and what mailers write instead. A guess is a warning."""

import re
from datetime import UTC, datetime, timedelta, timezone

from bookbag.channels.mailbox.limits import Notes

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan gen ene sty янв", "feb fév fev lut фев", "mar mär maa mrt мар", "apr avr abr kwi апр",
            "may mai mei maj mag май", "jun juin giu cze haz июн", "jul juil lug lip tem июл", "aug aoû aou ago sie ağu авг",
            "sep set wrz eyl сен", "oct okt out ott paź eki окт", "nov lis kas ноя", "dec déc dez dic gru ara des дек",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "ist": 60, "west": 60, "cet": 60, "met": 60, "mez": 60,
    "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "jst": 540, "kst": 540, "hkt": 480,
    "ast": -240, "adt": -180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip
_TIME = re.compile(r"(\d{1,2})\s*[:.]\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2})(?:[.,]\d+)?)?\s*([ap]\.?m\b)?", re.IGNORECASE)
_OFFSET = re.compile(r"(?:^|\s|gmt|utc)([+-])\s?(\d{1,2}):?(\d{2})?(?!\d)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})[\s.,-]*(?:de\s+)?([^\W\d_]{3,})\.?[\s,-]*(?:de\s+)?(\d{2,4})(?![\d:])")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?![\d:])(?:\s*,)?(?:.*?[\s,](\d{4})(?!\d))?")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")


def read(text: str, notes: Notes) -> datetime | None:
    """The moment that a Date field names, with the offset that it was written in; UTC where that is unknown."""
    plain = re.sub(r"\s+", " ", re.sub(r"\([^()]*\)", " ", text[:200])).strip()
    day = _day(plain)
    if day is None:
        return None
    clock = _TIME.search(plain)
    hour, minute, second = (int(clock.group(n) or 0) for n in (1, 2, 3)) if clock else (0, 0, 0)
    if clock and (half := clock.group(4)):
        hour = hour % 12 + 12 * half.lower().startswith("p")
    rest = plain[clock.end() :] if clock else ""
    try:
        return datetime(*day, hour, minute, min(second, 59), tzinfo=_zone(rest, notes))
    except (ValueError, OverflowError):
        return None


def _day(plain: str) -> tuple[int, int, int] | None:
    if match := _ISO.search(plain):
        return int(match.group(1)), int(match.group(2)), int(match.group(3))
    for match in _DAY_MONTH.finditer(plain):
        if month := _month(match.group(2)):
            return _year(match.group(3)), month, int(match.group(1))
    for match in _MONTH_DAY.finditer(plain):
        if (month := _month(match.group(1))) and match.group(3):
            return int(match.group(3)), month, int(match.group(2))
    if match := _NUMBERS.search(plain):
        day, month = int(match.group(1)), int(match.group(2))
        return (_year(match.group(3)), day, month) if month > 12 else (_year(match.group(3)), month, day)
    return None


def _month(word: str) -> int | None:
    folded = word.lower()
    return _MONTHS.get(folded[:4]) or _MONTHS.get(folded[:3])


def _year(written: str) -> int:
    """Two and three digits as RFC 5322, 4.3 reads them."""
    year = int(written)
    if len(written) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(written) == 3 else year


def _zone(rest: str, notes: Notes) -> timezone:
    if match := _OFFSET.search(rest):
        minutes = int(match.group(2)) * 60 + int(match.group(3) or 0)
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=-minutes if match.group(1) == "-" else minutes)) if minutes else UTC
    for word in re.findall(r"[A-Za-z]+", rest):
        if word.lower() in _ZONES:
            return timezone(timedelta(minutes=_ZONES[word.lower()])) if _ZONES[word.lower()] else UTC
    notes.add("The time zone of the date is missing or unknown; it was read as UTC.")
    return UTC
