"""Reads class lists in tables (CSV), however they are laid out: a row a child with its adults beside it, or a row an adult.

A line is read whole or not at all, and said which. Nothing is made of the order of columns or rows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bookbag.errors import Invalid
from bookbag.people.folding import folded
from bookbag.people.importing import columns, days, names, text
from bookbag.people.importing.columns import Column, What
from bookbag.people.importing.text import Line
from bookbag.people.importing.values import ReadAdult, Reading, ReadPupil, Remark
from bookbag.people.telephones import e164

_HEADS = 12
"""How many lines may stand above the one that names the columns."""
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\].]{2,}")
_PLAIN_NUMBER = re.compile(r"0([1237]\d{9})")
"""A number as most are written, of which `e164` would make the same in twenty times the time."""
_NO_NAME = re.compile(r"|date|(?:column|field|unnamed)[ :_]*\d*")
_UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]", re.IGNORECASE)
_YES = {"y", "yes", "true", "t", "1", "x", "✓", "✔"}
_NO = {"n", "no", "false", "f", "0"}
_NOTHING = {"", "-", "–", "n/a", "na", "none", "nil", "null", "unknown", "tbc", "?"}
_SECTION = re.compile(r"^(?:class|form|reg(?:istration)? group|tutor group)\s*:?\s*(\S.{0,18})$", re.IGNORECASE)
_KIN = {columns.MOTHER: "mother", columns.FATHER: "father"}
YOUNGEST, OLDEST = 1, 20
"""Years. Whoever is younger or older is no pupil of a school, and the date a slip."""


class _LineError(ValueError):
    """What is wrong with one line, as a sentence."""


@dataclass
class _List:
    """A class list on its way through the reader."""

    head: Sequence[str]
    at: Mapping[int, Column]
    order: days.Order
    today: date
    section: str = ""
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, line: int, says: str, *, refused: bool = False) -> None:
        """Say something about a line."""
        self.remarks.append(Remark(line, says, refused))


def read(raw: bytes, *, today: date, said: Mapping[int, str] | None = None) -> Reading:
    """Read a class list. `said` is what a school has said of its columns, by their places, as `Column` writes it.

    Raises `Invalid`, naming the line, for what is no table of children. What is wrong in one line is a remark on it.
    """
    rows = [line for line in text.lines(raw) if not line.is_blank]
    top, head, at = _head(rows, said)
    body = rows[top + 1 :]
    if not body:
        raise Invalid(f"Line {head.number}: nothing stands under the names of the columns.")
    if not said:
        at = {**at, **_by_content(head, body, at, today)}
    births = [place for place, column in at.items() if column == Column(0, What.BORN)]
    order = days.order_of(line.cells[place] for line in body for place in births if place < len(line.cells))
    reading = _List(head.cells, at, order, today)
    pupils = _merged(list(_pupils(body, reading)), reading)
    understood = tuple((name or f"column {place + 1}", _told(at, place)) for place, name in enumerate(head.cells))
    return Reading(tuple(pupils), tuple(sorted(reading.remarks, key=lambda remark: remark.line)), understood)


def _by_content(head: Line, body: Sequence[Line], at: Mapping[int, Column], today: date) -> Mapping[int, Column]:
    """What the cells show where a column's name says nothing: only children's dates of birth, or only UPNs.

    A column of days that has a name of its own ("Joined") is none of birth dates.
    """
    found: dict[int, Column] = {}
    for place in sorted({place for line in body[:50] for place in range(len(line.cells))} - set(at)):
        cells = [line.cells[place] for line in body[:50] if place < len(line.cells) and line.cells[place]]
        unnamed = _NO_NAME.fullmatch(folded(head.cells[place]) if place < len(head.cells) else "")
        for what, shows in ((What.BORN, lambda cell: _may_be_born(cell, today)), (What.UPN, _UPN.fullmatch)):
            column = Column(0, what)
            if what is What.BORN and not unnamed:
                continue
            if cells and column not in {*at.values(), *found.values()} and all(shows(cell) for cell in cells):
                found[place] = column
    return found


def _may_be_born(cell: str, today: date) -> bool:
    day = days.day_of(cell, days.Order(), today=today) if re.search(r"[./ -]", cell) else None
    return day is not None and YOUNGEST <= (today - day).days / 365.25 <= OLDEST


def _told(at: Mapping[int, Column], place: int) -> str:
    return str(at[place]) if place in at else "nothing"


def _head(rows: Sequence[Line], said: Mapping[int, str] | None) -> tuple[int, Line, Mapping[int, Column]]:
    """The line that names the columns: the first that names a child's name and something more."""
    for position, line in enumerate(rows[:_HEADS]):
        at = columns.guessed(line.cells)
        whats = {column.what for column in at.values() if not column.adult}
        if len(at) > 1 and ({What.GIVEN, What.FAMILY} <= whats or What.NAME in whats or What.KNOWN_AS in whats):
            return position, line, columns.said(said) if said else at
    if said and rows:
        return 0, rows[0], columns.said(said)
    first = rows[0].number if rows else 1
    raise Invalid(
        f"Line {first}: no line names the columns. The first line of a list says what stands in each:"
        " first name, family name, date of birth, class, and for each adult name, e-mail and telephone."
    )


