"""Fetches a school's list from where it lies: a folder of this machine, an SFTP server, Wonde. One question, three answers.

No table is known here. What goes wrong is `Invalid`, with a sentence that holds no secret.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bookbag.errors import Invalid
from bookbag.people.importing import files, wonde
from bookbag.people.importing.files import Format

LARGEST = 100_000_000
ENDINGS = {Format.CSV: (".csv", ".txt", ".tsv"), Format.CTF: (".xml", ".ctf"), Format.ONEROSTER: (".zip",)}
_SETTLED = 60
"""Seconds. A file that was written to a moment ago may be half there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list lies. `key` opens SFTP, `token` Wonde: neither is ever shown."""

    reach: str
    kind: Format
    folder: str = ""
    root: Path = Path()
    """The only folder of this machine in which a school's lists may lie."""
    host: str = ""
    port: int = 22
    user: str = ""
    host_key: str = ""
    key: bytes = field(default=b"", repr=False)
    school_number: str = ""
    token: str = field(default="", repr=False)
    base: str = wonde.BASE


@dataclass(frozen=True, slots=True)
class Fetched:
    """A list as it was found."""

    name: str
    content: bytes = field(repr=False)


def fetch(place: Place, *, pause: Callable[[float], None] = time.sleep) -> Fetched:
    """Fetch the newest list of a place. Raises `Invalid` saying why there is none."""
    if place.reach == "folder":
        return _from_folder(place)
    if place.reach == "sftp":
        from bookbag.people.importing import sftp  # its library is large, and few schools need it

        return sftp.fetch(place)
    return Fetched("Wonde", wonde.fetch(place.base, place.school_number, place.token, pause=pause, most=LARGEST))


def _from_folder(place: Place) -> Fetched:
    root = place.root.resolve()
    folder = (root / place.folder).resolve()
    if not folder.is_relative_to(root):
        raise Invalid("The folder lies outside the one that is kept for this school.")
    if not folder.is_dir():
        raise Invalid(f"There is no folder {folder}.")
    if place.kind is Format.ONEROSTER and (folder / "users.csv").exists():
        return Fetched(folder.name, files.bytes_at(folder, Format.ONEROSTER))
    found = [
        (one.stat().st_mtime, one)
        for one in folder.iterdir()
        if is_list(one.name, place.kind) and one.is_file() and one.resolve().is_relative_to(root)
    ]
    if not found:
        raise nothing(place)
    changed, newest = max(found)
    if time.time() - changed < _SETTLED:
        raise Invalid(f"{newest.name} is still being written. It is fetched next time.")
    fits(newest.stat().st_size)
    return Fetched(newest.name, newest.read_bytes())


def is_list(name: str, kind: Format) -> bool:
    """Whether a file is a list of this kind, by its name."""
    return not name.startswith(".") and "/" not in name and name.lower().endswith(ENDINGS[kind])


def fits(size: int) -> None:
    """Refuse a file that no school has."""
    if size > LARGEST:
        raise Invalid(f"The file is larger than {LARGEST // 1_000_000} MB.")


def nothing(place: Place) -> Invalid:
    """What is said where no list lies."""
    return Invalid(f"No file with the ending {' or '.join(ENDINGS[place.kind])} lies there.")
