"""Heads: where each chain ended at a time, published to a file outside the database. Knows files, and no tables.

Whoever can rewrite the tables could rewrite the chain after them; what was published, and copied elsewhere, holds.
"""

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bookbag.errors import Invalid
from bookbag.policy.permissions import Sight

if TYPE_CHECKING:
    from bookbag.record.models import Seal

EVERY = timedelta(minutes=1)
RECENT = 4096  # bytes from the end of the file: more than one head of each chain


@dataclass(frozen=True, slots=True)
class Head:
    """A chain's last seal, as it stood at a time."""

    school: str
    chain: str
    number: int
    digest: str
    at: datetime

    @classmethod
    def of(cls, school: str, last: "Seal", *, at: datetime) -> "Head":
        """The head that a chain's last seal makes."""
        return cls(school, Sight(last.sight).name.lower(), last.number, last.digest, at)

    def line(self) -> bytes:
        """The head as a line of JSON."""
        return json.dumps(asdict(self) | {"at": self.at.isoformat()}).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Head | None":
        """The head on a line, or None where the line holds none."""
        try:
            told = json.loads(line)
            chain = Sight[told["chain"].upper()].name.lower()
            at = datetime.fromisoformat(told["at"]).astimezone(UTC)
            return cls(str(told["school"]), chain, int(told["number"]), str(told["digest"]), at)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def file_of(home: Path, slug: str) -> Path:
    """Where the heads of a school are published."""
    return home / "record-heads" / f"{slug}.jsonl"


def read(path: Path) -> tuple[Head, ...]:
    """Every head published in a file. A last line without its end was cut short by a crash and says nothing."""
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), start=1):
        if not line.endswith(b"\n"):
            break
        head = Head.from_line(line)
        if head is None:
            raise Invalid(f"{path}, line {number}: this is not the head of a chain.")
        found.append(head)
    return tuple(found)


def publish(path: Path, heads: Iterable[Head], *, now: datetime) -> bool:
    """Append the heads that moved, at most once a minute, and return whether that was done and is on the disk.

    1. One writer at a time; whoever comes second sees what the first wrote.
    2. Cut off a line that a crash left unfinished.
    3. Write, and sync the file and the folder that names it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        start = max(0, file.seek(0, os.SEEK_END) - RECENT)
        file.seek(start)
        recent = file.read()
        whole = recent.rfind(b"\n") + 1
        latest = {head.chain: head for line in recent[:whole].splitlines() if (head := Head.from_line(line))}
        news = [head for head in heads if head.digest != getattr(latest.get(head.chain), "digest", None)]
        if not news or any(timedelta(0) <= now - head.at < EVERY for head in latest.values()):
            return False
        file.truncate(start + whole)
        file.write(b"".join(head.line() for head in news))
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)
    return True


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
