"""Postal addresses of the United Kingdom for comparing: what of an address says which front door it is, however it is spelt.

Pure. Nothing here knows whether a place exists: no list of addresses is asked, so two doors are the same only where what
was written says so. A doubt is never the same door.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bookbag.people import postcodes
from bookbag.people.folding import folded
from bookbag.people.names import slips_between
from bookbag.people.streets import (
    COUNTRIES,
    ENDS,
    FLOORS,
    HOUSES,
    KINDS,
    NUMBERS,
    QUARTERS,
    SAINTS,
    SHORT,
    STRONG,
    UNITS,
)

_LABEL = re.compile(r"^(?:home |postal |our |my )?address[: ]+")
_RELATIVES = r"(?:parents?|carers?|guardians?|family)"
_TITLES = re.compile(
    rf"(mr|mrs|ms|miss|mx|dr|rev|revd|prof|sgt|cpl|lt|capt|maj)\b.*|the occupier|(to )?(the )?{_RELATIVES}\b.*\bof\b.*"
    r"|c/o\b.*|care of\b.*"
)
_OPEN = r"[. ]*(?:number|nos?\b|#)?[. ]*"
_FLAT = re.compile(
    rf"\b(?:flat|flt|apartment|appt|apt|unit|room|rm|suite|studio|maisonette)s?\b{_OPEN}([a-z]?[0-9]+(?:/[0-9]+| ?[a-z]\b)?|[a-z]\b)"
)
_SHORT_FLAT = re.compile(r"(?:^|(?<=, ))(?:f ?([0-9]+[a-z]?)\b|([0-9]+f[0-9]+)(?=,|$))")
_UNIT = re.compile(rf"\b({'|'.join(UNITS)})\b{_OPEN}([0-9]+[a-z]?|[a-z]\b)")
_BLOCK = re.compile(r"\b(?:block|tower|wing|entrance)\b ([0-9]+|[a-z])\b")
_FLOOR = re.compile(
    rf"\b({'|'.join(FLOORS)})(?: floor(?: (?:flat|apartment))?| (?:flat|apartment))\b|(?:^|(?<=, ))(?:the )?(basement|annexe?)(?=,|$)"
)
_BOX = re.compile(r"\b(?:p ?o|post office) ?box\b ?(?:number |no )?([0-9]+)")
_NUMBER = re.compile(
    r"^(?:(?:number|no)\b)?[. ]*#?([0-9]+)(?: ?[-/]? ?([a-z])\b)?(?: ?(?:-|/|to|and) ?([0-9]+[a-z]?))?(?![0-9a-z])[ /]*"
)
_STAIR = re.compile(r"^([0-9]+[a-z]?)/([0-9]+[a-z]?)\b ?")
_NUMBER_LAST = re.compile(r"^([a-z][a-z0-9 -]*?) (?:number |no )?([0-9]+[a-z]?)$")


@dataclass(frozen=True, slots=True)
class Door:
    """What of an address says which front door it is, folded. `places` is what is left: a village, a town, a county."""

    postcode: str = ""
    flat: str = ""
    number: str = ""
    name: str = ""
    street: str = ""
    places: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """One string by which addresses are put together; empty where the address says too little to do so."""
        door = self.number or _joined(self.name)
        if not door or not (self.postcode or (self.street and self.places)):
            return ""
        where = self.postcode or self.places[0]
        return "|".join((where, self.flat, door, _joined(self.street) if self.number else ""))


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody says that they live: a postcode, and the doors that the lines before it may spell."""

    postcode: str
    keys: tuple[str, ...]


