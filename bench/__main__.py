"""`python -m bench [--full] [PART…]`: measure, print the table, and fail where a bar is missed."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure, lines
from bench.house import House

PARTS = ("mail", "pages", "closing", "alone", "whole", "importing", "search")


def main() -> int:
    """Measure the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure Bookbag on this machine.")
    parser.add_argument("--full", action="store_true", help="a backlog of 5,000 mails instead of 2,000")
    # Python 3.11 looks for an empty list among the choices where no part is named.
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[], help="what to measure (default: all)")
    asked = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="bookbag-bench-") as place, _house(Path(place) / "home") as house:
        for found in _measured(house, asked.parts or PARTS, backlog=5_000 if asked.full else 2_000):
            figures.append(found)
            print(lines([found])[-1], flush=True)
    print(f"\n{datetime.now(UTC):%d %B %Y, %H:%M} UTC, {os.cpu_count()} cores\n", *lines(figures), sep="\n")
    return 0 if all(found.is_met for found in figures) else 1


@contextmanager
def _house(home: Path) -> Iterator[House]:
    """The house, and Django in this process as the restricted role of its database."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_DIRECT_URL", "BOOKBAG_DEMO", "BOOKBAG_POSTGRES"):
        os.environ.pop(name, None)
    os.environ |= {"BOOKBAG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bookbag.config.settings"}
    os.environ["BOOKBAG_DB_ROLE"] = "app"
    with House(home).open() as house:
        import django

        django.setup()
        yield house
        from django.db import connection

        connection.close_pool()


def _measured(house: House, parts: Sequence[str], *, backlog: int) -> Iterator[Figure]:
    from bench import world

    peopled = world.people(datetime.now(UTC))
    if "mail" in parts:
        from bench import mail

        yield from mail.measured(house, peopled, backlog=backlog)
    if "pages" in parts:
        from bench import pages

        yield from pages.measured(house, peopled)
    if "closing" in parts:
        from bench import closing

        yield from closing.measured(house, peopled[1])
    if "alone" in parts:
        from bench import alone

        yield from alone.measured(house, peopled[1])
    if "whole" in parts:
        from bench import whole

        yield from whole.measured(house, peopled[0])
    if "search" in parts:
        from bench import search

        yield from search.measured(house, peopled)
    if "importing" in parts:
        from bench import importing

        yield from importing.measured(house, peopled[1])


if __name__ == "__main__":
    sys.exit(main())
