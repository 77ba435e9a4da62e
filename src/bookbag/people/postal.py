"""Postal addresses of the United Kingdom for comparing: what of an address says which front door it is, however it is spelt.

Pure. Nothing here knows whether a place exists: no list of addresses is asked, so two doors are the same only where what
was written says so. A doubt is never the same door.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bookbag.people.folding import folded

_SHORT = {
    **dict.fromkeys(("av", "ave", "aven"), "avenue"),
    **dict.fromkeys(("bldg", "bld"), "building"),
    **dict.fromkeys(("bldgs", "blds"), "buildings"),
    "blvd": "boulevard",
    "cl": "close",
    "cott": "cottage",
    "cotts": "cottages",
    **dict.fromkeys(("cres", "cresc", "crs"), "crescent"),
    **dict.fromkeys(("crt", "ct"), "court"),
    **dict.fromkeys(("dr", "drv"), "drive"),
    "est": "estate",
    "fm": "farm",
    **dict.fromkeys(("gdn", "gard"), "garden"),
    **dict.fromkeys(("gdns", "gards"), "gardens"),
    "grn": "green",
    **dict.fromkeys(("gr", "gro", "grv"), "grove"),
    "gt": "great",
    "hse": "house",
    "hts": "heights",
    **dict.fromkeys(("la", "ln"), "lane"),
    **dict.fromkeys(("lit", "ltl"), "little"),
    "lwr": "lower",
    **dict.fromkeys(("mans", "mansn"), "mansions"),
    "mdw": "meadow",
    "mdws": "meadows",
    "mt": "mount",
    "nth": "north",
    **dict.fromkeys(("pde", "par"), "parade"),
    "pk": "park",
    "pl": "place",
    **dict.fromkeys(("rd", "raod"), "road"),
    "sq": "square",
    "sth": "south",
    **dict.fromkeys(("str", "stret", "streeet"), "street"),
    **dict.fromkeys(("tce", "ter", "terr"), "terrace"),
    "upr": "upper",
    **dict.fromkeys(("vlls", "vils"), "villas"),
    "vw": "view",
    "wk": "walk",
    "wy": "way",
    "&": "and",
}
_QUARTERS = {"north", "nth", "south", "sth", "east", "west"}
_COUNTRIES = {
    *("united kingdom", "uk", "great britain", "gb", "england", "scotland", "wales", "cymru", "northern ireland"),
}
_TITLES = re.compile(r"(mr|mrs|ms|miss|mx|dr|rev|prof)\b.*|the occupier|(the )?parents? of\b.*|c/o\b.*|care of\b.*")
_OUTWARD = r"[a-z]{1,2}[0-9o][0-9a-z]?"
_POSTCODE = re.compile(rf"\b({_OUTWARD})[ -]*([0-9oil][abd-hjlnp-uw-z]{{2}})(?![a-z0-9])")
_SLIPS = str.maketrans({"o": "0", "i": "1", "l": "1"})
_PART = r"(?:flat|flt|apartment|appt|apt|unit|room|rm|suite|studio|maisonette)"
_FLAT = re.compile(rf"\b{_PART}s?\b[. ]*(?:number|nos?\b|#)?[. ]*([a-z]?[0-9]+[a-z]?|[a-z])\b")
_FLOOR = re.compile(
    r"\b(basement|lower ground|ground|garden|first|second|third|top|1st|2nd|3rd|attic)(?: floor)? (?:flat|apartment)\b"
)
_NUMBER = re.compile(r"^(?:number|no)?[. ]*#?([0-9]+) ?(?:([a-z])\b)?(?: ?(?:-|to) ?([0-9]+[a-z]?))?\b(?:[ /]+|$)")
_STAIR = re.compile(r"^([0-9]+[a-z]?)/([0-9]+[a-z]?)\b ?")
_FLOORS = {"1st": "first", "2nd": "second", "3rd": "third"}


@dataclass(frozen=True, slots=True)
class Door:
    """What of an address says which front door it is, folded. `place` is what is left: a village, a town."""

    postcode: str = ""
    flat: str = ""
    number: str = ""
    name: str = ""
    street: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        """One string by which addresses are put together; empty where the address says too little to do so."""
        door = self.number or self.name
        if not door or not (self.postcode or (self.street and self.place)):
            return ""
        where = self.postcode or self.place
        return "|".join((where, self.flat, door, self.street if self.number else ""))


def door_of(address: str) -> Door:
    """Read an address, on one line or on several."""
    text = folded(address.replace("\n", ", ").replace(";", ", ").replace("’", "'").replace("'", ""))
    text, postcode = _without_postcode(re.sub(r"[.]", " ", text))
    lines = [line for line in (_spelt_out(part) for part in text.split(",")) if line]
    lines = [line for line in lines if line not in _COUNTRIES and not _TITLES.fullmatch(line)]
    text, flat = _without_flat(", ".join(lines))
    return _read([line.strip() for line in text.split(",") if line.strip()], flat, postcode)


def same_door(one: str, other: str) -> bool:
    """Say whether two addresses are one front door. What only one of them says does not part them, save flat and number."""
    a, b = door_of(one), door_of(other)
    if a.postcode and b.postcode and a.postcode != b.postcode:
        return False
    if a.flat != b.flat or (a.number or b.number) != (b.number or a.number):
        return False
    if a.number and b.number:
        streets = {a.street, b.street} - {""}
        return len(streets) < 2 and (bool(a.postcode and b.postcode) or (bool(streets) and _same_place(a, b)))
    names = {a.name, b.name} - {""}
    return len(names) == 1 and bool(a.name and b.name) and _same_place(a, b)


def _same_place(a: Door, b: Door) -> bool:
    if a.postcode and b.postcode:
        return True
    return bool(a.place and b.place) and (a.place in b.place or b.place in a.place)


def _without_postcode(text: str) -> tuple[str, str]:
    """Take the last postcode out of a text; 0 and O, 1 and I are put where they can stand."""
    found = list(_POSTCODE.finditer(text))
    if not found:
        return text, ""
    last = found[-1]
    outward, inward = last[1], last[2]
    head = re.match("[a-z]{1,2}", outward)
    letters = head[0] if head else ""
    if len(letters) == 2 and letters[1] == "o" and not outward[2].isdigit():
        letters = letters[0]
    digits = outward[len(letters) :]
    outward = letters + digits[:1].translate(_SLIPS) + digits[1:].translate(_SLIPS if digits[1:] in {"o", "i"} else {})
    code = f"{outward} {inward[0].translate(_SLIPS)}{inward[1:]}"
    return f"{text[: last.start()]}, {text[last.end() :]}", code


def _spelt_out(line: str) -> str:
    """One line with its short words written out. "St" is a street at the end of a name, and a saint before one."""
    return " ".join(_words(re.sub(r"[^a-z0-9/#&-]+", " ", re.sub(" *- *", "-", line)).strip(" -").split()))


def _words(words: list[str]) -> Iterator[str]:
    for position, word in enumerate(words):
        if word == "st":
            before, after = words[:position], words[position + 1 :]
            named = bool(before) and not before[-1][0].isdigit()
            yield "street" if named and (not after or after[0] in _QUARTERS) else "saint"
        else:
            yield _SHORT.get(word, word)


def _without_flat(text: str) -> tuple[str, str]:
    if floor := _FLOOR.search(text):
        return _cut(text, floor), _FLOORS.get(floor[1], floor[1])
    if flat := _FLAT.search(text):
        return _cut(text, flat), flat[1].lstrip("0") or "0"
    return text, ""


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]}, {text[found.end() :]}"


def _read(lines: list[str], flat: str, postcode: str) -> Door:
    number, name, street, rest = "", "", "", list[str]()
    for position, line in enumerate(lines):
        if stair := _STAIR.match(line):
            number, flat = stair[1], flat or stair[2]
            street, rest = _street_after(line[stair.end() :], lines[position + 1 :])
            break
        if found := _NUMBER.match(line):
            number = _number(found)
            street, rest = _street_after(line[found.end() :], lines[position + 1 :])
            name = "" if not position else lines[0]
            break
    if not number and lines:
        name, street, rest = lines[0], lines[1] if len(lines) > 1 else "", lines[2:]
        rest = rest or ([street] if street else [])
    if len(flat) == 1 and flat.isalpha() and number.isdigit():
        number, flat = f"{number}{flat}", ""
    return Door(postcode, flat, number, name, street, rest[-1] if rest else "")


def _number(found: re.Match[str]) -> str:
    first = f"{int(found[1])}{found[2] or ''}"
    return f"{first}-{found[3]}" if found[3] else first


def _street_after(said: str, following: list[str]) -> tuple[str, list[str]]:
    """The street behind a number: on the same line, or on the next where the number stands alone."""
    if said.strip():
        return said.strip(), following
    return (following[0], following[1:]) if following else ("", [])
