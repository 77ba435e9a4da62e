"""Reads class lists in tables (CSV), however they are laid out: a row a child with its adults beside it, or a row an adult.

A line is read whole or not at all, and said which. Nothing is made of the order of columns or rows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from sys import intern

from bookbag.people.folding import folded
from bookbag.people.importing import adults, days, layout, names, text
from bookbag.people.importing.columns import Column, What
from bookbag.people.importing.text import Line
from bookbag.people.importing.values import ReadAdult, Reading, ReadPupil, Remark

_NOTHING = {"", "-", "–", "--", "n/a", "na", "none", "nil", "null", "unknown", "tbc", "?", "not known", "#n/a", "."}
_JOINS = {What.ADDRESS: ", ", What.EMAIL: " ; ", What.TELEPHONE: " ; "}
"""What is put together where several columns hold it; of everything else the first that holds anything counts."""


class _LineError(ValueError):
    """What is wrong with one line, as a sentence."""


@dataclass
class _List:
    """A class list on its way through the reader."""

    head: Line
    at: Mapping[int, Column]
    order: days.Order
    today: date
    usual: int = 0
    """How many cells most of its lines have."""
    section: str = ""
    fills_down: bool = False
    """A class stands only beside its first child, as in merged cells."""
    is_by_adult: bool = False
    """There are columns for one adult: a child with two has two lines."""
    breaks_off: int = 0
    """The last line, where no line's end follows it."""
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, line: int, says: str, *, refused: bool = False) -> None:
        """Say something about a line."""
        self.remarks.append(Remark(line, says, refused))


def read(raw: bytes, *, today: date, said: Mapping[int, str] | None = None) -> Reading:
    """Read a class list. `said` is what a school has said of its columns, by their places, as `Column` writes it.

    Raises `Invalid`, naming the line, for what is no table of children. What is wrong in one line is a remark on it.
    """
    rows = [line for line in text.lines(raw) if not line.is_blank]
    found = layout.found(rows, said, today)
    body, at = rows[found.top + 1 :], found.at
    births = [place for place, column in at.items() if column == Column(0, What.BORN)]
    order = days.order_of(line.cells[place] for line in body for place in births if place < len(line.cells))
    reading = _List(rows[found.top], at, order, today, found.usual, found.section, found.fills_down)
    reading.is_by_adult = len({column.adult for column in at.values()} - {0}) < 2
    reading.breaks_off = 0 if raw[-2:].strip(b"\0")[-1:] in b"\r\n" else rows[-1].number
    reading.remarks.extend(found.remarks)
    pupils = _merged(list(_pupils(body, reading, said=bool(said))), reading)
    understood = tuple(
        (name or f"column {place + 1}", _told(at, place)) for place, name in enumerate(reading.head.cells)
    )
    return Reading(tuple(pupils), tuple(sorted(reading.remarks, key=lambda remark: remark.line)), understood)


def _told(at: Mapping[int, Column], place: int) -> str:
    return str(at[place]) if place in at else "nothing"


def _pupils(body: Iterable[Line], reading: _List, *, said: bool) -> Iterator[ReadPupil]:
    heads = set(reading.head.cells) - {""}
    before: ReadPupil | None = None
    for line in body:
        if len(heads.intersection(line.cells)) > 1 and (again := layout.head_of(line)) is not None:
            reading.at = reading.at if said or line.cells == reading.head.cells else again
            continue
        if _is_aside(line, reading):
            continue
        try:
            above, before = before, None
            before = _other_adult(line, above, reading) if _goes_on(line, reading) else _pupil(line, reading)
            yield before
        except _LineError as wrong:
            reading.remark(line.number, str(wrong), refused=True)


def _goes_on(line: Line, reading: _List) -> bool:
    """Whether a line holds another adult of the child above, whose own cells are left empty or are merged."""
    of = {False: 0, True: 0}
    for place, column in reading.at.items():
        if place < len(line.cells) and line.cells[place]:
            of[column.adult > 0] += column.what is not What.ADDRESS
    return of[True] > 0 and of[False] == 0


def _other_adult(line: Line, above: ReadPupil | None, reading: _List) -> ReadPupil:
    if above is None:
        raise _LineError("there is no child on it, and the line above could not be read.")
    return replace(above, line=line.number, adults=tuple(_adults(line, reading)))


def _is_aside(line: Line, reading: _List) -> bool:
    """Whether a line is a heading or a total rather than a child; a heading that names a class holds for what follows."""
    filled = [cell for cell in line.cells if cell]
    if len(filled) == 1 and (section := layout.section(filled[0])):
        reading.section = section
        return True
    if layout.is_aside(filled):
        reading.remark(line.number, f"“{filled[0]}” is taken for a heading or a total, not for a child.")
        return True
    return False


def _pupil(line: Line, reading: _List) -> ReadPupil:
    _fits(line, reading)
    cells = _cells(line, reading, 0)
    whole = names.person(cells.get(What.NAME, "")) if What.NAME in cells else None
    whole = whole or names.person(cells.get(What.REVERSED, ""), family_first=True)
    known_as = cells.get(What.KNOWN_AS, "")
    family = cells.get(What.FAMILY, "") or whole.family or cells.get(What.KNOWN_FAMILY, "")
    given = cells.get(What.GIVEN, "") or whole.given or known_as
    if not family or not given:
        raise _LineError(f"there is no {'family' if given else 'first'} name. Write both, or take the line out.")
    for name in (given, family):
        if re.search(r"[\d@]", name):
            raise _LineError(f"“{name}” is no name. Has a cell slipped?")
    known_family = cells.get(What.KNOWN_FAMILY, "")
    group = cells.get(What.CLASS, "") or reading.section
    if reading.fills_down:
        reading.section = group
    return ReadPupil(
        line=line.number,
        family_name=intern(family),
        given_name=intern(given),
        known_as="" if known_as == given else known_as,
        known_family_name="" if known_family == family else known_family,
        born_on=_born(line, cells.get(What.BORN, ""), reading),
        class_name=intern(group),
        year=intern(cells.get(What.YEAR, "")),
        upn=cells.get(What.UPN, "").replace(" ", "").upper(),
        external_id=cells.get(What.ID, ""),
        adults=tuple(_adults(line, reading)),
    )


