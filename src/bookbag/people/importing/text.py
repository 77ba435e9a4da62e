"""The text of a table, whichever program wrote it: its letters, what parts its cells, and the line at which each row begins."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bookbag.errors import Invalid

LARGEST = 50_000_000
"""Bytes. Sixty thousand children with their adults are a third of it."""
_WIDEST = 500
_MOST_LINES, _LONGEST_LINE = 2_000_000, 1_000_000
"""Lines, and letters of one: the lessons of a large trust's children are a million lines."""
_NO_TABLES = {
    b"PK\x03\x04": "an Excel workbook or another zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"{\\rtf": "a document of a word processor",
    b"<": "a web page or another file of marks that calls itself a table",
}
_LONGEST_CELL = 20_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_SAYS_PARTS = re.compile(r'"?sep=(.)"?[ \t]*\r?\n', re.IGNORECASE)
"""What Excel writes above a list to say what parts its cells."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")


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
    said = _SAYS_PARTS.match(text)
    parts = said[1] if said else _parts(text)
    csv.field_size_limit(_LONGEST_CELL)
    # The dialect is not guessed from quotes: names with apostrophes lead such guesses astray.
    rows = csv.reader(_written(text), delimiter=parts, strict=True, skipinitialspace=True)
    begins, widest = 1, 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid(f"Line {begins}: {_broken(str(error))}") from error
        if len(row) > _WIDEST:
            raise Invalid(f"Line {begins}: more than {_WIDEST} cells. Is this a table of people?")
        if rows.line_num > begins and any(_swallows(cell, parts, widest) for cell in row):
            raise Invalid(f"Line {begins}: {_broken('')}")
        widest = max(widest, len(row))
        if not (said and begins == 1):
            yield Line(begins, tuple(map(_trimmed, row)))
        begins = rows.line_num + 1


def _written(text: str) -> Iterator[str]:
    """The lines as they are written. A row may go over several."""
    for number, found in enumerate(_LINE.finditer(text), start=1):
        if number > _MOST_LINES:
            raise Invalid(f"Line {number}: more than {_MOST_LINES:,} lines. Is this a table of people?")
        if found.end() - found.start() > _LONGEST_LINE:
            raise Invalid(f"Line {number}: it is longer than any row of people.")
        yield found[0]


def _trimmed(cell: str) -> str:
    if cell.startswith('="') and cell.endswith('"'):  # how spreadsheets are kept from making figures of text
        cell = cell[2:-1]
    return cell.strip() if cell.isascii() else _UNSEEN.sub("", cell.replace("\u00a0", " ")).strip()


def _swallows(cell: str, parts: str, widest: int) -> bool:
    """Whether a cell holds what must be whole lines: a quotation mark that was never closed ends at the next one."""
    return "\n" in cell and cell.count(parts) >= max(4, widest - 1)


def _broken(error: str) -> str:
    if "field larger" in error:
        return "a cell is longer than any name or address. A quotation mark may be missing before it."
    return "a quotation mark opens a cell and none closes it, or words stand behind the closing one."


def text_of(raw: bytes) -> str:
    """Give the letters of a file. UTF-8 and UTF-16 are told by their marks, older files are read as Windows wrote them."""
    if len(raw) > LARGEST:
        raise Invalid(f"The file is larger than {LARGEST // 1_000_000} MB. Export the pupils of one school.")
    begins = raw[:200].removeprefix(codecs.BOM_UTF8).lstrip()
    for mark, what in _NO_TABLES.items():
        if begins.startswith(mark):
            raise Invalid(f"This is {what}, not a table in plain text. Save it as CSV, then choose that file.")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(raw, "utf-16")
    if raw[:200].count(0) > len(raw[:200]) // 4:
        return _decoded(raw, "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be")
    if b"\0" in raw:
        raise Invalid(f"Line {raw[: raw.index(0)].count(10) + 1}: this is no text. Export the list again, as CSV.")
    raw = raw.rstrip(b"\x1a")  # how old programs mark the end of a file
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not raw[: error.start].isascii():
            raise _half(raw[: error.start].count(b"\n")) from error
        return "".join(map(_of_windows, raw.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)))


def _of_windows(line: bytes) -> str:
    """A line of a file that is not all UTF-8: lists are put together from several, so each line is asked."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    # 0x81, 0x8d, 0x8f, 0x90 and 0x9d mean nothing in Windows-1252; Latin-1 has a place for every byte.
    return line.decode("latin-1")


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _half(raw[: error.start].decode(encoding, errors="ignore").count("\n")) from error
    if "\0" in text:
        raise Invalid(f"Line {text[: text.index(chr(0))].count(chr(10)) + 1}: this is no text. Export it as CSV.")
    return text


def _half(above: int) -> Invalid:
    return Invalid(f"Line {above + 1}: the file breaks off in the middle of a letter. Export it again.")


def _parts(text: str) -> str:
    """What parts the cells: of comma, semicolon, tab and bar the one that stands alike often in most of the first lines."""
    head = [found[0] for found in _LINE.finditer(_QUOTED.sub("", text[:20_000])) if found[0].strip()][:20]

    def score(mark: str) -> tuple[int, int]:
        counts = Counter(line.count(mark) for line in head if mark in line)
        often, alike = max(counts.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        return alike * min(often, 40), sum(line.count(mark) for line in head)

    return max(",;\t|", key=score)
