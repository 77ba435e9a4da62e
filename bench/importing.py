"""Bringing in a whole trust's roll: how long `bookbag people import` takes and how much memory, at first and a year later."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import roll
from bench.figures import Figure, figure
from bench.house import House
from bench.world import Peopled
from bookbag.cli.up import bookbag


def measured(house: House, at: Peopled) -> Iterator[Figure]:
    """Bring the roll in, then the same a year later, in which every child changes class."""
    with TemporaryDirectory(prefix="bookbag-roll-") as place:
        Path(place).chmod(0o755)
        for moved, name in (
            (False, "import of 63,000 new children"),
            (True, "the same a year later: all change class"),
        ):
            path = Path(place) / "roll.csv"
            roll.written(path, moved=moved)
            seconds, memory, report = _run(house, at, path)
            count = report["counts"]
            told = f"{count['children']:,} children, {count['adults']:,} adults new; {count['changes']:,} changes"
            yield figure(name, seconds, "s", bar=180, aside=told)
            yield figure(f"{name}: memory", memory, "MiB", bar=500)


def _run(house: House, at: Peopled, path: Path) -> tuple[float, float, dict[str, dict[str, int]]]:
    """One import in a process of its own: seconds, the most memory that it held, and what it said."""
    words = bookbag("people", "import", str(path), "--school", at.school.slug, "--format", "csv", "--json")
    with (path.parent / "said.json").open("w+b") as said:
        began = time.monotonic()
        process = subprocess.Popen(words, env=house.env, stdout=said, stderr=sys.stderr)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit("bench: the import failed")
        said.seek(0)
        return seconds, usage.ru_maxrss / 1024, json.load(said)
