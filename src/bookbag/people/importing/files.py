"""Which reader reads a file: named by its format, or told from how it begins."""

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

from bookbag.errors import Invalid
from bookbag.people.folding import folded
from bookbag.people.importing import classlists, rosters, text, transferfiles, wonde
from bookbag.people.importing.values import Reading


class Format(StrEnum):
    """What files can be read."""

    CTF = "ctf"
    ONEROSTER = "oneroster"
    CSV = "csv"
    WONDE = "wonde"


NAMES = {
    Format.CSV: "A class list (CSV)",
    Format.CTF: "A Common Transfer File (CTF, XML)",
    Format.ONEROSTER: "A OneRoster bundle (a zip of CSV files)",
}
"""What somebody can choose a file of; Wonde is asked and sends none."""
LARGEST = transferfiles.LARGEST


def read(raw: bytes, kind: Format, *, today: date, said: Mapping[int, str] | None = None) -> Reading:
    """Read a file. Raises `Invalid`, naming the line, for one that is not what it is said to be."""
    if kind is Format.CTF:
        return transferfiles.read(raw, today=today)
    if kind is Format.ONEROSTER:
        return rosters.read(raw, today=today)
    if kind is Format.WONDE:
        return wonde.read(raw, today=today)
    return classlists.read(raw, today=today, said=said)


def told_apart(raw: bytes) -> Format:
    """What a file is, from its first bytes."""
    if raw.startswith(b"PK\x03\x04"):
        return Format.ONEROSTER
    begins = raw[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t")
    return Format.CTF if begins.startswith((b"<?xml", b"<\0?\0", b"<CTfile")) else Format.CSV


def bytes_at(path: Path, kind: Format) -> bytes:
    """The content of a file; a folder of a OneRoster bundle is put together as the zip that it would be."""
    if path.is_dir():
        if kind is not Format.ONEROSTER:
            raise Invalid(f"{path} is a folder. Name the file.")
        return rosters.packed({one.name: one.read_bytes() for one in sorted(path.glob("*.csv"))})
    if path.stat().st_size > LARGEST:
        raise Invalid(f"The file is larger than {LARGEST // 1_000_000} MB.")
    return path.read_bytes()


def head_of(reading: Reading) -> str:
    """A digest of the names of a list's columns: lists of the same columns are read alike."""
    return hashlib.sha256("\n".join(folded(name) for name, _ in reading.columns).encode()).hexdigest()


def first_lines(raw: bytes, *, under: tuple[str, ...], count: int = 3) -> list[tuple[str, ...]]:
    """The first lines under the one that names the columns, as examples."""
    found: list[tuple[str, ...]] = []
    met = False
    for line in text.lines(raw):
        if met and not line.is_blank:
            found.append(line.cells)
        met = met or line.cells == under
        if len(found) == count:
            break
    return found
