"""What a line of a class list says of the adults: who stands in the cells, and how each is reached."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from sys import intern

from bookbag.people.folding import folded
from bookbag.people.importing import names
from bookbag.people.importing.columns import KIN, What
from bookbag.people.importing.names import Named
from bookbag.people.importing.values import ReadAdult
from bookbag.people.telephones import e164

Cells = Mapping[What, str]
Say = Callable[[str], None]
"""Something to know about the line."""
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]/]+@[^\s@<>,;:\"()\[\]/]+\.[^\s@<>,;:\"()\[\]./]{2,}")
_PLAIN_NUMBER = re.compile(r"0([1237]\d{9})")
"""A number as most are written, of which `e164` would make the same in twenty times the time."""
_SEVERAL = re.compile(r"[;,\n|&]|\s/\s|(?<=\d)/(?=[0+])|\s+(?:or|and)\s+")
_RUN = re.compile(r"(?:\+44\s?\(?0?\)?|0)(?:[\s-]?\d){9,10}")
"""One number of several between which only spaces stand."""
_TWO_NUMBERS, _TOO_FEW = 18, 5
"""Figures: so many are two numbers, so few a time of day in a note."""
_YES = {"y", "yes", "true", "t", "1", "x", "✓", "✔", "yes - full", "full"}
_NO = {"n", "no", "false", "f", "0"}
EMERGENCY = "emergency contact"


def adults(adult: int, cells: Cells, home: str, say: Say) -> Iterator[ReadAdult]:
    """The adults of one set of columns: one, or several who share a cell. `home` is the child's own address."""
    named = _named(cells, say)
    emails, telephones = _emails(cells, say), _telephones(cells, say)
    if not named:
        return
    if len(named) > 1:
        say(f"“{' '.join(cells[What.NAME].split())}” is read as {len(named)} adults.")
    relationship = names.kin_of(cells.get(What.RELATIONSHIP, ""))
    if len(named) > 1 and (re.search(r"[/&,]|\band\b", relationship) or relationship == "parents"):
        relationship = ""
    lives_with = _yes_or_no(cells, What.LIVES_WITH, say)
    kins = {relationship or each.kin or KIN.get(adult, "") for each in named}
    for number, whose in telephones:
        if len(named) > 1 and whose and whose not in kins:
            say(f"{number} is left out: nothing says which of them is the {whose}.")
    for each in named:
        kin = relationship or each.kin or KIN.get(adult, "")
        yield ReadAdult(
            family_name=intern(each.family),
            given_name=intern(each.given),
            title=each.title or cells.get(What.TITLE, "").rstrip(".").capitalize(),
            relationship=intern(kin),
            emails=_own(emails, each, named, _writes),
            telephones=tuple(number for number, whose in telephones if not whose or whose == kin or len(named) == 1)
            + tuple(filter(None, map(e164, each.telephones))),
            address=cells.get(What.ADDRESS, "") or (home if lives_with else ""),
            parental_responsibility=_yes_or_no(cells, What.RESPONSIBILITY, say),
            lives_with=lives_with,
            language=cells.get(What.LANGUAGE, ""),
            external_id=cells.get(What.ID, ""),
        )


def _named(cells: Cells, say: Say) -> list[Named]:
    if What.FAMILY in cells or What.GIVEN in cells:
        title, given = names.titled(cells.get(What.GIVEN, ""))
        whole = names.people(cells.get(What.NAME, ""))
        family = cells.get(What.FAMILY, "") or (whole[0].family if whole else "")
        if not family:
            say(f"{given} has no family name, so this adult is left out.")
        return [Named(family, given, title)] if family else []
    reversed_ = cells.get(What.REVERSED, "")
    found = [names.person(reversed_, family_first=True)] if reversed_ else names.people(cells.get(What.NAME, ""))
    found = [each for each in found if each.family]
    if not found:
        says = " ".join(cells.get(What.NAME, "").split())
        if any(cells.get(what) for what in (What.EMAIL, What.TELEPHONE, What.NAME)):
            say(
                f"an adult has details and no name, so they are left out. Add the name.{f' (“{says}”)' if says else ''}"
            )
    return found


