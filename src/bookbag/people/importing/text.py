"""The text of a table, whichever program wrote it: its letters, what parts its cells, and the line at which each row begins."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from bookbag.errors import Invalid

LARGEST = 50_000_000
"""Bytes. Sixty thousand children with their adults are a third of it."""
_WIDEST = 500
_WORKBOOKS = {b"PK\x03\x04": "an Excel workbook or another zip file", b"\xd0\xcf\x11\xe0": "an old Excel workbook"}
_LONGEST_CELL = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells, trimmed, and the line of the file at which it begins."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """True where nothing stands in it."""
        return not any(self.cells)


def lines(raw: bytes) -> Iterator[Line]:
    """Give the rows of a table. `Invalid` names the line at which a table breaks off or cannot be one."""
    text = text_of(raw)
    csv.field_size_limit(_LONGEST_CELL)
    # The dialect is not guessed from quotes: names with apostrophes lead such guesses astray.
    rows = csv.reader(text.splitlines(keepends=True), delimiter=_parts(text), strict=True, skipinitialspace=True)
    begins = 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid(f"Line {begins}: {_broken(str(error))}") from error
        if len(row) > _WIDEST:
            raise Invalid(f"Line {begins}: more than {_WIDEST} cells. Is this a table of people?")
        yield Line(begins, tuple(" ".join(cell.replace("\u00a0", " ").split(" ")).strip() for cell in row))
        begins = rows.line_num + 1


def _broken(error: str) -> str:
    if "field larger" in error:
        return "a cell is longer than any name or address. A quotation mark may be missing before it."
    return "a quotation mark opens a cell and none closes it, or words stand behind the closing one."


def text_of(raw: bytes) -> str:
    """Give the letters of a file. UTF-8 and UTF-16 are told by their marks, older files are read as Windows wrote them."""
    if len(raw) > LARGEST:
        raise Invalid(f"The file is larger than {LARGEST // 1_000_000} MB. Export the pupils of one school.")
    for mark, what in _WORKBOOKS.items():
        if raw.startswith(mark):
            raise Invalid(f"This is {what}, not a table in plain text. Save it as CSV, then choose that file.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(raw, "utf-16")
    if raw[:200].count(0) > len(raw[:200]) // 4:
        return _decoded(raw, "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be")
    if b"\0" in raw:
        raise Invalid(f"Line {raw[: raw.index(0)].count(10) + 1}: this is no text. Export the list again, as CSV.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # 0x81, 0x8d, 0x8f, 0x90 and 0x9d mean nothing in Windows-1252; Latin-1 has a place for every byte.
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        at = raw[: error.start].decode(encoding, errors="ignore").count("\n") + 1
        raise Invalid(f"Line {at}: the file breaks off in the middle of a letter. Export it again.") from error


def _parts(text: str) -> str:
    """What parts the cells: whichever of comma, semicolon, tab and bar stands most often in the first lines."""
    head = "\n".join(line for line in text.splitlines()[:20] if line.strip())
    return max(",;\t|", key=head.count)
