"""Where a school's list may lie, what is found there, and which files are lists."""

from dataclasses import dataclass, field
from pathlib import Path

from bookbag.errors import Invalid
from bookbag.people.importing.files import Format

LARGEST = 100_000_000
ENDINGS = {Format.CSV: (".csv", ".txt", ".tsv"), Format.CTF: (".xml", ".ctf"), Format.ONEROSTER: (".zip",)}


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
    base: str = ""
    """Where Wonde is, if not where it usually is."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A list as it was found."""

    name: str
    content: bytes = field(repr=False)


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