def _writes(address: str, named: Named) -> bool:
    """Whether an address names an adult: "priya.khan@home.example" is Priya's, and not Sam's."""
    return len(named.given) > 2 and folded(named.given).split()[0] in address.partition("@")[0].lower()


def _own(
    found: Sequence[str], each: Named, named: Sequence[Named], is_of: Callable[[str, Named], bool]
) -> tuple[str, ...]:
    """What is one adult's of what stands beside several: that which names nobody else of them alone."""
    if len(named) == 1:
        return tuple(dict.fromkeys((*found, *each.emails)))
    whose = {address: [one for one in named if is_of(address, one)] for address in found}
    return tuple(dict.fromkeys((*(one for one, of in whose.items() if len(of) != 1 or of == [each]), *each.emails)))


def _emails(cells: Cells, say: Say) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r"[;,\n|]|\s/\s|\s+or\s+", cells.get(What.EMAIL, "")):
        whole = part.replace("mailto:", "").strip()
        addresses = [each.rstrip(".") for each in _EMAIL.findall(whole)]
        if addresses and whole.count("@") == len(addresses):
            found.extend(addresses)
        elif whole:
            say(f"“{whole}” is no e-mail address and is left out.")
    return tuple(dict.fromkeys(found))


def _telephones(cells: Cells, say: Say) -> list[tuple[str, str]]:
    """The numbers of a cell, each with whose it is where a note says so."""
    found: dict[str, str] = {}
    for part in filter(str.strip, _SEVERAL.split(cells.get(What.TELEPHONE, ""))):
        numbers = list(_numbers(part))
        for number in numbers:
            found.setdefault(
                number, names.kin_in(part) if not part.isascii() or re.search("[a-z]", part.lower()) else ""
            )
        if not numbers and (sum(map(str.isdigit, part)) >= _TOO_FEW or not found):
            say(f"“{part.strip()}” is no telephone number and is left out.")
    return list(found.items())


def _numbers(part: str) -> Iterable[str]:
    if plain := _PLAIN_NUMBER.fullmatch(part.replace(" ", "")):
        return [f"+44{plain[1]}"]
    several = _RUN.findall(part) if sum(map(str.isdigit, part)) >= _TWO_NUMBERS else []
    return filter(None, map(e164, several or [part]))


def _yes_or_no(cells: Cells, what: What, say: Say) -> bool | None:
    """What a cell says, or None where it says nothing: nobody has said is not no."""
    said = folded(cells.get(what, ""))
    if said in _YES or said in _NO:
        return said in _YES
    if said:
        say(f"“{cells[what]}” under {what} is neither yes nor no; nothing is entered.")
    return None


def joined(found: Iterable[ReadAdult]) -> tuple[ReadAdult, ...]:
    """The adults of one child, each once: the same name twice is one adult, unless what they are to the child differs."""
    by_name: dict[tuple[str, str], list[ReadAdult]] = {}
    for adult in found:
        alike = by_name.setdefault((folded(adult.given_name or adult.title), folded(adult.family_name)), [])
        for place, one in enumerate(alike):
            if adult.given_name and _may_be_one(one, adult):
                alike[place] = _one_of(one, adult)
                break
        else:
            alike.append(adult)
    return tuple(adult for alike in by_name.values() for adult in alike)


def _may_be_one(one: ReadAdult, other: ReadAdult) -> bool:
    kinds = {one.relationship, other.relationship} - {"", EMERGENCY}
    return len(kinds) < 2 and not (one.external_id and other.external_id and one.external_id != other.external_id)


def _one_of(one: ReadAdult, other: ReadAdult) -> ReadAdult:
    kinds = [kind for kind in (one.relationship, other.relationship) if kind not in ("", EMERGENCY)]
    return replace(
        one,
        title=one.title or other.title,
        relationship=kinds[0] if kinds else one.relationship or other.relationship,
        emails=tuple(dict.fromkeys((*one.emails, *other.emails))),
        telephones=tuple(dict.fromkeys((*one.telephones, *other.telephones))),
        address=one.address or other.address,
        parental_responsibility=other.parental_responsibility
        if one.parental_responsibility is None
        else one.parental_responsibility,
        lives_with=other.lives_with if one.lives_with is None else one.lives_with,
        external_id=one.external_id or other.external_id,
    )
