"""Names as lists have them: in one cell or two, the family name first or last, two people in one cell. Nothing is respelt."""

import re
from dataclasses import dataclass

_TITLE = re.compile(r"^(mr|mrs|ms|miss|mx|dr|rev|revd|prof|sir|lady|dame|master)\b\.?\s*", re.IGNORECASE)
_PARTICLES = {
    *(
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "abu",
        "da",
        "das",
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "do",
        "dos",
        "du",
    ),
    *("la", "le", "los", "mac", "mc", "st", "st.", "ten", "ter", "van", "von", "vander", "zu", "ap", "ab", "ferch"),
}
_TWO = re.compile(r"\s*(?:&|\+|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A name in its parts."""

    family: str
    given: str = ""
    title: str = ""


def person(written: str) -> Named:
    """Part one name. A comma puts the family name first; without one it is the last word, with what belongs before it."""
    title, bare = titled(written)
    family, comma, given = bare.partition(",")
    if comma:
        own_title, given = titled(given.strip())
        return Named(family.strip(), given.strip(), title or own_title)
    words = bare.split()
    if len(words) < 2:
        return Named(bare.strip(), "", title)
    first = len(words) - 1
    # "Mrs van Dyke" has no first name.
    least = 0 if title and words[0].lower() in _PARTICLES else 1
    while first > least and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return Named(" ".join(words[first:]), " ".join(words[:first]), title)


def people(written: str) -> list[Named]:
    """Part a cell that may name two people: "Samina and Omar Khan", "Mr & Mrs Doyle". They share the last family name."""
    parts = [part for part in _TWO.split(written.strip()) if part]
    if len(parts) != 2 or "," in written:
        return [person(written)]
    second = person(parts[1])
    title, bare = titled(parts[0])
    if not bare:
        return [Named(second.family, "", title), Named(second.family, "", second.title)] if second.family else []
    if " " in bare:
        return [person(parts[0]), second]
    return [Named(second.family, bare, title), second] if second.given else [person(written)]


def titled(written: str) -> tuple[str, str]:
    """The title at the beginning of a name, as "Mrs", and the rest."""
    found = _TITLE.match(written.strip())
    if not found:
        return "", written.strip()
    return found[1].capitalize(), written.strip()[found.end() :].strip()