def door_of(address: str) -> Door:
    """Read an address, on one line or on several."""
    text = folded(re.sub(r"[\r\n\t;|\"“”()]+", ", ", address))
    text, postcode = postcodes.taken_out(re.sub(r"s's\b", "s", text).replace("'", ""))
    text = _BOX.sub(r", po box \1,", re.sub(r"[.]", " ", _LABEL.sub("", text)))
    lines = [line for line in (_spelt_out(part) for part in text.split(",")) if line]
    lines = [line for line in lines if line not in COUNTRIES and not _TITLES.fullmatch(line)]
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
        streets = _one_street(a.street, b.street)
        return streets and (bool(a.postcode and b.postcode) or (bool(a.street or b.street) and _same_place(a, b)))
    return bool(a.name and b.name) and _joined(a.name) == _joined(b.name) and _same_place(a, b)


def places_in(text: str) -> list[Place]:
    """Where a mail says that its writer lives: each line with a postcode, read with up to four lines before it."""
    lines, found = text.splitlines(), []
    for at, line in enumerate(lines):
        for postcode in postcodes.all_in(folded(line)):
            keys = (door_of("\n".join(lines[first : at + 1])).key for first in range(max(0, at - 4), at + 1))
            found.append(Place(postcode, tuple(dict.fromkeys(key for key in keys if key.startswith(postcode)))))
    return found


def _joined(words: str) -> str:
    """Words for comparing: "ash-tree", "ash tree" and "ashtree" are one, and so are the Green and Green."""
    return re.sub(r"^the |[ -]", "", words)


def _one_street(a: str, b: str) -> bool:
    """Whether two streets are one: spelt alike, or with two letters turned round or one left out. Mill is not Hill."""
    one, other = _joined(a), _joined(b)
    if not one or not other or one == other or _goes_on(a, b) or _goes_on(b, a):
        return True
    is_slip = len(one) != len(other) or sorted(one) == sorted(other)
    return is_slip and min(len(one), len(other)) > 6 and slips_between(one, other) == 1


def _goes_on(short: str, long: str) -> bool:
    """Whether one is the other with a place behind it, where no comma parts them: "the Avenue London"."""
    rest = long.removeprefix(f"{short} ").split()
    whole = short.startswith("the ") or short.rsplit(maxsplit=1)[-1] in KINDS | HOUSES
    return long.startswith(f"{short} ") and whole and rest[0] not in KINDS | HOUSES | set(QUARTERS.values())


def _same_place(a: Door, b: Door) -> bool:
    if a.postcode and b.postcode:
        return True
    return any(one in other or other in one for one in a.places for other in b.places)


def _spelt_out(line: str) -> str:
    """One line with its short words written out. "St" is a street at the end of a name, and a saint before one."""
    words = re.sub(r"[^a-z0-9/#&-]+", " ", re.sub(" *- *", "-", line)).strip(" -").split()
    return " ".join(_numbered(list(_words([word for word in words if word]))))


def _words(words: list[str]) -> Iterator[str]:
    for position, word in enumerate(words):
        before, after = words[:position], words[position + 1 :]
        named = bool(before) and not before[-1][0].isdigit()
        if word == "st":
            saint = not named or (after and (after[0] in SAINTS or after[0].removesuffix("s") in SAINTS))
            yield "saint" if saint else "street"
        elif word == "dr":
            yield "drive" if named else "doctor"
        elif word in QUARTERS and len(word) == 1:
            quarter = (after and _kind(after[0])) or (named and not after and _kind(before[-1]))
            yield QUARTERS[word] if quarter else word
        else:
            yield _kind(word) or SHORT.get(word, word)


def _kind(word: str) -> str:
    """The kind of street that a word says, with a letter left out or turned round in it; empty where it says none."""
    full = SHORT.get(word, word)
    if full in KINDS:
        return full
    near = (
        kind for kind in STRONG if kind[0] == full[0] and kind[-1] == full[-1] and sorted({*full}) <= sorted({*kind})
    )
    return next((kind for kind in near if len(full) > 4 and slips_between(full, kind) == 1), "")