def _pupils(body: Iterable[Line], reading: _List) -> Iterator[ReadPupil]:
    again = [folded(cell) for cell in reading.head]
    for line in body:
        if [folded(cell) for cell in line.cells] == again:
            continue
        if _is_aside(line, reading):
            continue
        try:
            yield _pupil(line, reading)
        except _LineError as wrong:
            reading.remark(line.number, str(wrong), refused=True)


def _is_aside(line: Line, reading: _List) -> bool:
    """Whether a line is a heading or a total rather than a child; a heading that names a class holds for what follows."""
    filled = [cell for cell in line.cells if cell]
    if len(filled) == 1 and (found := _SECTION.match(filled[0])):
        reading.section = found[1].strip()
        return True
    if folded(filled[0]).split()[0].rstrip(":") in {"total", "totals", "count"} and len(filled) < 3:
        reading.remark(line.number, f"“{filled[0]}” is taken for a total, not for a child.")
        return True
    return False


def _pupil(line: Line, reading: _List) -> ReadPupil:
    extra = [cell for cell in line.cells[len(reading.head) :] if cell]
    if extra:
        raise _LineError(
            f"it has {len(line.cells)} cells, and the first line names {len(reading.head)}."
            " A comma in a cell needs quotation marks around the cell."
        )
    cells = _cells(line, reading, 0)
    whole = names.person(cells.get(What.NAME, ""))
    family = cells.get(What.FAMILY, "") or whole.family
    given = cells.get(What.GIVEN, "") or whole.given or cells.get(What.KNOWN_AS, "")
    if not family or not given:
        raise _LineError(f"there is no {'family' if given else 'first'} name. Write both, or take the line out.")
    known_as = cells.get(What.KNOWN_AS, "")
    return ReadPupil(
        line=line.number,
        family_name=family,
        given_name=given,
        known_as="" if known_as == given else known_as,
        born_on=_born(line, cells.get(What.BORN, ""), reading),
        class_name=cells.get(What.CLASS, "") or reading.section,
        year=cells.get(What.YEAR, ""),
        upn=cells.get(What.UPN, "").replace(" ", "").upper(),
        external_id=cells.get(What.ID, ""),
        adults=tuple(_adults(line, reading)),
    )


def _cells(line: Line, reading: _List, adult: int) -> dict[What, str]:
    """What a line says of the child, or of one adult. Several columns of one kind are put together."""
    found: dict[What, list[str]] = {}
    for place, column in reading.at.items():
        cell = line.cells[place] if place < len(line.cells) else ""
        if column.adult == adult and folded(cell) not in _NOTHING:
            found.setdefault(column.what, []).append(cell)
    joins = {What.ADDRESS: ", ", What.EMAIL: " ; ", What.TELEPHONE: " ; "}
    return {what: joins.get(what, " ").join(cells) for what, cells in found.items()}


def _born(line: Line, written: str, reading: _List) -> date | None:
    if not written:
        return None
    day = days.day_of(written, reading.order, today=reading.today)
    if day is None:
        raise _LineError(f"“{written}” is no date of birth. Write it like 31/12/2015.")
    age = (reading.today - day).days / 365.25
    if not YOUNGEST <= age <= OLDEST:
        why = "in the future" if age < 0 else f"{int(age)} years ago"
        raise _LineError(f"the date of birth {written} is {why}. No pupil is of that age.")
    if days.is_ambiguous(written, reading.order):
        reading.remark(line.number, f"{written} is read as {day.day} {day:%B %Y}, the day first.")
    return day


def _adults(line: Line, reading: _List) -> Iterator[ReadAdult]:
    for adult in sorted({column.adult for column in reading.at.values()} - {0}):
        cells = _cells(line, reading, adult)
        if cells:
            yield from _adult(line, adult, cells, reading)


