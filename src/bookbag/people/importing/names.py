"""Names as lists have them: in one cell or two, the family name first or last, several people in one cell, with what they
are to the child and how they are reached beside the name. Nothing is respelt.
"""

import re
from dataclasses import dataclass, replace

from bookbag.people.folding import folded

_TITLE = re.compile(
    r"^(mr|mrs|ms|miss|mx|dr|rev|revd|prof|professor|sir|lady|dame|master|cllr|capt|major|sgt)\b\.?\s*", re.IGNORECASE
)
_PARTICLES = dict.fromkeys(
    re.findall(
        r"\S+",
        "al el bin bint ibn abu da das de del della der den di do dos du la le los mac mc st st. ten ter van von vander zu ap ab"
        " ferch",
    )
)
_TWO = re.compile(r"\s*(?:&|\+|;|\n|\band\b|\bor\b|\s/\s|/(?=\s*(?:\S+\s+\S+|m[rs]s?\b)))\s*", re.IGNORECASE)
_KIN = {
    **dict.fromkeys(("mother", "mum", "mam", "mummy", "mom", "mama", "mami"), "mother"),
    **dict.fromkeys(("father", "dad", "daddy", "papa"), "father"),
    **dict.fromkeys(("stepmother", "step-mother", "step mother", "stepmum", "step-mum", "step mum"), "stepmother"),
    **dict.fromkeys(("stepfather", "step-father", "step father", "stepdad", "step-dad", "step dad"), "stepfather"),
    **dict.fromkeys(("grandmother", "grandma", "gran", "granny", "nan", "nana"), "grandmother"),
    **dict.fromkeys(("grandfather", "grandad", "granddad", "grandpa"), "grandfather"),
    **{kin: kin for kin in ("aunt", "uncle", "carer", "guardian", "foster carer", "foster mother", "foster father")},
    **dict.fromkeys(("auntie", "aunty"), "aunt"),
}
_KINS = "|".join(sorted(map(re.escape, _KIN), key=len, reverse=True))
_SAYS_KIN = re.compile(
    rf"\(\s*({_KINS})\s*\)|^({_KINS})\s*[:=-]\s*|\s+[-–]\s*({_KINS})$|^({_KINS})\s+(?=\S+\s+\S)", re.IGNORECASE
)
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\].]{2,}")
_NUMBER = re.compile(r"\(?\+?\(?\d[\d\s().-]{7,}\d")
_CAPITALS = 3
"""Letters of a word in capitals that is a family name: shorter ones are initials."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in its parts, and what stood with it."""

    family: str
    given: str = ""
    title: str = ""
    kin: str = ""
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()


def person(written: str, *, family_first: bool = False) -> Named:
    """Part one name. A comma puts the family name first, and so do capitals; else it is the last word, with what belongs
    before it. `family_first` where the column says so.
    """
    title, bare = titled(written)
    family, comma, given = bare.partition(",")
    if comma:
        own_title, given = titled(given.strip())
        return Named(family.strip(), given.strip(), title or own_title)
    words = bare.split()
    if len(words) < 2:
        return Named(bare.strip(), "", title)
    if family_first or (words[0].isupper() and len(words[0]) >= _CAPITALS and not words[-1].isupper()):
        last = next((place for place, word in enumerate(words) if not word.isupper()), 1) if not family_first else 1
        while family_first and words[last - 1].lower() in _PARTICLES and last < len(words) - 1:
            last += 1
        return Named(" ".join(words[:last]), " ".join(words[last:]), title)
    first = len(words) - 1
    # "Mrs van Dyke" has no first name.
    least = 0 if title and words[0].lower() in _PARTICLES else 1
    while first > least and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return Named(" ".join(words[first:]), " ".join(words[:first]), title)


def people(written: str) -> list[Named]:
    """Part a cell that may name several people: "Samina and Omar Khan", "Mr & Mrs Doyle", "Priya Khan / Sam Cole". Whoever
    has only a first name shares the family name of the others.
    """
    found: list[Named] = []
    for part in _each(written):
        bare, with_it = _apart(part)
        if bare:
            named = person(bare)
            found.append(replace(with_it, family=named.family, given=named.given, title=named.title))
        elif found and (with_it.emails or with_it.telephones):
            found[-1] = replace(
                found[-1],
                emails=(*found[-1].emails, *with_it.emails),
                telephones=(*found[-1].telephones, *with_it.telephones),
            )
    if len(found) < 2:
        return found
    if not found[0].family and len(found[1].given.rstrip(".")) == 1:
        found[1] = replace(found[1], given="")  # of "Mr & Mrs J Doyle" nobody can say whose the J is
    whole = [each for each in found if each.family and (each.given or each.title)]
    shared = whole[-1].family if whole else ""
    return [_with_family(each, shared) for each in found]


def _with_family(each: Named, shared: str) -> Named:
    """ "Samina" of "Samina and Omar Khan", "Mr" of "Mr & Mrs Doyle"."""
    is_initial = len(each.family.rstrip(".")) == 1 and not each.given
    if not shared or (each.family and (each.given or each.title) and not is_initial):
        return each
    return replace(each, family=shared, given=each.family)


def _each(written: str) -> list[str]:
    """The parts of a cell that are a person each. A comma parts two people where whole names stand on both sides."""
    found: list[str] = []
    for part in filter(None, _TWO.split(written.strip().replace("&amp;", "&"))):
        sides = [side.strip() for side in part.split(",")]
        if len(sides) > 1 and all(_is_whole(side) for side in sides):
            found.extend(sides)
        else:
            found.append(part)
    return found


def _is_whole(side: str) -> bool:
    bare, with_it = _apart(side)
    title, rest = titled(bare)
    if rest.split()[:1] and rest.split()[0].lower() in _PARTICLES and not title:
        return False
    return len(rest.split()) > 1 or bool(title and rest) or bool(with_it.emails or with_it.telephones)


def _apart(part: str) -> tuple[str, Named]:
    """A name without what stands with it, and that: kin, e-mails, telephones."""
    emails, kin = tuple(_EMAIL.findall(part)), ""
    rest = _EMAIL.sub(" ", part)
    telephones = tuple(each.strip() for each in _NUMBER.findall(rest))
    rest = " ".join(_NUMBER.sub(" ", rest).split())
    rest = re.sub(r"<\s*>|\(\s*\)", " ", rest).strip(" ,:-–")
    if (said := _SAYS_KIN.search(rest)) and said[0].strip() != rest:
        kin = _KIN[folded(next(filter(None, said.groups())))]
        rest = (rest[: said.start()] + " " + rest[said.end() :]).strip(" ,:-–")
    return rest, Named("", kin=kin, emails=emails, telephones=telephones)


def kin_of(written: str) -> str:
    """What a word says that somebody is to the child: "Mum" is the mother. A word that is none of these stays as it is."""
    plain = folded(written)
    return _KIN.get(plain, plain)


def kin_in(written: str) -> str:
    """The first word of a note that says whose something is: "07700 900123 (mum work)"; or nothing."""
    found = re.search(rf"\b({_KINS})(?:'?s)?\b", folded(written))
    return _KIN[found[1]] if found else ""


def titled(written: str) -> tuple[str, str]:
    """The title at the beginning of a name, as "Mrs", and the rest."""
    found = _TITLE.match(written.strip())
    if not found:
        return "", written.strip()
    return found[1].capitalize(), written.strip()[found.end() :].strip()