def _numbered(words: list[str]) -> list[str]:
    """ "Fourteen High Street" begins with a number; "Seven Trees" is a name."""
    if words and words[0] in NUMBERS and any(word in STRONG for word in words[1:]):
        return [NUMBERS[words[0]], *words[1:]]
    if len(words) > 1 and words[-2] in {"flat", "apartment"} and words[-1] in NUMBERS:
        return [*words[:-1], NUMBERS[words[-1]]]
    return words


def _without_flat(text: str) -> tuple[str, str]:
    """Take out what says which door of a house it is: block, floor, flat."""
    said = list[str]()
    for pattern in (_BLOCK, _FLOOR, _FLAT, _SHORT_FLAT, _UNIT):
        if found := pattern.search(text):
            text = f"{text[: found.start()]}, {text[found.end() :]}"
            groups = [group for group in found.groups() if group]
            said.append(FLOORS.get(groups[0]) or "".join(groups).replace(" ", "").lstrip("0") or "0")
    return text, "/".join(said)


def _read(lines: list[str], flat: str, postcode: str) -> Door:
    number, name, street, rest = "", "", "", list[str]()
    for position, line in enumerate(lines):
        if found := _at_start(line):
            number, own_flat, said = found
            following = lines[position + 1 :]
            inside = not said or said.split()[-1] in HOUSES
            if inside and following and not flat and _NUMBER.match(following[0]):
                flat = f"{number}/{own_flat}" if own_flat else number
                continue
            flat = flat or own_flat
            street, rest = _street_after(said, following)
            name = lines[0] if position and not flat else ""
            break
        if (last := _NUMBER_LAST.match(line)) and any(word in STRONG for word in last[1].split()):
            number, street, rest = last[2], last[1], lines[position + 1 :]
            break
    if not number and lines:
        name, beside = _cut_after(lines[0], HOUSES)
        rest = [*([beside] if beside else []), *lines[1:]]
        street = rest[0] if rest else ""
        if flat.isdigit():
            number, flat, street, name = flat, "", name, ""
    elif len(flat) == 1 and flat.isalpha() and number.isdigit():
        number, flat = f"{number}{flat}", ""
    street, beside = _cut_after(street, KINDS) if number else (street, "")
    return Door(postcode, flat, number, name, street, tuple(each for each in (beside, *rest) if each))


def _at_start(line: str) -> tuple[str, str, str] | None:
    """The number with which a line begins, the flat that stands beside it as "14/2", and what is left of the line."""
    found = _NUMBER.match(line)
    stair = _STAIR.match(line)
    if stair and not (found and found[3] and _is_range(found[1], found[3])):
        return stair[1], stair[2], line[stair.end() :]
    if not found:
        return None
    first = f"{int(found[1])}{found[2] or ''}"
    return f"{first}-{found[3]}" if found[3] else first, "", line[found.end() :]


def _is_range(first: str, last: str) -> bool:
    """Whether "14/16" is two numbers of one side of a street; "14/2" is the second flat of number 14."""
    return len(first) > 1 and last.isdigit() and int(last) > int(first) and (int(last) - int(first)) % 2 == 0


def _street_after(said: str, following: list[str]) -> tuple[str, list[str]]:
    """The street behind a number: on the same line, or on the next where the number stands alone."""
    if said.strip():
        return said.strip(), following
    return (following[0], following[1:]) if following else ("", [])


def _cut_after(line: str, kinds: frozenset[str]) -> tuple[str, str]:
    """Part what stands on one line without a comma: a name up to the word that says of what kind it is, and the rest."""
    words = line.split()
    article = words[:1] == ["the"]
    for at in range(1, len(words)):
        if words[at] not in kinds or (article and at == 1 and words[at] not in ENDS):
            continue
        end = at + 1
        while end < len(words) and (words[end] in kinds or words[end] in QUARTERS.values()):
            end += 1
        if words[at] in ENDS or kinds is HOUSES or not any(word in STRONG for word in words[end:]):
            return " ".join(words[:end]), " ".join(words[end:])
    return line, ""