def _fits(line: Line, reading: _List) -> None:
    """Refuse a line with more or fewer cells than there are columns, where something would be read out of its place."""
    count, named = len(line.cells), len(reading.head.cells)
    says = f"it has {count} cells, and line {reading.head.number} names {named}."
    slipped = [cell for place, cell in enumerate(line.cells) if cell and _is_out_of_place(cell, reading.at.get(place))]
    if any(line.cells[named:]) or (count > named and count != reading.usual and slipped):
        raise _LineError(f"{says} A comma in a cell needs quotation marks around the cell.")
    if count < named == reading.usual:
        if line.number == reading.breaks_off:
            raise _LineError(f"the file breaks off in it: {says} Export the list again.")
        if any(place >= count for place, column in reading.at.items() if not column.adult):
            raise _LineError(f"{says} Is something missing in it?")
    if slipped and count != reading.usual:
        raise _LineError(f"“{slipped[0]}” stands under “{reading.head.cells[line.cells.index(slipped[0])]}”.")


def _is_out_of_place(cell: str, column: Column | None) -> bool:
    """Whether an e-mail address stands where none belongs, or something else where one does."""
    return column is not None and ("@" in cell) != (column.what is What.EMAIL) and folded(cell) not in _NOTHING


def _cells(line: Line, reading: _List, adult: int) -> dict[What, str]:
    """What a line says of the child, or of one adult."""
    found: dict[What, list[str]] = {}
    for place, column in reading.at.items():
        cell = line.cells[place] if place < len(line.cells) else ""
        if column.adult == adult and cell and folded(cell) not in _NOTHING:
            found.setdefault(column.what, []).append(cell)
    return {what: _JOINS[what].join(cells) if what in _JOINS else cells[0] for what, cells in found.items()}


def _born(line: Line, written: str, reading: _List) -> date | None:
    if not written:
        return None
    day = days.day_of(written, reading.order, today=reading.today)
    if day is None:
        raise _LineError(f"“{written}” is no date of birth. Write it like 31/12/2015.")
    age = (reading.today - day).days / 365.25
    if not layout.YOUNGEST <= age <= layout.OLDEST:
        why = "in the future" if age < 0 else f"{int(age)} years ago"
        raise _LineError(f"the date of birth {written} is {why}. No pupil is of that age.")
    if days.is_ambiguous(written, reading.order):
        reading.remark(line.number, f"{written} is read as {day.day} {day:%B %Y}, the day first.")
    return day


def _adults(line: Line, reading: _List) -> Iterator[ReadAdult]:
    home = _cells(line, reading, 0).get(What.ADDRESS, "")
    found: list[ReadAdult] = []
    for adult in sorted({column.adult for column in reading.at.values()} - {0}):
        if cells := _cells(line, reading, adult):
            found.extend(adults.adults(adult, cells, home, lambda says: reading.remark(line.number, says)))
    return iter(adults.joined(found))


def _merged(found: Sequence[ReadPupil], reading: _List) -> list[ReadPupil]:
    """Put the lines of one child together: a list may have a line an adult. Twins differ in their names."""
    by_child: dict[tuple[object, ...], ReadPupil] = {}
    by_number: dict[tuple[str, str], ReadPupil] = {}
    for pupil in found:
        number = pupil.upn or pupil.external_id
        where = "" if pupil.born_on or number else pupil.class_name
        whose = (folded(pupil.family_name), folded(pupil.given_name), pupil.born_on, number, where)
        before = by_child.get(whose)
        numbers = [("UPN", pupil.upn)] * bool(pupil.upn) + [("number", pupil.external_id)] * bool(pupil.external_id)
        other = next(((each, by_number[each]) for each in numbers if each in by_number), None)
        if before is None and other:
            (what, value), one = other
            says = f"the {what} {value} stands on line {one.line} too, for {one.given_name} {one.family_name}."
            reading.remark(pupil.line, says, refused=True)
            continue
        if before and _is_namesake(before, pupil, reading):
            says = f"{pupil.given_name} {pupil.family_name} is on line {before.line} too, with other adults."
            reading.remark(pupil.line, f"{says} Add the dates of birth.", refused=True)
            continue
        by_child[whose] = _together(before, pupil, reading) if before else pupil
        for each in numbers:
            by_number.setdefault(each, by_child[whose])
    return list(by_child.values())


def _is_namesake(before: ReadPupil, pupil: ReadPupil, reading: _List) -> bool:
    """Whether a second line of one name may be another child: nothing but the name says that it is the same."""
    if pupil.born_on or pupil.upn or pupil.external_id or reading.is_by_adult:
        return False
    theirs, others = ({(one.given_name, one.family_name) for one in each.adults} for each in (before, pupil))
    return bool(theirs and others) and not theirs & others


def _together(before: ReadPupil, again: ReadPupil, reading: _List) -> ReadPupil:
    together = adults.joined((*before.adults, *again.adults))
    if together == before.adults:
        reading.remark(again.line, f"it says the same as line {before.line}, and is taken once.")
    elif again.class_name != before.class_name:
        says = f"{again.given_name} is in {before.class_name} on line {before.line} and in {again.class_name} here."
        reading.remark(again.line, f"{says} The first is taken.")
    return replace(before, adults=together)
