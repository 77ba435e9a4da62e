"""How a class list is laid out: which line names the columns, what stands above it, and which lines are no children."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bookbag.errors import Invalid
from bookbag.people.folding import folded
from bookbag.people.importing import columns, days
from bookbag.people.importing.columns import Column, What
from bookbag.people.importing.guessing import guessed
from bookbag.people.importing.text import Line
from bookbag.people.importing.values import Remark

_HEADS = 20
"""How many lines may stand above the one that names the columns."""
_NO_NAME = re.compile(r"|date|(?:column|field|unnamed)[ :_]*\d*")
_UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]", re.IGNORECASE)
_SECTION = re.compile(
    r"^(?:class|form|reg(?:istration)? group|tutor group|registration class)(?: list| register)?\s*[:=-]?\s*"
    r"(\S.{0,18}?)(?:\s*(?:[-–(,:]|\b(?:teacher|mr|mrs|ms|miss|contact|class|register|parents?|pupils?|list)\b).*)?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:(?:grand |sub-?)?totals?\b|count\b|sum\b|(?:number|no\.?) (?:of|on roll)|\d+ (?:pupils?|children|students|records?|rows?)\b"
    r"|(?:pupils?|children|students|boys|girls|records?|rows?)\s*[:=]?\s*\d+|printed\b|page \d|end of\b|exported\b"
    r"|report\b|generated\b|created (?:on|by)\b|notes?:|\*|key:|source:|confidential|please\b|this (?:list|report|document)\b"
    r"|year (?:group )?[r\d]+\b|---|===|last updated|updated\b)",
    re.IGNORECASE,
)
YOUNGEST, OLDEST = 1, 20
"""Years. Whoever is younger or older is no pupil of a school, and the date a slip."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What was found of a list."""

    top: int
    """The line that names the columns, counted among those that are not blank."""
    at: Mapping[int, Column]
    usual: int
    section: str
    fills_down: bool
    remarks: Sequence[Remark]


def found(rows: Sequence[Line], said: Mapping[int, str] | None, today: date) -> Layout:
    """Find out how a list is laid out. Raises `Invalid` where no line names the columns, or nothing stands under it."""
    top, at = _head(rows, said)
    head, body = rows[top], rows[top + 1 :]
    if not body:
        raise Invalid(f"Line {head.number}: nothing stands under the names of the columns.")
    remarks: list[Remark] = []
    if not said:
        at = {**at, **_by_content(head, body, at, today)}
        at = {place: column for place, column in at.items() if not _only_counts(column, place, body)}
        remarks = [Remark(head.number, says, refused=False) for says in _unowned(head, at)]
    usual = Counter(len(line.cells) for line in body).most_common(1)[0][0]
    above = (section(cell) for line in rows[:top] for cell in (next(filter(None, line.cells)),))
    return Layout(top, at, usual, next(filter(None, above), ""), _fills_down(body, at), remarks)


def head_of(line: Line) -> Mapping[int, Column] | None:
    """The columns that a line names, or None for one that names none: a child's name, and something more."""
    at = guessed(line.cells)
    whats = {column.what for column in at.values() if not column.adult}
    named = {What.GIVEN, What.FAMILY} <= whats or whats & {What.NAME, What.REVERSED, What.KNOWN_AS}
    return at if len(at) > 1 and named else None


def _head(rows: Sequence[Line], said: Mapping[int, str] | None) -> tuple[int, Mapping[int, Column]]:
    for position, line in enumerate(rows[:_HEADS]):
        below = rows[position + 1] if position + 1 < len(rows) else None
        if (at := head_of(line)) is not None and not (below and head_of(below)):
            if said:
                return position, columns.said(said)
            return position, _under(rows[position - 1], line, at) if position else at
    if said and rows:
        return 0, columns.said(said)
    first = rows[0].number if rows else 1
    raise Invalid(
        f"Line {first}: no line names the columns. The first line of a list says what stands in each:"
        " first name, family name, date of birth, class, and for each adult name, e-mail and telephone."
    )


def _under(above: Line, line: Line, at: Mapping[int, Column]) -> Mapping[int, Column]:
    """The columns where the line above says over several of them whose they are: "Parent 1" over "Name" and "E-mail"."""
    whose, names = "", []
    for place, name in enumerate(line.cells):
        whose = (above.cells[place] if place < len(above.cells) else "") or whose
        names.append(f"{whose} {name}" if name else "")
    both = guessed(names)
    known = {column.adult for column in at.values() if column.what is What.NAME and column.adult}
    return both if {column.adult for column in both.values()} - {0} > known and head_of(Line(0, tuple(names))) else at


def _by_content(head: Line, body: Sequence[Line], at: Mapping[int, Column], today: date) -> Mapping[int, Column]:
    """What the cells show where a column's name says nothing: only children's dates of birth, or only UPNs.

    A column of days that has a name of its own ("Joined") is none of birth dates.
    """
    shown: dict[int, Column] = {}
    for place in sorted({place for line in body[:50] for place in range(len(line.cells))} - set(at)):
        cells = [line.cells[place] for line in body[:50] if place < len(line.cells) and line.cells[place]]
        unnamed = _NO_NAME.fullmatch(folded(head.cells[place]) if place < len(head.cells) else "")
        for what, shows in ((What.BORN, lambda cell: _may_be_born(cell, today)), (What.UPN, _UPN.fullmatch)):
            column = Column(0, what)
            if what is What.BORN and not unnamed:
                continue
            if cells and column not in {*at.values(), *shown.values()} and all(shows(cell) for cell in cells):
                shown[place] = column
    return shown


def _may_be_born(cell: str, today: date) -> bool:
    day = days.day_of(cell, days.Order(), today=today) if re.search(r"[./ -]", cell) else None
    return day is not None and YOUNGEST <= (today - day).days / 365.25 <= OLDEST


def _only_counts(column: Column, place: int, body: Sequence[Line]) -> bool:
    """Whether a column of numbers only counts the lines: a child's number of one list would be another's in the next."""
    if column != Column(0, What.ID):
        return False
    cells = [line.cells[place] for line in body if place < len(line.cells) and line.cells[place]]
    return cells == [str(number) for number in range(1, len(cells) + 1)]


def _unowned(head: Line, at: Mapping[int, Column]) -> list[str]:
    """The columns that hold a way to reach somebody, of which nobody could say whom."""
    alone = {What.EMAIL, What.TELEPHONE}
    return [
        f"“{name}” is left out: it does not say whose it is. Say it under “what stands in each column”."
        for place, name in enumerate(head.cells)
        if place not in at
        and name
        and {column.what for column in guessed(["Forename", "Surname", name]).values()} & alone
    ]


def _fills_down(body: Sequence[Line], at: Mapping[int, Column]) -> bool:
    """Whether a class stands only beside the first of its children: each once, with empty cells below."""
    place = next((place for place, column in at.items() if column == Column(0, What.CLASS)), None)
    if place is None:
        return False
    cells = [line.cells[place] if place < len(line.cells) else "" for line in body]
    named = [cell for cell in cells if cell]
    return len(cells) > 2 and bool(cells[0]) and len(set(named)) == len(named) <= len(cells) - len(named)


def section(cell: str) -> str:
    """The class that a heading names, or nothing."""
    match = _SECTION.match(cell)
    return match[1].strip() if match else ""


def is_aside(filled: Sequence[str]) -> bool:
    """Whether the cells of a line are a heading, a footer or a total."""
    return len(filled) < 4 and bool(_ASIDE.match(filled[0])) and not any("@" in cell for cell in filled)
