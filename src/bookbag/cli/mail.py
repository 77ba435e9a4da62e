"""`bookbag mail`: reading mail from files, without a database; how it is taken in stands in deliver.py."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from bookbag.cli.deliver import deliver

app = typer.Typer(help="Read mail from files, or take it in.", no_args_is_help=True)
app.command()(deliver)


@app.command()
def parse(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Mail files, or - for paths one a line on standard input.")
    ],
) -> None:
    """Print one JSON line a file; each is flushed at once. No database is needed."""
    for path in _paths(files):
        print(_answer(path), flush=True)


def _paths(files: Iterable[str]) -> Iterator[str]:
    for file in files:
        if file == "-":
            yield from (line for raw in sys.stdin.buffer if (line := _path(raw)))
        else:
            yield file


def _path(raw: bytes) -> str:
    return raw.rstrip(b"\r\n").decode(sys.getfilesystemencoding(), "surrogateescape")


def _answer(path: str) -> str:
    from bookbag.channels.mailbox import as_json, limits, reading

    try:
        with Path(path).open("rb") as opened:
            raw = opened.read(limits.MESSAGE + 1)
    except (OSError, ValueError) as error:
        return as_json.unreadable(path, f"The file cannot be opened: {getattr(error, 'strerror', None) or error}.")
    return as_json.line(path, reading.read(raw))