def _adult(line: Line, adult: int, cells: Mapping[What, str], reading: _List) -> Iterator[ReadAdult]:
    if What.FAMILY in cells or What.GIVEN in cells:
        title, given = names.titled(cells.get(What.GIVEN, ""))
        family = cells.get(What.FAMILY, "") or names.person(cells.get(What.NAME, "")).family
        named = [names.Named(family, given, title)] if family else []
        if not family:
            reading.remark(line.number, f"{given} has no family name, so this adult is left out.")
            return
    else:
        named = names.people(cells.get(What.NAME, ""))
    emails, telephones = _emails(line, cells, reading), _telephones(line, cells, reading)
    if not [each for each in named if each.family]:
        reading.remark(line.number, "an adult has details and no name, so they are left out. Add the name.")
        return
    if len(named) == 2:
        reading.remark(line.number, f"“{cells[What.NAME]}” is read as two adults who share what stands beside it.")
    for each in named:
        yield ReadAdult(
            family_name=each.family,
            given_name=each.given,
            title=each.title or cells.get(What.TITLE, "").rstrip(".").capitalize(),
            relationship=folded(cells.get(What.RELATIONSHIP, "")) or _KIN.get(adult, ""),
            emails=emails,
            telephones=telephones,
            address=cells.get(What.ADDRESS, ""),
            parental_responsibility=_yes_or_no(line, cells, What.RESPONSIBILITY, reading),
            lives_with=_yes_or_no(line, cells, What.LIVES_WITH, reading),
            external_id=cells.get(What.ID, ""),
        )


def _emails(line: Line, cells: Mapping[What, str], reading: _List) -> tuple[str, ...]:
    found = []
    for part in re.split(r"[;,\n]| / |\s+or\s+", cells.get(What.EMAIL, "")):
        address = _EMAIL.search(part.replace("mailto:", ""))
        if address and part.count("@") == 1:
            found.append(address[0].rstrip("."))
        elif part.strip():
            reading.remark(line.number, f"“{part.strip()}” is no e-mail address and is left out.")
    return tuple(dict.fromkeys(found))


def _telephones(line: Line, cells: Mapping[What, str], reading: _List) -> tuple[str, ...]:
    found = []
    for part in re.split(r"[;,\n]| / |\s+or\s+", cells.get(What.TELEPHONE, "")):
        plain = _PLAIN_NUMBER.fullmatch(part.replace(" ", ""))
        number = f"+44{plain[1]}" if plain else e164(part)
        if number:
            found.append(number)
        elif part.strip():
            reading.remark(line.number, f"“{part.strip()}” is no telephone number and is left out.")
    return tuple(dict.fromkeys(found))


def _yes_or_no(line: Line, cells: Mapping[What, str], what: What, reading: _List) -> bool | None:
    """What a cell says, or None where it says nothing: nobody has said is not no."""
    said = folded(cells.get(what, ""))
    if said in _YES or said in _NO:
        return said in _YES
    if said:
        reading.remark(line.number, f"“{cells[what]}” under {what} is neither yes nor no; nothing is entered.")
    return None


def _merged(found: Sequence[ReadPupil], reading: _List) -> list[ReadPupil]:
    """Put the lines of one child together: a list may have a line an adult. Twins differ in their names."""
    by_child: dict[tuple[object, ...], ReadPupil] = {}
    by_upn: dict[str, ReadPupil] = {}
    for pupil in found:
        whose = (folded(pupil.family_name), folded(pupil.given_name), pupil.born_on, pupil.upn or pupil.external_id)
        before = by_child.get(whose)
        other = by_upn.get(pupil.upn) if pupil.upn else None
        if before is None and other is not None:
            says = f"the UPN {pupil.upn} stands on line {other.line} too, for {other.given_name} {other.family_name}."
            reading.remark(pupil.line, says, refused=True)
            continue
        if before is None:
            by_child[whose] = pupil
        else:
            by_child[whose] = _together(before, pupil, reading)
        by_upn.setdefault(pupil.upn, by_child[whose])
    return list(by_child.values())


def _together(before: ReadPupil, again: ReadPupil, reading: _List) -> ReadPupil:
    new = [adult for adult in again.adults if adult not in before.adults]
    if not new:
        reading.remark(again.line, f"it says the same as line {before.line}, and is taken once.")
    elif again.class_name != before.class_name:
        says = f"{again.given_name} is in {before.class_name} on line {before.line} and in {again.class_name} here."
        reading.remark(again.line, f"{says} The first is taken.")
    return replace(before, adults=(*before.adults, *new))
